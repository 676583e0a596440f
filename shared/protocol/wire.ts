import { type Audience, type CustomerView, customerView, seenBy } from '../domain/conversation/audience.ts';
import type { Card } from '../domain/conversation/card.ts';
import type { ConversationEvent } from '../domain/conversation/events.ts';
import type { Conversation } from '../domain/conversation/state.ts';
import type { Commit } from '../domain/kernel/log.ts';
import type { Body } from '../domain/kernel/types.ts';
import type { NoteEvent, Notes } from '../domain/notes/notes.ts';
import type { Page } from '../domain/paging/state.ts';
import { openTakes } from '../domain/paging/takes.ts';
import type { CustomerEvent, WireEvent } from './events.ts';
import type { CustomerWireCommit, WireCard, WireCommit, WirePage } from './pushes.ts';

export type ConversationCommit = Commit<ConversationEvent, Conversation>;
export type NoteCommit = Commit<NoteEvent, Notes>;

type LogEvent = ConversationEvent | NoteEvent;
type Told<T extends LogEvent['type']> = (event: Extract<LogEvent, { type: T }>, body: Body) => WireEvent;

/** who did it, by the name that others saw then */
const nameIn = ({ name }: Body) => (name === undefined ? {} : { name });
const asItIs = <E extends WireEvent>(event: E): WireEvent => event;
const withName = <E extends LogEvent>(event: E, body: Body) => ({ ...event, ...nameIn(body) });
const withText = <E extends LogEvent>(event: E, body: Body) => ({
  ...event,
  ...nameIn(body),
  text: body.text ?? null,
});

const withLabel = <E extends LogEvent>(event: E, body: Body) => ({
  ...event,
  ...nameIn(body),
  label: body.label ?? null,
});

/**
 * Each event with what the commit's body says for it, as the team is told it. The compiler asks for a row of each event,
 * so that none goes out without its words because it was forgotten here.
 */
const TOLD: { readonly [T in LogEvent['type']]: Told<T> } = {
  'conversation.opened': (event, { customerName, verified }) => ({
    ...event,
    ...(customerName !== undefined && { name: customerName }),
    ...(verified !== undefined && { verified }),
  }),
  'message.posted': withText,
  'human.requested': asItIs,
  'conversation.claimed': withName,
  'conversation.released': asItIs,
  // How far a wait had climbed is the team's affair; operators have it in the view.
  'clock.started': ({ fired: _, ...event }) => event,
  'clock.stopped': asItIs,
  'rung.reached': asItIs,
  'everyone.called': asItIs,
  'everyone.busy': asItIs,
  'morning.proposed': withName,
  'promise.made': asItIs,
  'conversation.snoozed': withName,
  'conversation.woken': asItIs,
  'conversation.tagged': withLabel,
  'conversation.untagged': withLabel,
  'understanding.proposed': ({ since: _, ...event }, body) => withText(event, body),
  'understanding.answered': asItIs,
  'callback.offered': withName,
  'callback.requested': (event, { phone }) => ({ ...event, phone: phone ?? null }),
  'callback.cancelled': asItIs,
  'callback.done': withName,
  'message.recalled': (event, body) => ({
    ...withName(event, body),
    ...(event.reason === 'wrong_chat' && { misaddressed: true }),
  }),
  'answer.disputed': asItIs,
  'conversation.closed': asItIs,
  'conversation.reopened': asItIs,
  'solved.answered': asItIs,
  'conversation.rated': (event, { text }) => ({ ...event, ...(text !== undefined && { comment: text }) }),
  'review.opened': asItIs,
  'review.closed': (event, body) => ({
    ...withName(event, body),
    ...(body.text !== undefined && { outcome: body.text }),
  }),
  'note.posted': withText,
  'message.withdrawn': withText,
  'incident.opened': (event, body) => ({
    ...withName(event, body),
    touches: event.touches.map((touched) => ({ ...touched })),
    ...(body.reason !== undefined && { note: body.reason }),
  }),
  'incident.told': withName,
  'incident.closed': (event, body) => ({ ...withName(event, body), outcome: body.text ?? null }),
};

/** Only the events of an audience are mapped, so no text slips past. */
const toWireEvent = <T extends LogEvent['type']>(event: Extract<LogEvent, { type: T }>, body: Body): WireEvent =>
  (TOLD[event.type as T] as Told<T>)(event, body);

const outline = (commit: ConversationCommit | NoteCommit) => ({
  seq: commit.seq,
  at: commit.at,
  by: { kind: commit.by.kind, id: commit.by.id },
  command: commit.command,
});

/** A commit as operators get it: every event, and the whole state after it. */
export const toOperatorCommit = (commit: ConversationCommit): WireCommit => ({
  ...outline(commit),
  prev: commit.prev.operator,
  events: commit.events.map((event) => withReason(toWireEvent(event, commit.body), commit.body)),
  view: toOperatorView(commit.state),
});

