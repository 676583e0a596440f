import { ON_CALL } from '../domain/paging/ladders.ts';
import { encode, parsePush } from '../protocol/codec.ts';
import { OperatorCommandSchema } from '../protocol/commands.ts';
import { inboxHash } from '../protocol/hash.ts';
import { OperatorPushSchema, type WireDraft, type WirePage, type WirePerson } from '../protocol/pushes.ts';
import { createClient } from './client.ts';
import { beat } from './heartbeat.ts';
import { onMark } from './hints.ts';
import { onInbox, refreshCard, watchInbox } from './inbox.ts';
import { PING_SEQS, TIMING } from './timing.ts';
import { copyOf, type Door, patch, setCopy, show, type Turn } from './turn.ts';
import type { Client, ClientOptions, OperatorState } from './types.ts';
import { beatViewing, onViewing, setViewing, tell } from './viewing.ts';
import { answered, askWatch, question, unwatch, watch } from './watching.ts';

/** The server reads the whole inbox to compare it: often enough for the 70 s of the repair, and no more. */
function ping(turn: Turn) {
  const { state, watched, inbox } = turn.core;
  const copies = [...state.conversations].filter(([conversation]) => watched.has(conversation)).slice(-PING_SEQS);
  const compares = inbox.isWatched && state.inbox.loaded && turn.now - inbox.comparedAt >= TIMING.compareInbox;
  if (compares) patch(turn, { inbox: { ...inbox, comparedAt: turn.now } });
  return {
    ...beatViewing(turn),
    notes: Object.fromEntries(copies.map(([conversation, { notes }]) => [conversation, notes.seq])),
    ...(compares && { inbox: inboxHash(state.inbox.cards.values()) }),
  };
}

/** The page that rings for customers has a place of its own; all others stand beside it, the newest of each ladder. */
function showPage(turn: Turn, page: WirePage): void {
  if (page.ladder === ON_CALL) show(turn, { page });
  else show(turn, { otherPages: new Map(turn.core.state.otherPages).set(page.ladder, page) });
}

/** The team, with these of it as they are now. */
function withThese(turn: Turn, people: readonly WirePerson[]): readonly WirePerson[] {
  const known = turn.core.state.people as readonly WirePerson[];
  const all = new Map(known.map((person) => [person.id, person]));
  for (const person of people) all.set(person.id, person);
  return [...all.values()];
}

/** Each field's newest answer: those of one conversation may come in several frames. */
function keepDrafts(turn: Turn, conversation: string, drafts: readonly WireDraft[]): void {
  const known = copyOf(turn.core, conversation)?.drafts ?? [];
  const others = known.filter(({ kind }) => drafts.every((draft) => draft.kind !== kind));
  setCopy(turn, conversation, { drafts: [...others, ...drafts] });
}

const door: Door = {
  kind: 'operator',
  logs: ['conversation', 'notes'],
  parse: (text) => parsePush(OperatorPushSchema, text),
  encode: (frame) => encode(OperatorCommandSchema, frame as Parameters<typeof encode<typeof OperatorCommandSchema>>[1]),
  ping,
  ready(turn) {
    const { welcome } = turn.core.state;
    if (welcome && 'people' in welcome) {
      const otherPages = new Map((welcome.woken ?? []).map((page) => [page.ladder, page]));
      show(turn, { people: welcome.people, page: welcome.page, otherPages });
      if (welcome.more) beat(turn);
    }
    for (const conversation of turn.core.watched) askWatch(turn, conversation);
    watchInbox(turn);
    tell(turn);
  },
  watch,
  unwatch,
  question,
  hint: setViewing,
  answered,
  frame(turn, frame) {
    if (frame.type === 'inbox') onInbox(turn, frame);
    if (frame.type === 'page') showPage(turn, frame.page);
    if (frame.type === 'delivered') onMark(turn, frame.conversation, frame.type, frame.seq);
    if (frame.type === 'presence') show(turn, { people: withThese(turn, frame.people) });
    if (frame.type === 'viewing') onViewing(turn, frame);
    if ((frame.type === 'synced' || frame.type === 'drafts') && 'drafts' in frame && frame.drafts)
      keepDrafts(turn, frame.conversation, frame.drafts);
    if (frame.type === 'pong' && 'people' in frame) {
      const people = frame.more ? withThese(turn, frame.people) : frame.people;
      show(turn, { people, ...(frame.left && { left: frame.left }) });
    }
  },
  commits: refreshCard,
};

/** A client of the operators' door: console, and the page a lead's link opens. */
export const createOperatorClient = (options: ClientOptions): Client<OperatorState> =>
  createClient(door, options) as unknown as Client<OperatorState>;
