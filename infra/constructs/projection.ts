import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import { FilterCriteria, FilterRule, StartingPosition } from 'aws-cdk-lib/aws-lambda';
import { DynamoEventSource, SqsDlq } from 'aws-cdk-lib/aws-lambda-event-sources';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { KEY_CLASS } from '../../shared/contract.ts';
import { acknowledge } from '../acknowledge.ts';
import { deadLetterQueueOfService } from './dead-letters.ts';
import type { OtvetFunction } from './otvet-function.ts';

/** Classes whose commits are projected; of notes, the mistakes that are recorded among them. Pages are in no projection. */
const PROJECTED = [KEY_CLASS.conversation, KEY_CLASS.notes] as const;

/** Feeds new commits from the table's stream to the projector. What fails three times goes to a queue, not in the way. */
export class Projection extends Construct {
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, table: ITable, projector: OtvetFunction) {
    super(scope, id);
    this.deadLetters = deadLetterQueueOfService(this, 'DeadLetters');
    projector.live.addEventSource(
      new DynamoEventSource(table, {
        // the oldest record there is: nothing written before the first deployment's end is left out
        startingPosition: StartingPosition.TRIM_HORIZON,
        batchSize: 50,
        retryAttempts: 3,
        bisectBatchOnError: true,
        reportBatchItemFailures: true,
        onFailure: new SqsDlq(this.deadLetters),
        filters: [
          FilterCriteria.filter({
            eventName: FilterRule.isEqual('INSERT'),
            dynamodb: { Keys: { pk: { S: PROJECTED.map((c) => ({ prefix: `${c}#` })) } } },
          }),
        ],
      }),
    );
    acknowledge(
      projector.role ?? projector,
      'AwsSolutions-IAM5[Resource::*]',
      'dynamodb:ListStreams (as well as X-Ray) has no resource to name; reading is allowed on the one stream only.',
    );
  }
}
