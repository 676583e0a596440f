import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { pkOf, timeKey } from '../../kernel/adapters/keys.ts';
import { readItem } from '../../kernel/adapters/stored.ts';
import { queryAll, type Table } from '../../kernel/adapters/table.ts';
import type { LogKey } from '../../kernel/ports.ts';
import { type Projection, type Served, servedBy } from '../ports.ts';

/** Sort keys of the chats that an operator has had: by the time they were taken. */
const SERVED_PREFIX = 'SERVED#';

const ServedItem = v.object({ conversation: v.string(), at: v.number() });

const pkFor = (workspace: string, operator: string): string => pkOf(KEY_CLASS.history, workspace, servedBy(operator));

/**
 * The put of a chat into its operator's list. Its key says all of it, so that put again it is the same; no text is in it:
 * what was said is in the log alone, and removed there.
 */
export const servedPut = (
  name: string,
  { workspace, id }: LogKey,
  { operator, at }: NonNullable<Projection['served']>,
) => ({
  TableName: name,
  Item: {
    [TABLE.pk]: pkFor(workspace, operator),
    [TABLE.sk]: `${SERVED_PREFIX}${timeKey(at)}#${id}`,
    conversation: id,
    at,
  },
});

/** Chats that operators have had. */
export function dynamoServed(table: Table): Served {
  return {
    async newest(workspace, operator, before, limit) {
      const items = await queryAll(
        table,
        {
          KeyConditionExpression: '#pk = :pk AND #sk BETWEEN :first AND :last',
          ExpressionAttributeNames: { '#pk': TABLE.pk, '#sk': TABLE.sk },
          ExpressionAttributeValues: {
            ':pk': pkFor(workspace, operator),
            ':first': SERVED_PREFIX,
            // Keys of that time itself have more after it, and stand behind.
            ':last': `${SERVED_PREFIX}${before === null ? '~' : timeKey(before)}`,
          },
          ScanIndexForward: false,
        },
        limit,
      );
      return items.map((item) => readItem(ServedItem, item));
    },
  };
}
