import type { Card } from '../domain/card.ts';
import { type Audience, type CustomerView, customerView, seenBy } from '../domain/conversation/audience.ts';
import type { ConversationEvent } from '../domain/conversation/events.ts';
import type { Conversation } from '../domain/conversation/state.ts';
import type { Commit } from '../domain/log.ts';
import type { NoteEvent, Notes } from '../domain/notes.ts';
import type { Page } from '../domain/page/state.ts';
import type { Body } from '../domain/types.ts';
import type { WireEvent } from './events.ts';
import type { CustomerWireCommit, WireCard, WireCommit, WirePage } from './pushes.ts';

export type ConversationCommit = Commit<ConversationEvent, Conversation>;
export type NoteCommit = Commit<NoteEvent, Notes>;

/** An event with what the commit's body says for it. Only the events of an audience are mapped, so no text slips past. */
function toWireEvent(event: ConversationEvent | NoteEvent, body: Body): WireEvent {
  const name = body.name === undefined ? {} : { name: body.name };
  switch (event.type) {
    case 'message.posted':
    case 'note.posted':
      return { ...event, ...name, text: body.text ?? null };
    case 'conversation.opened':
      return {
        ...event,
        ...(body.customerName !== undefined && { name: body.customerName }),
        ...(body.verified !== undefined && { verified: body.verified }),
      };
    case 'understanding.proposed': {
      const { since: _, ...rest } = event;
      return { ...rest, ...name, text: body.text ?? null };
    }
    case 'conversation.claimed':
    case 'morning.proposed':
    case 'conversation.snoozed':
    case 'callback.offered':
    case 'callback.done':
    case 'incident.told':
      return { ...event, ...name };
    case 'callback.requested':
      return { ...event, phone: body.phone ?? null };
    case 'message.recalled':
      return { ...event, ...name, ...(event.reason === 'wrong_chat' && { misaddressed: true }) };
    case 'message.withdrawn':
      return { ...event, ...name, text: body.text ?? null };
    case 'incident.opened':
      return {
        ...event,
        ...name,
        touches: event.touches.map((touched) => ({ ...touched })),
        ...(body.reason !== undefined && { note: body.reason }),
      };
    case 'incident.closed':
      return { ...event, ...name, outcome: body.text ?? null };
    case 'clock.started': {
      // How far a wait had climbed is the team's affair; operators have it in the view.
      const { fired: _, ...clock } = event;
      return clock;
    }
    case 'conversation.rated':
      return { ...event, ...(body.text !== undefined && { comment: body.text }) };
    case 'review.closed':
      return { ...event, ...name, ...(body.text !== undefined && { outcome: body.text }) };
    default:
      return event;
  }
}

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

const toOperatorView = (state: Conversation) => ({
  ...state,
  clocks: state.clocks.map((clock) => ({ ...clock, fired: [...clock.fired] })),
  review: state.review && { ...state.review, rated: [...state.review.rated] },
});

/** A note's commit; there is no such function for customers. */
export const toOperatorNoteCommit = (commit: NoteCommit): WireCommit => ({
  ...outline(commit),
  prev: commit.prev.operator,
  events: commit.events.map((event) => toWireEvent(event, commit.body)),
  view: null,
});

/** Without what is said to the team alone: whose draft it was, why a message was taken back. */
function forCustomer(event: WireEvent): WireEvent {
  switch (event.type) {
    case 'message.posted':
    case 'understanding.proposed': {
      const { moved: _, ...rest } = event;
      return rest;
    }
    case 'message.recalled': {
      const { reason: _, ...rest } = event;
      return rest;
    }
    case 'clock.started': {
      const { given: _, open: __, ...rest } = event;
      return rest;
    }
    default:
      // `seenBy` has let it through: the schema of the customers' door knows it, and drops whatever else is in it.
      return event;
  }
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
    events: events.map((event) => forCustomer(toWireEvent(event, commit.body))),
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
  ringing: [...new Set(page.sends.map(({ person }) => person))],
  waits: page.waits.map((wait) => ({ ...wait })),
  more: page.more,
  alarm: page.alarm,
  acknowledged: page.acknowledged,
  // Until its sends were made, nobody can say that they failed.
  reached: page.reached || !page.sent,
});

/** Whether an audience is shown anything of a commit. */
export const hasAnythingFor = (audience: Audience, events: readonly ConversationEvent[]): boolean =>
  events.some((event) => seenBy(audience, event));
