import { randomUUID } from 'node:crypto';
import { StartError } from '../errors.ts';
import { flagOf, isObject, listOf, objectOf, textOf } from '../json.ts';
import { plainArn } from '../lambda/model.ts';
import { matchesPattern } from '../stream/pattern.ts';
import type { StackTemplate } from '../template/stack-template.ts';
import type { Told } from './text-reports.ts';

/** An e-mail as SES reports on it. */
export interface SentMail {
  readonly id: string;
  readonly from: string;
  readonly to: readonly string[];
  readonly subject: string;
  /** whose event destinations hear of it; none without */
  readonly configurationSet: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  readonly sentAt: number;
}

/**
 * What SES says of an e-mail on the default event bus, if a destination of its configuration set asks for it, and to
 * whom the rules of the template hand it on.
 * @throws {StartError} naming a rule whose target is no function
 */
export function mailReports(template: StackTemplate): (mail: SentMail, isDelivered: boolean) => readonly Told[] {
  const rules = template
    .all('AWS::Events::Rule')
    .filter(({ properties }) => isObject(properties['EventPattern']) && properties['State'] !== 'DISABLED')
    .map(({ id, properties }) => ({
      pattern: properties['EventPattern'],
      functionArns: listOf(properties['Targets']).map((target) => {
        const arn = textOf(objectOf(target)['Arn'], `the target of ${id}`);
        if (arn.startsWith('arn:aws:lambda:')) return plainArn(arn);
        throw new StartError(`The rule ${id} calls ${arn}; the runner calls functions only.`);
      }),
    }));
  const asked = template.all('AWS::SES::ConfigurationSetEventDestination').map(({ properties }) => {
    const destination = objectOf(properties['EventDestination']);
    const isForBus = isObject(destination['EventBridgeDestination']) && flagOf(destination['Enabled'] ?? true);
    return {
      set: properties['ConfigurationSetName'],
      types: isForBus ? listOf(destination['MatchingEventTypes']).map((type) => String(type).toLowerCase()) : [],
    };
  });

  return (mail, isDelivered) => {
    const eventType = isDelivered ? 'Delivery' : 'Bounce';
    const isAsked = asked.some(
      ({ set, types }) => set === mail.configurationSet && types.includes(eventType.toLowerCase()),
    );
    if (!isAsked) return [];
    const event = eventOf(template, mail, isDelivered);
    return rules
      .filter(({ pattern }) => matchesPattern(pattern, event))
      .flatMap(({ functionArns }) => functionArns.map((functionArn) => ({ functionArn, event })));
  };
}

function eventOf({ surroundings }: StackTemplate, mail: SentMail, isDelivered: boolean): object {
  const { region, account } = surroundings;
  const time = new Date().toISOString();
  const outcome = isDelivered
    ? { eventType: 'Delivery', delivery: { timestamp: time, recipients: mail.to, smtpResponse: '250 2.0.0 OK' } }
    : {
        eventType: 'Bounce',
        bounce: {
          bounceType: 'Permanent',
          bounceSubType: 'General',
          bouncedRecipients: mail.to.map((emailAddress) => ({
            emailAddress,
            action: 'failed',
            status: '5.1.1',
            diagnosticCode: 'smtp; 550 5.1.1 user unknown',
          })),
          timestamp: time,
          feedbackId: randomUUID(),
        },
      };
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': isDelivered ? 'Email Delivered' : 'Email Bounced',
    source: 'aws.ses',
    account,
    time,
    region,
    resources: [`arn:aws:ses:${region}:${account}:configuration-set/${mail.configurationSet}`],
    detail: {
      ...outcome,
      mail: {
        timestamp: new Date(mail.sentAt).toISOString(),
        source: mail.from,
        sendingAccountId: account,
        messageId: mail.id,
        destination: mail.to,
        headersTruncated: false,
        headers: [],
        commonHeaders: { from: [mail.from], to: mail.to, messageId: mail.id, subject: mail.subject },
        tags: {
          'ses:configuration-set': [mail.configurationSet],
          ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]] as const)),
        },
      },
    },
  };
}