/** Why a colleague's chat was taken over is said to the team, and only here. */
const withReason = (event: WireEvent, { reason }: Body): WireEvent =>
  event.type === 'conversation.claimed' && reason !== undefined ? { ...event, reason } : event;

const toOperatorView = ({ tags, ...state }: Conversation) => ({
  ...state,
  clocks: state.clocks.map((clock) => ({ ...clock, fired: [...clock.fired] })),
  ...(tags && { tags: [...tags] }),
  review: state.review && { ...state.review, rated: [...state.review.rated] },
});

/** A note's commit; there is no such function for customers. */
export const toOperatorNoteCommit = (commit: NoteCommit): WireCommit => ({
  ...outline(commit),
  prev: commit.prev.operator,
  events: commit.events.map((event) => toWireEvent(event, commit.body)),
  view: null,
});

type Shown<T extends WireEvent['type']> = (event: Extract<WireEvent, { type: T }>) => WireEvent;

/** What customers are sent, each event without what is said to the team alone. What has no row here goes to no customer. */
const SHOWN: { readonly [T in CustomerEvent['type']]: Shown<T> } = {
  'conversation.opened': asItIs,
  // whose draft it was
  'message.posted': ({ moved: _, ...event }) => event,
  'human.requested': asItIs,
  'conversation.claimed': ({ reason: _, ...event }) => event,
  'conversation.released': asItIs,
  'clock.started': ({ given: _, open: __, ...event }) => event,
  'clock.stopped': asItIs,
  'rung.reached': asItIs,
  'everyone.called': asItIs,
  'everyone.busy': asItIs,
  'morning.proposed': asItIs,
  'promise.made': asItIs,
  'understanding.proposed': ({ moved: _, ...event }) => event,
  'understanding.answered': asItIs,
  'callback.offered': asItIs,
  'callback.requested': asItIs,
  'callback.cancelled': asItIs,
  'callback.done': asItIs,
  // why it was taken back
  'message.recalled': ({ reason: _, ...event }) => event,
  'answer.disputed': asItIs,
  'conversation.closed': asItIs,
  'conversation.reopened': asItIs,
  'solved.answered': asItIs,
  'conversation.rated': asItIs,
};

function forCustomer<T extends WireEvent['type']>(event: Extract<WireEvent, { type: T }>): WireEvent[] {
  const show = (SHOWN as { readonly [K in WireEvent['type']]?: Shown<K> })[event.type as T] as Shown<T> | undefined;
  return show ? [show(event)] : [];
}

/** A commit as its customer gets it, or null when nothing in it is shown to customers. */
export function toCustomerCommit(
  commit: ConversationCommit,
  nameOf: (person: string) => string | undefined,
): CustomerWireCommit | null {
  const events = commit.events.filter((event) => seenBy('customer', event));
  if (events.length === 0) return null;
  return {
    ...outline(commit),
    prev: commit.prev.customer,
    events: events.flatMap((event) => forCustomer(toWireEvent(event, commit.body))),
    view: toWireView(customerView(commit.state), nameOf),
  };
}

/** The customer's view with the owner's first name, which the state does not hold. */
export function toWireView(view: CustomerView, nameOf: (person: string) => string | undefined) {
  const ownerName = view.owner === null ? undefined : nameOf(view.owner);
  return { ...view, ...(ownerName !== undefined && { ownerName }) };
}

export const toWireCard = (card: Card): WireCard => ({ ...card });

export const toWirePage = (ladder: string, page: Page): WirePage => ({
  ladder,
  episode: page.episode,
  status: page.status,
  raisedAt: page.raisedAt,
  step: page.step,
  ringing: rungBy(page, false),
  told: rungBy(page, true),
  rungAt: page.step < 0 ? null : page.begunAt,
  waits: page.waits.map((wait) => ({ ...wait })),
  more: page.more,
  alarm: page.alarm,
  acknowledged: page.acknowledged,
  taken: openTakes(page).map(({ by, conversation, at, since }) => ({ by, conversation, at, since })),
  allBusy: page.allBusyUntil !== null,
  // Until its sends were made, nobody can say that they failed.
  reached: page.reached || !page.sent,
});

/** Whom the last step of a ringing page rings; `isGentle`: without waking them. */
const rungBy = ({ status, sends }: Page, isGentle: boolean): string[] => {
  const rung = sends.filter(({ gentle = false, withheld }) => gentle === isGentle && !withheld);
  return status === 'ringing' ? [...new Set(rung.map(({ person }) => person))] : [];
};

/** Whether an audience is shown anything of a commit. */
export const hasAnythingFor = (audience: Audience, events: readonly ConversationEvent[]): boolean =>
  events.some((event) => seenBy(audience, event));
