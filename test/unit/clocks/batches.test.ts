import { marshall } from '@aws-sdk/util-dynamodb';
import type { AttributeValue, DynamoDBRecord, SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { lookAtEach } from '../../../functions/entries/look/batch.ts';
import { projectBatch } from '../../../functions/entries/projector/batch.ts';
import { commitItem } from '../../../functions/kernel/adapters/commit-item.ts';
import { CONVERSATION_LOG, NOTES_LOG } from '../../../functions/kernel/adapters/log-schemas.ts';
import { changeReader } from '../../../functions/projection/adapters/dynamo-stream.ts';
import { note, opened } from '../../support/commits.ts';
import { fakeLogger } from '../../support/fakes.ts';

const KEY = { workspace: 'kofe', id: 'conversation-0000000001' };
const COMMIT = opened();

describe('the stream', () => {
  const record = (item: Record<string, unknown>, SequenceNumber: string, eventName = 'INSERT'): DynamoDBRecord =>
    ({
      eventName,
      dynamodb: {
        SequenceNumber,
        Keys: marshall({ pk: item['pk'], sk: item['sk'] }),
        NewImage: marshall(item, { removeUndefinedValues: true }) as Record<string, AttributeValue>,
      },
    }) as DynamoDBRecord;
  const commit = (seq: number): Record<string, unknown> =>
    commitItem(CONVERSATION_LOG, KEY, { ...COMMIT, seq }, seq === 2 ? COMMIT.at : null);
  const read = changeReader();

  it('brings commits of conversations as they were put', () => {
    expect(read(record(commit(1), 'a'))).toEqual({ log: 'conversation', key: KEY, commit: COMMIT });
  });

  it('brings what the notes say of mistakes', () => {
    const mistake = note(1, 'Not meant for him');
    const touches = [{ conversation: KEY.id, customer: 'ivan' }];
    const opened = { type: 'incident.opened', incident: 'i-1', kind: 'wrong_chat', touches, by: 'anna' } as const;
    const item = commitItem(NOTES_LOG, KEY, { ...mistake, events: [opened] }, null);
    expect(read(record(item, 'a'))).toMatchObject({ log: 'notes', key: KEY, commit: { events: [opened] } });
  });

  it('brings nothing that is projected nowhere', () => {
    expect(read(record(commitItem(NOTES_LOG, KEY, note(1, 'a note'), null), 'a'))).toBeNull();
    expect(read(record(commit(1), 'a', 'MODIFY'))).toBeNull();
    expect(read(record({ pk: 'I#kofe#x', sk: 'CARD' }, 'a'))).toBeNull();
    expect(read({ eventName: 'INSERT' })).toBeNull();
  });

  it('is projected in its order, and asked again from the first that failed', async () => {
    const done: number[] = [];
    const log = fakeLogger();
    const project = async ({ commit: { seq } }: { commit: { seq: number } }): Promise<void> => {
      if (seq === 3) throw new Error('throttled');
      done.push(seq);
    };
    const records = [1, 2, 3, 4].map((seq) => record(commit(seq), `sequence-${seq}`));
    expect(await projectBatch(records, read, project, log)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'sequence-3' }],
    });
    expect(done).toEqual([1, 2]);
    expect(log.lines).toMatchObject([
      { message: 'projection.failed', data: { pk: 'C#kofe#conversation-0000000001', sk: '0000000003' } },
    ]);
    expect(await projectBatch(records.slice(0, 2), read, project, log)).toEqual({ batchItemFailures: [] });
  });

  it('stops at a commit that nobody can read, and says which, without its text', async () => {
    const log = fakeLogger();
    const broken = record({ ...commit(2), at: 'Is anyone there?' }, 'sequence-2');
    expect(await projectBatch([broken], read, async () => undefined, log)).toEqual({
      batchItemFailures: [{ itemIdentifier: 'sequence-2' }],
    });
    expect(JSON.stringify(log.lines)).not.toContain('Is anyone there?');
  });
});

describe('the look queue', () => {
  const INPUT = { workspace: 'kofe', conversation: KEY.id, lease: 1, dueAt: 1, looks: 0 };
  const RECALL = {
    workspace: 'kofe',
    conversation: KEY.id,
    command: 'command-0123456789abcdef',
    after: 3,
    seq: 2,
    reason: 'wrong_chat',
    person: 'oleg',
    role: 'operator',
  };
  const message = (messageId: string, body: string): SQSRecord => ({ messageId, body }) as SQSRecord;

  it('has looked at whatever it names, and gets back only what failed', async () => {
    const looked: unknown[] = [];
    const finished: unknown[] = [];
    const log = fakeLogger();
    const answer = await lookAtEach(
      [
        message('a', JSON.stringify(INPUT)),
        message('b', 'no JSON'),
        message('c', JSON.stringify({ ...INPUT, workspace: 'a#b' })),
        message('d', JSON.stringify({ ...INPUT, lease: 9 })),
        message('e', JSON.stringify({ ...INPUT, lease: 2 })),
        message('f', JSON.stringify(RECALL)),
        message('g', JSON.stringify({ ...RECALL, reason: 'because' })),
      ],
      {
        async lookAt(input) {
          if (input.lease === 9) throw new Error('throttled');
          looked.push(input);
        },
        async finishRecall(begun) {
          finished.push(begun);
        },
      },
      log,
    );
    expect(answer.batchItemFailures.map(({ itemIdentifier }) => itemIdentifier)).toEqual(['b', 'c', 'd', 'g']);
    expect(finished).toEqual([RECALL]);
    expect(looked).toEqual([INPUT, { ...INPUT, lease: 2 }]);
    expect(log.lines.map(({ data }) => data)).toEqual([
      { messageId: 'b' },
      { messageId: 'c' },
      { messageId: 'g' },
      { messageId: 'd', workspace: 'kofe', conversation: KEY.id },
    ]);
  });
});
