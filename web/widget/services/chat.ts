import type { Client, CustomerState, Pending } from '../../../shared/client/types.ts';
import { isBlank } from '../../../shared/domain/kernel/blank-text.ts';
import { factsOf, situationOf, viewOf } from '../store/situation.ts';
import { type Copy, unreadCount } from '../store/timeline.ts';
import type { Chat, ChatDeps, ChatState } from './chat-types.ts';
import { forgetConversation, keepConversation, keptConversation } from './kept-conversation.ts';

/** Longest message, as the wire has it (shared/protocol/values.ts), without the schema library's weight. */
export const MAX_TEXT = 5_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the wire refuses these, so they are taken out of what is pasted
const UNSENDABLE = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F\p{Surrogate}]/gu;
/** As the wire takes it: without control characters and halves of characters. */
const clean = (text: string): string => text.replace(UNSENDABLE, '').trim();
/** What can begin a conversation, and so can be said again in another one. */
const OPENERS = /^(?:message\.post|human\.request|callback\.request)$/;

type Refusal = CustomerState['refusals'][number];

export function createChat({ keep, ticker, newId, connect }: ChatDeps): Chat {
  const listeners = new Set<() => void>();
  let client: Client<CustomerState> | null = null;
  /** a draft that was sent before it was known who is signed in */
  let wish: string | null = null;
  /** conversations that turned out to be another customer's */
  const strange = new Set<string>();
  /** refusals whose command was said again elsewhere */
  const moved = new Set<string>();
  const kept = keptConversation(keep);
  let state: ChatState = derive({
    client: null,
    conversation: kept?.id ?? null,
    greeting: kept?.greeting ?? null,
    isOpen: false,
    seen: Number(keep.get('seen') ?? 0),
    newAfter: null,
    draft: keep.get('draft') ?? '',
    isRefused: false,
    complaint: keep.get('bad'),
    isDismissed: false,
    hasSound: keep.get('sound') !== null,
  });

  function set(change: Partial<ChatState>): void {
    state = derive({ ...state, ...change });
    for (const listener of listeners) listener();
  }

  const ready = connect().then((connected) => {
    client = connected;
    client.subscribe(follow);
    follow(client.state);
    client.setActive(state.isOpen);
    client.start();
    sendWished();
    return client;
  });

  /** The conversation shown is the one this browser began, else the newest open one of the same person. */
  function follow(next: CustomerState): void {
    ticker.setOffset(next.offset);
    const lost = next.refusals.filter((it) => isStrange(it, next));
    const kept = ownConversation(next);
    const open = next.welcome?.conversations.find(({ status }) => status === 'open')?.conversation;
    const other = open ?? [...next.conversations.keys()].findLast((id) => !strange.has(id));
    const conversation = kept?.id ?? other ?? null;
    const customer = next.welcome?.me.id ?? kept?.customer ?? null;
    const greeting = kept?.greeting ?? null;
    if (conversation !== null && (conversation !== kept?.id || customer !== kept.customer))
      keepConversation(keep, { id: conversation, customer, greeting });
    if (conversation !== null) client?.watch(conversation); // does nothing when it is watched
    const mark = conversation === null ? 0 : (next.conversations.get(conversation)?.read.customer ?? 0);
    const draft = state.client === null ? (keep.get('draft') ?? state.draft) : state.draft;
    const seen = Number(keep.get('seen') ?? 0);
    set({ client: next, conversation, greeting, draft, seen: Math.max(seen, mark) });
    for (const { id, command: said } of lost) {
      moved.add(id);
      client?.dismiss(id);
      if (OPENERS.test(said.type)) command(said);
    }
  }

  /** What this browser keeps, unless it is of a customer who is not this one any more. */
  function ownConversation({ welcome }: CustomerState): ReturnType<typeof keptConversation> {
    const kept = keptConversation(keep);
    const isOther = welcome && kept && kept.customer !== null && kept.customer !== welcome.me.id;
    if (kept && (isOther || strange.has(kept.id))) {
      strange.add(kept.id);
      forgetConversation(keep);
      return null;
    }
    return kept;
  }

  /**
   * A command in a conversation that is another customer's: the session had ended, and a new guest went on in the old chat.
   * What it said is said again in one of this customer's own.
   */
  function isStrange({ id, code, conversation }: Refusal, { conversations }: CustomerState): boolean {
    if (code !== 'not_found' || conversation === null || conversations.get(conversation)?.log.seq) return false;
    strange.add(conversation);
    return !moved.has(id);
  }

  function command(frame: Pending['command']): void {
    const conversation = current();
    void ready.then((it) => it.command(conversation, frame));
  }

  /** False: the outbox would not take it. */
  function post(it: Client<CustomerState>, text: string): boolean {
    try {
      it.command(current(), { type: 'message.post', text });
      return true;
    } catch (error) {
      console.error('Otvet: a message that the wire does not take.', error);
      set({ isRefused: true });
      return false;
    }
  }

  /** The draft as it was when Enter was pressed; what was written since stays. */
  function sendWished(): void {
    const wished = wish;
    wish = null;
    if (wished === null || !client || !state.draft.startsWith(wished) || !post(client, clean(wished))) return;
    const rest = state.draft.slice(wished.length);
    keep.set('draft', rest || null);
    set({ draft: rest, newAfter: null, isDismissed: false });
  }

  /** Its id is made here with 128 random bits; the first command, resent, opens it once. */
  function current(): string {
    if (state.conversation !== null) return state.conversation;
    const conversation = newId();
    const { client: known } = state;
    const isAlone = known?.welcome && !known.staffed;
    const greeting = { at: ticker.now(), morning: isAlone ? known.morning : null };
    keepConversation(keep, { id: conversation, customer: known?.welcome?.me.id ?? null, greeting });
    set({ conversation, greeting });
    return conversation;
  }

  function write(draft: string): void {
    keep.set('draft', draft || null);
    if (draft && draft.length > state.draft.length && state.conversation !== null)
      client?.hint({ type: 'typing', conversation: state.conversation });
    set({ draft, isRefused: false });
  }

  function sendComplaint(): void {
    if (state.complaint === null) return;
    const comment = clean(state.complaint.slice(0, 500)); // which may cut a character in two
    keep.set('bad', null);
    set({ complaint: null });
    command({ type: 'conversation.rate', score: 'bad', ...(comment && { comment }) });
  }

  // "Bad" was tapped, and the page left before it could be sent: the rating counts all the same.
  if (state.complaint !== null) void ready.then(sendComplaint);

  return {
    get state() {
      return state;
    },
    ticker,
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    open() {
      set({ isOpen: true, newAfter: state.unread > 0 ? state.seen : null });
      client?.setActive(true);
      client?.wake();
    },
    close() {
      set({ isOpen: false });
      client?.setActive(false);
      sendComplaint();
    },
    write,
    send() {
      const text = clean(state.draft);
      if (isBlank(text) || text.length > MAX_TEXT) return false;
      wish = state.draft;
      if (!client) return false;
      sendWished();
      return state.draft === '';
    },
    command,
    callPerson: (choice) => command({ type: 'human.request', ...(choice && { choice }) }),
    dispute: () => command({ type: 'answer.dispute' }),
    finish: () => command({ type: 'conversation.close' }),
    answerSolved: (solved) => command({ type: 'solved.answer', solved }),
    rate(score) {
      if (score !== 'bad') return command({ type: 'conversation.rate', score });
      keep.set('bad', '');
      set({ complaint: '' });
    },
    complain(text) {
      keep.set('bad', text);
      set({ complaint: text });
    },
    sendComplaint,
    dismissQuestion: () => set({ isDismissed: true }),
    dismissRefusal(id) {
      const refusal = state.client?.refusals.find((it) => it.id === id);
      // A message the server would not take goes back into the box, before what was written since: no text is ever lost.
      if (refusal?.command.type === 'message.post')
        write([String(refusal.command['text']), ...(state.draft ? [state.draft] : [])].join('\n'));
      client?.dismiss(id);
    },
    see(seq) {
      if (seq <= state.seen || state.conversation === null) return;
      keep.set('seen', String(seq));
      client?.hint({ type: 'read', conversation: state.conversation, seq });
      set({ seen: seq });
    },
    receive: (seq) => client?.hint({ type: 'delivered', conversation: state.conversation, seq }),
    older() {
      if (state.conversation !== null) client?.older(state.conversation);
    },
    toggleSound() {
      keep.set('sound', state.hasSound ? null : '1');
      set({ hasSound: !state.hasSound });
    },
    refresh: () => set({}),
    wake: () => client?.wake(),
  };
}

/** The conversation shown, as this browser has it. */
export const copyShown = ({ client, conversation }: Pick<ChatState, 'client' | 'conversation'>): Copy | undefined =>
  conversation === null ? undefined : client?.conversations.get(conversation);

/** What follows from the rest, worked out once per change. */
function derive(base: Omit<ChatState, 'view' | 'situation' | 'unread'>): ChatState {
  const facts = factsOf(base.client, base.conversation);
  const view = viewOf(facts);
  return { ...base, view, situation: situationOf(view, facts), unread: unreadCount(copyShown(base), base.seen) };
}
