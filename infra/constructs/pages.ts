import { Stack } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';
import { ENV } from '../../shared/contract.ts';
import type { OtvetFunction } from './otvet-function.ts';

/** Where each step of a page is told once, for a company's own integrations. People are rung by the carriers. */
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

  /** Lets `fn` tell the topic, and no other. */
  grantPublish(fn: OtvetFunction): void {
    fn.addEnvironment(ENV.pagesTopicArn, this.topic.topicArn);
    fn.addToRolePolicy(new PolicyStatement({ actions: ['sns:Publish'], resources: [this.topic.topicArn] }));
  }
}
