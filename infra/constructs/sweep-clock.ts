import { Duration } from 'aws-cdk-lib';
import { Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { LambdaInvoke } from 'aws-cdk-lib/aws-scheduler-targets';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { deadLetterQueueOfService } from './dead-letters.ts';
import { acknowledgeVersions, type OtvetFunction } from './otvet-function.ts';

/** Calls the sweep each minute, whatever else has failed. */
export class SweepClock extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, sweep: OtvetFunction) {
    super(scope, id);
    this.deadLetters = deadLetterQueueOfService(this, 'DeadLetters');
    // A sweep that failed is not repeated: the next comes within the minute and finds all that this one would have.
    sweep.live.configureAsyncInvoke({ retryAttempts: 0, maxEventAge: Duration.minutes(1) });
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com'),
      description: 'Calls the sweep each minute',
    });
    new Schedule(this, 'EveryMinute', {
      description: 'Looks at every conversation that nobody has looked at in time',
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: new LambdaInvoke(sweep.live, {
        role,
        deadLetterQueue: this.deadLetters,
        retryAttempts: 0,
        maxEventAge: Duration.minutes(1),
      }),
    });
    acknowledgeVersions(role, sweep);
  }
}
