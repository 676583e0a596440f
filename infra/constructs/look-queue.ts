import { Duration } from 'aws-cdk-lib';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { ENV } from '../../shared/contract.ts';
import type { Config } from '../config.ts';
import { deadLetterQueue } from './dead-letters.ts';
import type { OtvetFunction } from './otvet-function.ts';

/** Six times the look's own time limit, as AWS advises for event sources: no message is seen twice while it is worked on. */
const VISIBILITY_PER_TIMEOUT = 6;

/** Attempts at a look: a short shortage of Lambda's room must not set one aside. The sweep makes it meanwhile, each minute. */
const RECEIVES = 5;

export interface LookQueueProps {
  readonly look: OtvetFunction;
  readonly lookTimeout: Duration;
  readonly config: Config;
}

/** Delayed looks: a message comes out when its conversation is due, and goes to `look`. */
export class LookQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, { look, lookTimeout, config }: LookQueueProps) {
    super(scope, id);
    this.deadLetters = deadLetterQueue(this, 'DeadLetters');
    this.queue = new Queue(this, 'Queue', {
      enforceSSL: true,
      visibilityTimeout: Duration.seconds(lookTimeout.toSeconds() * VISIBILITY_PER_TIMEOUT),
      // a look older than an hour is no hint any more: the sweep has long made it
      retentionPeriod: Duration.hours(1),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: RECEIVES },
    });
    look.live.addEventSource(
      new SqsEventSource(this.queue, {
        batchSize: 10,
        reportBatchItemFailures: true,
        maxConcurrency: config.looksAtOnce,
      }),
    );
  }

  /** Lets `fn` ask for a look later, and tells it where. */
  grantSend(fn: OtvetFunction): void {
    fn.addEnvironment(ENV.lookQueueUrl, this.queue.queueUrl);
    fn.addToRolePolicy(new PolicyStatement({ actions: ['sqs:SendMessage'], resources: [this.queue.queueArn] }));
  }
}
