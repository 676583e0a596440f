import { Aws, RemovalPolicy } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { FilterPattern, type ILogGroup, LogGroup } from 'aws-cdk-lib/aws-logs';
import { LambdaDestination } from 'aws-cdk-lib/aws-logs-destinations';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';
import type { OtvetFunction } from './otvet-function.ts';

export interface TextMessagesProps {
  readonly config: Config;
  /** gets what networks report of each SMS */
  readonly receipts: OtvetFunction;
}

/** Where SNS writes what became of an SMS. It chooses these names itself, one pair for each account and Region. */
const GROUP = `sns/${Aws.REGION}/${Aws.ACCOUNT_ID}/DirectPublishToPhoneNumber`;

/** SMS by SNS, straight to numbers, and the way back for what became of each (up to 72 h later). */
export class TextMessages extends Construct {
  /** by which SNS writes its delivery logs: `npm run setup` names it to SNS, which CloudFormation cannot */
  readonly deliveryRole: Role;

  constructor(scope: Construct, id: string, { config, receipts }: TextMessagesProps) {
    super(scope, id);
    const groups = [this.logs('Delivered', GROUP, config), this.logs('Failed', `${GROUP}/Failure`, config)];
    this.deliveryRole = new Role(this, 'DeliveryRole', {
      assumedBy: new ServicePrincipal('sns.amazonaws.com'),
      description: 'SNS writes what became of SMS',
    });
    for (const group of groups) {
      group.addSubscriptionFilter('Receipts', {
        destination: new LambdaDestination(receipts.live),
        filterPattern: FilterPattern.allEvents(),
      });
    }
    const arns = groups.map(({ logGroupArn }) => logGroupArn);
    this.deliveryRole.addToPolicy(
      new PolicyStatement({
        actions: ['logs:CreateLogGroup', 'logs:CreateLogStream', 'logs:PutLogEvents'],
        resources: arns,
      }),
    );
  }

  /** Lets `fn` send to numbers. A number is no ARN, so it can only be said as "to what is no ARN of SNS". */
  grantSend(fn: OtvetFunction): void {
    fn.addToRolePolicy(
      new PolicyStatement({ actions: ['sns:Publish'], notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`] }),
    );
  }

  private logs(id: string, logGroupName: string, config: Config): ILogGroup {
    if (!config.ownsSmsLogs) return LogGroup.fromLogGroupName(this, id, logGroupName);
    return new LogGroup(this, id, {
      logGroupName,
      retention: config.logRetention,
      removalPolicy: RemovalPolicy.DESTROY,
    });
  }
}
