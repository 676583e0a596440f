import * as v from 'valibot';
import { INDEX } from '../../../shared/contract.ts';
import { BUCKETS, type Bucket } from '../../../shared/domain/conversation/card.ts';
import { CardSchema, type WireCard } from '../../../shared/protocol/pushes.ts';
import { inboxPartitions } from '../../kernel/adapters/keys.ts';
import { readItem } from '../../kernel/adapters/stored.ts';
import { queryAll, type Table } from '../../kernel/adapters/table.ts';
import type { Inbox } from '../ports.ts';

/** Closed chats are many: the inbox shows the newest. */
const CLOSED_SHOWN = 50;
const OPEN = BUCKETS.filter((name) => name !== 'closed');

/** What the projection keeps beside the card, since each has its own condition of being newer. */
const CardItem = v.object({
  card: CardSchema,
  ...v.pick(CardSchema, ['name', 'verified', 'preview', 'previewBy', 'last']).entries,
});

/** Cards of a workspace from the inbox index: each bucket's partitions, oldest wait first. */
export function dynamoInbox(table: Table): Inbox {
  const bucket = async (workspace: string, name: Bucket): Promise<WireCard[]> => {
    const isClosed = name === 'closed';
    const found = await Promise.all(
      inboxPartitions(workspace, name).map((partition) =>
        queryAll(
          table,
          {
            IndexName: INDEX.inbox.name,
            KeyConditionExpression: '#pk = :pk',
            ExpressionAttributeNames: { '#pk': INDEX.inbox.pk },
            ExpressionAttributeValues: { ':pk': partition },
            ScanIndexForward: !isClosed,
          },
          isClosed ? CLOSED_SHOWN : undefined,
        ),
      ),
    );
    const cards = found.flat().map((item) => toCard(readItem(CardItem, item)));
    return isClosed ? cards.sort((a, b) => b.since - a.since).slice(0, CLOSED_SHOWN) : cards;
  };
  const cards = async (workspace: string, buckets: readonly Bucket[]): Promise<WireCard[]> =>
    (await Promise.all(buckets.map((name) => bucket(workspace, name)))).flat();
  return {
    open: (workspace) => cards(workspace, OPEN),
    cards: (workspace) => cards(workspace, BUCKETS),
  };
}

const toCard = ({ card, ...shown }: v.InferOutput<typeof CardItem>): WireCard => ({ ...card, ...shown });
