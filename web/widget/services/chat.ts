import type { Client, ClientOptions, CustomerState, Pending } from '../../../shared/client/types.ts';
import type { Ticker } from '../../base/ticker.ts';
import { factsOf, type Situation, situationOf, type View, viewOf } from '../store/situation.ts';
import { type Copy, unreadCount } from '../store/timeline.ts';
import type { Keep } from './storage.ts';

export type Score = 'excellent' | 'good' | 'bad';

/** All that the panel draws. */
export interface ChatState {
  /** null until it is known who is signed in on the site */
  readonly client: CustomerState | null;
  /** the conversation shown; null: none has begun */
  readonly conversation: string | null;
  readonly view: View;
  readonly situation: Situation;
  readonly isOpen: boolean;
  /** the newest seq the reader has seen */
  readonly seen: number;
  /** where the "new" line stands since the panel was opened; null: nowhere */
  readonly newAfter: number | null;
  readonly unread: number;
  readonly draft: string;
  /** "bad" was tapped and this line about it is being written; null: not */
  readonly complaint: string | null;
  /** the question after the end was closed without an answer */
  readonly isDismissed: boolean;
  readonly hasSound: boolean;
}

/** What the panel can do. Every action is a command that is resent until it is answered. */
export interface Chat {
  readonly state: ChatState;
  readonly ticker: Ticker;
  subscribe(listener: () => void): () => void;
  open(): void;
  close(): void;
  /** Sends the draft. False: it is empty or too long, and stays. */
  send(): boolean;
  write(draft: string): void;
  callPerson(choice?: 'wake' | 'morning'): void;
  /** Asks something of the conversation shown; queued until it is answered. */
  command(frame: Pending['command']): void;
  dispute(): void;
  finish(): void;
  answerSolved(solved: boolean): void;
  /** `bad` waits for its line, since the server takes one rating with one comment; leaving sends it as it is. */
  rate(score: Score): void;
  complain(text: string): void;
  sendComplaint(): void;
  dismissQuestion(): void;
  dismissRefusal(id: string): void;
  /** The reader has this message before his eyes. */
  see(seq: number): void;
  /** It has come here, and he has not. */
  receive(seq: number): void;
  older(): void;
  toggleSound(): void;
  /** Draws anew what has not changed: something to draw it with has come. */
  refresh(): void;
  wake(): void;
}

/** What the chat is built on; tests and the fixture pass their own. */
export interface ChatDeps {
  readonly keep: Keep;
  readonly ticker: Ticker;
  newId(): string;
  /** Who is signed in, and the client that speaks for him. */
  connect(): Promise<Client<CustomerState>>;
}

/** Longest message, as the wire has it (shared/protocol/values.ts), without the schema library's weight. */
export const MAX_TEXT = 5_000;
// biome-ignore lint/suspicious/noControlCharactersInRegex: the wire refuses these, so they are taken out of what is pasted
const CONTROL = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

export function createChat({ keep, ticker, newId, connect }: ChatDeps): Chat {
  const listeners = new Set<() => void>();
  let client: Client<CustomerState> | null = null;
  let state: ChatState = derive({
    client: null,
    conversation: keep.get('conversation'),
    isOpen: false,
    seen: Number(keep.get('seen') ?? 0),
    newAfter: null,
    draft: keep.get('draft') ?? '',
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
    return client;
  });

  /** The conversation shown is the one this browser began, else the newest open one of the same person. */
  function follow(next: CustomerState): void {
    ticker.setOffset(next.offset);
    // Kept by the session service when another person signs in: then there is none.
    const kept = keep.get('conversation');
    const open = next.welcome?.conversations.find(({ status }) => status === 'open')?.conversation;
    const other = open ?? [...next.conversations.keys()].at(-1);
    const conversation = kept ?? other ?? null;
    if (conversation !== null && conversation !== kept) keep.set('conversation', conversation);
    if (conversation !== null) client?.watch(conversation); // does nothing when it is watched
    const mark = conversation === null ? 0 : (next.conversations.get(conversation)?.read.customer ?? 0);
    const draft = state.client === null ? (keep.get('draft') ?? state.draft) : state.draft;
    const seen = Number(keep.get('seen') ?? 0);
    set({ client: next, conversation, draft, seen: Math.max(seen, mark) });
  }

  function command(frame: Pending['command']): void {
    const conversation = current();
    void ready.then((it) => it.command(conversation, frame));
  }

  /** Its id is made here with 128 random bits; the first command, resent, opens it once. */
  function current(): string {
    if (state.conversation !== null) return state.conversation;
    const conversation = newId();
    keep.set('conversation', conversation);
    set({ conversation });
    return conversation;
  }

  function write(draft: string): void {
    keep.set('draft', draft || null);
    if (draft && draft.length > state.draft.length && state.conversation !== null)
      client?.hint({ type: 'typing', conversation: state.conversation });
    set({ draft });
  }

  function sendComplaint(): void {
    if (state.complaint === null) return;
    const comment = state.complaint.replace(CONTROL, '').trim().slice(0, 500);
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
      const text = state.draft.replace(CONTROL, '').trim();
      if (text === '' || text.length > MAX_TEXT) return false;
      command({ type: 'message.post', text });
      keep.set('draft', null);
      set({ draft: '', newAfter: null, isDismissed: false });
      return true;
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
      // A message the server would not take goes back into the box: no text is ever lost.
      if (refusal?.command.type === 'message.post' && state.draft === '') write(String(refusal.command['text']));
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

/** 128 random bits as base64url. */
export function randomId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return btoa(String.fromCharCode(...bytes)).replace(/[+/=]/g, (c) => (c === '+' ? '-' : c === '/' ? '_' : ''));
}

export const browserClientOptions = (
  ticket: ClientOptions['ticket'],
  storage: NonNullable<ClientOptions['storage']>,
): ClientOptions => ({
  ticket,
  storage,
  openSocket: (address, protocols) => new WebSocket(address, protocols) as ReturnType<ClientOptions['openSocket']>,
  now: () => Date.now(),
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (timer) => clearTimeout(timer as number),
  random: () => Math.random(),
  newId: randomId,
});
