import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { unmarshall } from '@aws-sdk/util-dynamodb';
import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { DRAFT_KINDS } from '../../../shared/protocol/values.ts';
import { pkOf } from '../../kernel/adapters/keys.ts';
import { readItem } from '../../kernel/adapters/stored.ts';
import { queryAll, type Table } from '../../kernel/adapters/table.ts';
import type { Clock } from '../../kernel/ports.ts';
import type { DraftPlace, DraftStore, DraftVersion } from '../ports.ts';

/** What nobody has touched for so long is no longer being written. */
const KEPT_SECONDS = 30 * 24 * 3600;

/** `<conversation>#<kind>` */
const FieldKey = v.pipe(
  v.string(),
  v.transform((sk) => sk.slice(sk.lastIndexOf('#') + 1)),
  v.picklist(DRAFT_KINDS),
);
const DraftItem = v.object({
  sk: FieldKey,
  at: v.number(),
  expiresAt: v.number(),
  draft: v.nullable(v.object({ conversation: v.string(), customer: v.string(), text: v.string() })),
});

/**
 * Drafts: a row per field of a person, in a partition of the person's own. An emptied field leaves its row, without text:
 * the time in it tells the other devices that what they show was sent or rubbed out.
 */
export function dynamoDrafts(table: Table, clock: Clock): DraftStore {
  const pk = ({ workspace, operator }: Pick<DraftPlace, 'workspace' | 'operator'>): string =>
    pkOf(KEY_CLASS.draft, workspace, operator);
  const seconds = (): number => Math.floor(clock.now() / 1000);
  const versionOf = ({ at, draft }: v.InferOutput<typeof DraftItem>): DraftVersion => ({ at, draft });
  return {
    async of(place) {
      const items = await queryAll(table, {
        KeyConditionExpression: '#pk = :pk AND begins_with(#sk, :prefix)',
        ExpressionAttributeNames: { '#pk': TABLE.pk, '#sk': TABLE.sk },
        ExpressionAttributeValues: { ':pk': pk(place), ':prefix': `${place.conversation}#` },
        // An older version than a device has itself would only be dropped there: it must be the newest.
        ConsistentRead: true,
      });
      return items
        .map((item) => readItem(DraftItem, item))
        .filter(({ expiresAt }) => expiresAt > seconds())
        .map((row) => ({ kind: row.sk, ...versionOf(row) }));
    },

    async keep(place, { at, draft }, since) {
      try {
        await table.client.send(
          new PutCommand({
            TableName: table.name,
            Item: {
              [TABLE.pk]: pk(place),
              [TABLE.sk]: `${place.conversation}#${place.kind}`,
              at,
              draft,
              [TABLE.ttl]: seconds() + KEPT_SECONDS,
            },
            ConditionExpression: 'attribute_not_exists(#pk) OR #at = :since OR #ttl <= :now',
            ExpressionAttributeNames: { '#pk': TABLE.pk, '#at': 'at', '#ttl': TABLE.ttl },
            ExpressionAttributeValues: { ':since': since, ':now': seconds() },
            ReturnValuesOnConditionCheckFailure: 'ALL_OLD',
          }),
        );
        return { ok: true };
      } catch (error) {
        if (!(error instanceof ConditionalCheckFailedException) || !error.Item) throw error;
        // The document client translates results, but not what an error carries.
        return { ok: false, other: versionOf(readItem(DraftItem, unmarshall(error.Item))) };
      }
    },
  };
}
