import type { ConversationDeps } from '../conversation/command.ts';
import type { OperatorAnswer, OperatorFrame } from '../entry/operator-frame.ts';
import type { Caller } from '../entry/ports.ts';
import { bytesOf, roomIn } from '../kernel/fit.ts';
import type { CustomerHistory } from '../projection/ports.ts';

/** The customer's card: chats, ratings, mistakes; as the projections have them. */
export async function customerCard(
  {
    history,
    conversations,
  }: { readonly history: CustomerHistory; readonly conversations: Pick<ConversationDeps['conversations'], 'read'> },
  { workspace }: Caller,
  { id, customer }: OperatorFrame<'customer.card'>,
): Promise<OperatorAnswer> {
  const { chats, ratings, incidents } = await history.of(workspace, customer);
  const [newest] = chats;
  // Of the log itself, so that what is removed there is nowhere.
  const opening = newest && (await conversations.read({ workspace, id: newest.conversation }, 1, 1)).commits[0]?.body;
  const { site, path, zone, locale, attributes } = opening ?? {};
  return within({
    type: 'customer' as const,
    id,
    customer,
    ...(site !== undefined && { site }),
    ...(path !== undefined && { path }),
    ...(zone !== undefined && { zone }),
    ...(locale !== undefined && { locale }),
    ...(attributes && { attributes: { ...attributes } }),
    chats: [...chats],
    ratings: [...ratings],
    incidents: [...incidents],
  });
}

/** Shortened to one frame, where a customer has very much: the oldest of the longest list goes first. */
function within<C extends { chats: object[]; ratings: object[]; incidents: object[] }>(card: C): C {
  const lists = [card.chats, card.ratings, card.incidents];
  for (let over = -roomIn(card); over > 0; ) {
    const longest = lists.reduce((most, list) => (list.length > most.length ? list : most));
    const oldest = longest.pop();
    if (!oldest) break;
    over -= bytesOf(oldest) + 1;
  }
  return card;
}
