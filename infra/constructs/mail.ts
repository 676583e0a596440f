import { ArnFormat, Stack } from 'aws-cdk-lib';
import { EventBus, Rule } from 'aws-cdk-lib/aws-events';
import { LambdaFunction } from 'aws-cdk-lib/aws-events-targets';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import {
  ConfigurationSet,
  ConfigurationSetTlsPolicy,
  EmailIdentity,
  EmailSendingEvent,
  EventDestination,
  Identity,
} from 'aws-cdk-lib/aws-ses';
import { Construct } from 'constructs';
import { ENV } from '../../shared/contract.ts';
import { acknowledge } from '../acknowledge.ts';
import type { Config } from '../config.ts';
import type { OtvetFunction } from './otvet-function.ts';

export interface MailProps {
  readonly config: Config;
  /** gets what SES reports of each e-mail */
  readonly receipts: OtvetFunction;
}

/** What SES can say of an e-mail that has left it, by its name in a destination and in the event. */
const REPORTED = {
  Delivery: EmailSendingEvent.DELIVERY,
  Bounce: EmailSendingEvent.BOUNCE,
  Complaint: EmailSendingEvent.COMPLAINT,
  Reject: EmailSendingEvent.REJECT,
  DeliveryDelay: EmailSendingEvent.DELIVERY_DELAY,
} as const;

/** E-mail by SES: the sender, and the way back for what became of each e-mail (best effort, as EventBridge has it). */
export class Mail extends Construct {
  private readonly from: string;
  private readonly configurationSetName: string;
  /** what the domain's DNS has to say, each a CNAME, before SES sends from it; none for a single address */
  readonly records: readonly { readonly name: string; readonly value: string }[];

  constructor(scope: Construct, id: string, { config, receipts }: MailProps) {
    super(scope, id);
    this.from = config.mailFrom;
    this.configurationSetName = Stack.of(this).stackName;
    const [, domain = ''] = config.mailFrom.split('@');
    const sender = new EmailIdentity(this, 'Sender', {
      identity: config.mailDomain ? Identity.domain(domain) : Identity.email(config.mailFrom),
    });
    this.records = config.mailDomain ? sender.dkimRecords : [];
    const set = new ConfigurationSet(this, 'Configuration', {
      configurationSetName: this.configurationSetName,
      // a link in a page opens a chat: it does not travel in the clear
      tlsPolicy: ConfigurationSetTlsPolicy.REQUIRE,
    });
    set.addEventDestination('Reports', {
      destination: EventDestination.eventBus(EventBus.fromEventBusName(this, 'Bus', 'default')),
      events: Object.values(REPORTED),
    });
    new Rule(this, 'Reported', {
      description: 'Tells receipts what became of e-mails',
      eventPattern: {
        source: ['aws.ses'],
        detail: {
          eventType: Object.keys(REPORTED),
          mail: { tags: { 'ses:configuration-set': [this.configurationSetName] } },
        },
      },
      targets: [new LambdaFunction(receipts.live)],
    });
  }

  /**
   * Lets `fn` send e-mails from the sender's address, and tells it which. While the account is in the sandbox SES asks for
   * the right to the recipient's identity as well, so it is the sender that is held fast and not the identity.
   */
  grantSend(fn: OtvetFunction): void {
    fn.addEnvironment(ENV.mailFrom, this.from);
    fn.addEnvironment(ENV.mailConfigurationSet, this.configurationSetName);
    const arn = (resource: string, resourceName: string): string =>
      Stack.of(this).formatArn({
        service: 'ses',
        resource,
        resourceName,
        arnFormat: ArnFormat.SLASH_RESOURCE_NAME,
      });
    fn.addToRolePolicy(
      new PolicyStatement({
        actions: ['ses:SendEmail'],
        resources: [arn('identity', '*'), arn('configuration-set', this.configurationSetName)],
        conditions: { StringEquals: { 'ses:FromAddress': this.from } },
      }),
    );
    acknowledge(
      fn.role ?? fn,
      'AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>:identity/*]',
      'In the sandbox SES checks the recipient’s identity too; the condition allows the one sender only.',
    );
  }
}
