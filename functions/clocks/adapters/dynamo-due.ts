import * as v from 'valibot';
import { INDEX, KEY_CLASS } from '../../../shared/contract.ts';
import { DUE_PARTITIONS, partsOf } from '../../kernel/adapters/keys.ts';
import { readItem } from '../../kernel/adapters/stored.ts';
import { queryAll, type Table } from '../../kernel/adapters/table.ts';
import { ROUNDS_SK } from '../../on-call/adapters/dynamo-rounds.ts';
import type { DueIndex, DueLease } from '../ports.ts';

const LeaseItem = v.object({ pk: v.string(), sk: v.string(), due: v.number() });
const KINDS: Readonly<Record<string, DueLease['kind']>> = {
  [KEY_CLASS.conversation]: 'conversation',
  [KEY_CLASS.page]: 'page',
};

/** Due leases from the sparse index: all its partitions at once, whatever else has failed. */
export function dynamoDue(table: Table): DueIndex {
  return {
    async dueBefore(before, limit) {
      const found = await Promise.all(
        DUE_PARTITIONS.map((partition) =>
          queryAll(
            table,
            {
              IndexName: INDEX.due.name,
              KeyConditionExpression: '#duePk = :partition AND #due < :before',
              ExpressionAttributeNames: { '#duePk': INDEX.due.pk, '#due': INDEX.due.sk },
              ExpressionAttributeValues: { ':partition': partition, ':before': before },
            },
            limit,
          ),
        ),
      );
      return found
        .flat()
        .flatMap((item) => toLease(readItem(LeaseItem, item)))
        .sort((a, b) => a.due - b.due);
    },
  };
}

function toLease({ pk, sk, due }: v.InferOutput<typeof LeaseItem>): DueLease[] {
  const [keyClass, workspace, id] = partsOf(pk);
  if (keyClass === KEY_CLASS.workspace && sk === ROUNDS_SK && workspace)
    return [{ kind: 'rounds', key: { workspace, id: workspace }, seq: 0, due }];
  const kind = KINDS[keyClass];
  return kind && workspace && id ? [{ kind, key: { workspace, id }, seq: Number(sk), due }] : [];
}
