import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type { Clock, Directory } from '../ports.ts';
import { OperatorSchema, operatorKey, operatorsPk, WorkspaceSchema, workspaceKey } from './directory-items.ts';
import { readItem } from './stored.ts';
import { inPartition, queryAll, type Table } from './table.ts';

/** What changes in reference data shows within this time. */
const CACHE_MS = 60_000;

/** Reference data from the table. A message costs no read of it: it is kept for a minute per environment. */
export function dynamoDirectory(table: Table, clock: Clock): Directory {
  const get = async (key: Record<string, string>, isConsistent: boolean): Promise<unknown> => {
    const { Item } = await table.client.send(
      new GetCommand({ TableName: table.name, Key: key, ConsistentRead: isConsistent }),
    );
    return Item;
  };
  return {
    workspace: cached(clock, async (id) => {
      const item = await get(workspaceKey(id), false);
      return item ? readItem(WorkspaceSchema, item) : null;
    }),
    operators: cached(clock, async (workspace) => {
      const items = await queryAll(table, inPartition(operatorsPk(workspace)));
      return items.map((item) => readItem(OperatorSchema, item));
    }),
    async operator(workspace, id) {
      const item = await get(operatorKey(workspace, id), true);
      return item ? readItem(OperatorSchema, item) : null;
    },
  };
}

/** Keeps what was loaded, not that there was nothing or that it failed; requests at the same moment share one load. */
function cached<T>(clock: Clock, load: (key: string) => Promise<T>): (key: string) => Promise<T> {
  const kept = new Map<string, { readonly value: Promise<T>; readonly until: number }>();
  return (key) => {
    const known = kept.get(key);
    if (known && known.until > clock.now()) return known.value;
    const value = load(key);
    kept.set(key, { value, until: clock.now() + CACHE_MS });
    const forget = (): void => {
      if (kept.get(key)?.value === value) kept.delete(key);
    };
    value.then((found) => found === null && forget(), forget);
    return value;
  };
}
