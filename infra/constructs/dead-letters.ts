import { Duration } from 'aws-cdk-lib';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { acknowledge } from '../acknowledge.ts';

/** A queue for what nobody could handle: kept 14 days (the longest SQS allows), watched by an alarm. */
export function deadLetterQueue(scope: Construct, id: string): Queue {
  return new Queue(scope, id, { retentionPeriod: Duration.days(14), enforceSSL: true });
}

/** The same for a service that sends there itself (Lambda, Scheduler), which cdk-nag cannot see. */
export function deadLetterQueueOfService(scope: Construct, id: string): Queue {
  const queue = deadLetterQueue(scope, id);
  acknowledge(queue, 'AwsSolutions-SQS3', 'This is a dead-letter queue itself; an alarm watches it.');
  return queue;
}
