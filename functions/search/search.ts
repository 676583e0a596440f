import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import type { NoteEvent, Notes } from '../../shared/domain/notes/notes.ts';
import { linesOf, MOST_FOUND, matchChat, wordsOf } from '../../shared/domain/search/search.ts';
import type { OperatorPush } from '../../shared/protocol/pushes.ts';
import { toOperatorCommit, toOperatorNoteCommit } from '../../shared/protocol/wire.ts';
import type { OperatorAnswer, OperatorFrame } from '../entry/operator-frame.ts';
import type { Caller } from '../entry/ports.ts';
import type { LogKey, LogStore } from '../kernel/ports.ts';
import type { Served } from '../projection/ports.ts';

interface SearchDeps {
  readonly conversations: Pick<LogStore<ConversationEvent, Conversation>, 'read' | 'readBack'>;
  readonly notes: Pick<LogStore<NoteEvent, Notes>, 'readBack'>;
  readonly served: Served;
}
type Found = Extract<OperatorPush, { type: 'found' }>['chats'][number];

/** Chats that one question looks through: at a typical chat's 30 KB about 2 MB to read, a second at the most. */
const CHATS = 50;
/** Chats that are read at the same time. */
const AT_ONCE = 10;
/** Newest commits of each log that are looked through: a chat of more is a year's, and the customer's card has it. */
const COMMITS = 300;

/**
 * Searches the chats that an operator has had, the newest first, until enough are found or enough were looked through;
 * `before` says where to go on. The list of them is a projection; what they say is read of the logs themselves, so that
 * what was taken back or erased there is found nowhere.
 */
export async function searchConversations(
  deps: SearchDeps,
  { workspace, actor }: Caller,
  { id, text, before }: OperatorFrame<'conversations.search'>,
): Promise<OperatorAnswer> {
  const words = wordsOf(text);
  const rows = await deps.served.newest(workspace, actor.id, before ?? null, CHATS + 1);
  const had = rows.slice(0, CHATS);
  const chats = new Map<string, Found>();
  let looked = 0;
  while (looked < had.length && chats.size < MOST_FOUND) {
    const some = had.slice(looked, looked + AT_ONCE);
    const ids = [...new Set(some.map(({ conversation }) => conversation))];
    const read = await Promise.all(ids.map((one) => look(deps, words, { workspace, id: one })));
    for (const { conversation, at } of some) {
      const chat = read[ids.indexOf(conversation)];
      // Taken twice, it stands where it was taken last.
      if (chat && !chats.has(conversation)) chats.set(conversation, { ...chat, at });
      looked += 1;
      if (chats.size === MOST_FOUND) break;
    }
  }
  const oldest = had[looked - 1];
  return {
    type: 'found',
    id,
    chats: [...chats.values()],
    // One more than the time of the oldest: what was taken in the same millisecond is looked at again, never left out.
    ...(oldest && looked < rows.length && { before: oldest.at + 1 }),
  };
}

/** One chat, if it has all of the words. */
async function look(deps: SearchDeps, words: readonly string[], key: LogKey): Promise<Omit<Found, 'at'> | null> {
  const [log, notes] = await Promise.all([
    deps.conversations.readBack(key, null, COMMITS),
    deps.notes.readBack(key, null, COMMITS),
  ]);
  const [newest] = log;
  if (!newest) return null;
  const last = log.at(-1);
  const opening = last?.seq === 1 ? last : (await deps.conversations.read(key, 1, 1)).commits[0];
  const name = opening?.body.customerName;
  const lines = linesOf(
    [...log.map(toOperatorCommit), ...notes.map(toOperatorNoteCommit)].flatMap(({ events }) => events),
  );
  const match = matchChat(words, name ?? '', lines);
  return (
    match && {
      conversation: key.id,
      customer: newest.state.customer,
      ...(name !== undefined && { name }),
      status: newest.state.status === 'closed' ? 'closed' : 'open',
      excerpt: match.excerpt,
      isNote: match.isNote,
    }
  );
}
