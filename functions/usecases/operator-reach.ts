import type { OperatorCommand } from '../../shared/protocol/commands.ts';
import type { Caller } from '../ports/entry.ts';
import type { ConversationDeps } from './conversation-command.ts';

type Type = OperatorCommand['type'];
type Frame<T extends Type> = Extract<OperatorCommand, { type: T }>;

interface Reach<F> {
  /** `self`: the caller's own socket; `desk`: the whole workspace; `conversation`: the one that the frame addresses */
  readonly to: 'self' | 'desk' | 'conversation';
  /** conversations that it names besides */
  readonly names?: (frame: F) => readonly string[];
}

const ONE = { to: 'conversation' } as const;
const DESK = { to: 'desk' } as const;
const DRAFT = {
  to: 'conversation',
  names: ({ draft }: { draft: { conversation: string } }) => [draft.conversation],
} as const;
const maybe = (id: string | undefined): readonly string[] => (id === undefined ? [] : [id]);

/** What each frame is about; the compiler asks for all of them. */
const REACH: { readonly [T in Type]: Reach<Frame<T>> } = {
  hello: { to: 'self' },
  // Answers for those of its conversations that the caller may see: see `ping`.
  ping: { to: 'self' },
  sync: ONE,
  history: ONE,
  typing: ONE,
  read: ONE,
  viewing: ONE,
  'inbox.watch': DESK,
  'conversation.watch': ONE,
  'conversation.unwatch': ONE,
  'draft.keep': { to: 'conversation', names: ({ draft }) => maybe(draft?.conversation) },
  'presence.set': DESK,
  mistakes: DESK,
  'customer.card': DESK,
  'conversations.search': DESK,
  'message.post': DRAFT,
  'promise.make': DRAFT,
  'understanding.propose': DRAFT,
  'message.recall': { to: 'conversation', names: ({ also = [] }) => also },
  'promise.settle': ONE,
  'conversation.close': ONE,
  'conversation.snooze': ONE,
  'conversation.wake': ONE,
  'conversation.claim': ONE,
  'conversation.release': ONE,
  'morning.propose': ONE,
  'callback.offer': ONE,
  'callback.done': ONE,
  'review.close': ONE,
  'note.post': ONE,
  'incident.open': { to: 'conversation', names: ({ also = [] }) => also },
  'incident.tell': { to: 'conversation', names: ({ told }) => [told] },
  'incident.close': ONE,
  'alarm.raise': { to: 'desk', names: ({ conversation }) => maybe(conversation) },
  'specialist.wake': { to: 'desk', names: ({ conversation }) => maybe(conversation) },
  'page.acknowledge': DESK,
  'page.pass': DESK,
  'page.call_off': DESK,
};

/**
 * Why the caller may not send this frame, or null. Who came by a page's link reaches that conversation alone, whichever
 * field names another; for everybody each conversation that is named besides must exist in the workspace. The one that is
 * addressed its own handler looks up.
 */
export async function outOfReach<T extends Type>(
  { conversations }: { readonly conversations: Pick<ConversationDeps['conversations'], 'readBack'> },
  { workspace, actor: { scope } }: Caller,
  frame: Frame<T>,
): Promise<'not_allowed' | 'not_found' | null> {
  const reach = REACH[frame.type as T] as Reach<Frame<T>>;
  const addressed = reach.to === 'conversation' && 'conversation' in frame ? [frame.conversation] : [];
  const named = reach.names?.(frame) ?? [];
  if (scope !== undefined) {
    if (reach.to === 'desk') return 'not_allowed';
    if ([...addressed, ...named].some((id) => id !== scope)) return 'not_allowed';
  }
  const others = [...new Set(named)].filter((id) => !addressed.includes(id));
  const found = await Promise.all(others.map((id) => conversations.readBack({ workspace, id }, null, 1)));
  return found.some(([newest]) => newest === undefined) ? 'not_found' : null;
}
