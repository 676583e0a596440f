import { Stack } from 'aws-cdk-lib';
import { Alarm, ComparisonOperator, type IMetric, TreatMissingData } from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { PolicyStatement, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import { Construct } from 'constructs';
import type { Config } from '../config.ts';

export interface AlarmProps {
  readonly metric: IMetric;
  /** what it means for people, in one or two sentences: the first thing whom it wakes will read */
  readonly impact: string;
  /** section of docs/runbook.md, as its anchor */
  readonly runbook: string;
  /** rings when the metric is at least this; default 1 */
  readonly atLeast?: number;
  /** rings when the metric is below this, and when it is missing: for things that must go on happening */
  readonly below?: number;
  /** how many periods in a row; default 1 */
  readonly periods?: number;
}

/** All alarms are made here: each says what it means for people and where to read what to do, and tells the same topic. */
export class Alarms extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string, config: Config) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', { topicName: `${Stack.of(this).stackName}-alarms`, enforceSSL: true });
    // a topic with a policy of its own has lost the default one, by which CloudWatch could publish
    this.topic.addToResourcePolicy(
      new PolicyStatement({
        principals: [new ServicePrincipal('cloudwatch.amazonaws.com')],
        actions: ['sns:Publish'],
        resources: [this.topic.topicArn],
        conditions: { StringEquals: { 'aws:SourceAccount': Stack.of(this).account } },
      }),
    );
    if (config.alarmEmail) this.topic.addSubscription(new EmailSubscription(config.alarmEmail));
  }

  /** @param id what is wrong, in PascalCase; the alarm's name is made from it */
  add(id: string, props: AlarmProps): void {
    const alarm = new Alarm(this, id, {
      alarmName: `${Stack.of(this).stackName}-${kebab(id)}`,
      alarmDescription: `${props.impact} What to do: docs/runbook.md#${props.runbook}`,
      metric: props.metric,
      evaluationPeriods: props.periods ?? 1,
      ...(props.below === undefined
        ? {
            threshold: props.atLeast ?? 1,
            comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
            treatMissingData: TreatMissingData.NOT_BREACHING,
          }
        : {
            threshold: props.below,
            comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
            treatMissingData: TreatMissingData.BREACHING,
          }),
    });
    const tell = new SnsAction(this.topic);
    alarm.addAlarmAction(tell);
    alarm.addOkAction(tell);
  }
}

function kebab(id: string): string {
  return id.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();
}
