import { Aws, Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ENV } from '../../shared/contract.ts';
import type { OtvetFunction } from './otvet-function.ts';

/** Where pages go out: straight to phone numbers, and each step once to a topic, for a company's own integrations. */
export class Pages extends Construct {
  readonly topic: Topic;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    this.topic = new Topic(this, 'Topic', {
      topicName: `${Stack.of(this).stackName}-pages`,
      displayName: 'Otvet',
      enforceSSL: true,
    });
  }

  /**
   * Lets `fn` send pages. A phone number is no ARN, so "to phones" can only be said as "to what is no topic": the second
   * statement excludes every ARN of SNS, and leaves just numbers.
   */
  grantPublish(fn: OtvetFunction): void {
    fn.addEnvironment(ENV.pagesTopicArn, this.topic.topicArn);
    fn.addToRolePolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topic.topicArn] }));
    fn.addToRolePolicy(
      new PolicyStatement({ actions: ['sns:Publish'], notResources: [`arn:${Aws.PARTITION}:sns:*:*:*`] }),
    );
  }
}
