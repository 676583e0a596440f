import type { RecallReason } from '../conversation/commands.ts';
import { type Incident, type IncidentKind, isTold, MAX_INCIDENTS, type Touched } from '../kernel/incidents.ts';
import { type Actor, type Body, type Decision, type Millis, refuse } from '../kernel/types.ts';

/**
 * What the team keeps beside a conversation: notes, originals of recalled messages, mistakes and whom they touch. Another
 * thing than messages, not a flag on them: commands, log, partition and composer of its own (M4).
 */
export type NoteCommand =
  | { readonly type: 'note.post'; readonly text: string }
  /** keeps the original of a message before it is taken from the conversation; `incident` when it is a mistake as well */
  | {
      readonly type: 'message.withdraw';
      readonly seq: number;
      readonly person: string;
      readonly reason: RecallReason;
      readonly text: string;
      readonly incident?: NewIncident;
    }
  | ({ readonly type: 'incident.open' } & NewIncident)
  | { readonly type: 'incident.tell'; readonly incident: string; readonly conversation: string }
  | { readonly type: 'incident.close'; readonly incident: string; readonly outcome: string };

interface NewIncident {
  /** the id of the command that opens it */
  readonly incident: string;
  readonly kind: IncidentKind;
  /** the conversation it stands in first */
  readonly touches: readonly Pick<Touched, 'conversation' | 'customer'>[];
  readonly note?: string;
}

export type NoteEvent =
  | { readonly type: 'note.posted'; readonly person: string }
  | {
      readonly type: 'message.withdrawn';
      readonly seq: number;
      /** who had written it */
      readonly person: string;
      readonly by: string;
      readonly reason: RecallReason;
    }
  | {
      readonly type: 'incident.opened';
      readonly incident: string;
      readonly kind: IncidentKind;
      readonly touches: readonly Pick<Touched, 'conversation' | 'customer'>[];
      readonly by: string;
    }
  | { readonly type: 'incident.told'; readonly incident: string; readonly conversation: string; readonly by: string }
  | { readonly type: 'incident.closed'; readonly incident: string; readonly by: string };

export interface Notes {
  readonly v: 1;
  readonly seq: number;
  readonly seen: { readonly customer: 0; readonly operator: number };
  readonly lease: null;
  /** open ones, and what the newest commit has closed; absent when there is none */
  readonly incidents?: readonly Incident[];
}
export const NO_NOTES: Notes = { v: 1, seq: 0, seen: { customer: 0, operator: 0 }, lease: null };

/** Mistakes of a conversation that are still open. */
const openIncidents = ({ incidents = [] }: Notes): readonly Incident[] =>
  incidents.filter(({ closed }) => closed === undefined);

/** Only operators write here; a lead who came by a page's link does so in that conversation only. */
export function decideNote(
  command: NoteCommand,
  { actor, conversation }: { actor: Actor; conversation: string },
  state: Notes = NO_NOTES,
): Decision<NoteEvent> {
  if (actor.kind !== 'operator') return refuse('not_allowed');
  if (actor.scope !== undefined && actor.scope !== conversation) return refuse('not_allowed');
  const by = actor.id;
  const name = { ...(actor.name !== undefined && { name: actor.name }) };
  switch (command.type) {
    case 'note.post':
      return { ok: true, events: [{ type: 'note.posted', person: by }], body: { text: command.text, ...name } };
    case 'message.withdraw': {
      const { seq, person, reason, text, incident } = command;
      // One mistake more than are kept is no reason to leave the message where it is.
      const opened = incident && openIncidents(state).length < MAX_INCIDENTS ? opening(incident, by) : null;
      return {
        ok: true,
        events: [{ type: 'message.withdrawn', seq, person, by, reason }, ...(opened ? [opened.event] : [])],
        body: { text, ...name, ...opened?.body },
      };
    }
    case 'incident.open': {
      if (openIncidents(state).length >= MAX_INCIDENTS) return refuse('too_many');
      const { event, body } = opening(command, by);
      return { ok: true, events: [event], body: { ...name, ...body } };
    }
    case 'incident.tell': {
      const incident = find(state, command.incident);
      const touched = incident?.touches.find((one) => one.conversation === command.conversation);
      if (!touched) return refuse('already_settled');
      if (touched.told !== undefined) return { ok: true, events: [] };
      const told = { incident: command.incident, conversation: command.conversation };
      return { ok: true, events: [{ type: 'incident.told', ...told, by }], body: name };
    }
    case 'incident.close': {
      const incident = find(state, command.incident);
      if (!incident) return refuse('already_settled');
      if (!isTold(incident)) return refuse('not_told');
      return {
        ok: true,
        events: [{ type: 'incident.closed', incident: command.incident, by }],
        body: { text: command.outcome, ...name },
      };
    }
  }
}

const find = (state: Notes, id: string): Incident | undefined => openIncidents(state).find((one) => one.id === id);

function opening({ incident, kind, touches, note }: NewIncident, by: string): { event: NoteEvent; body: Body } {
  return {
    event: { type: 'incident.opened', incident, kind, touches, by },
    body: note === undefined ? {} : { reason: note },
  };
}

function apply(incidents: readonly Incident[], event: NoteEvent, at: Millis): readonly Incident[] {
  const change = (id: string, to: (incident: Incident) => Incident): readonly Incident[] =>
    incidents.map((one) => (one.id === id ? to(one) : one));
  switch (event.type) {
    case 'incident.opened':
      return [...incidents, { id: event.incident, kind: event.kind, at, touches: event.touches }].slice(-MAX_INCIDENTS);
    case 'incident.told':
      return change(event.incident, (one) => ({
        ...one,
        touches: one.touches.map((who) => (who.conversation === event.conversation ? { ...who, told: at } : who)),
      }));
    case 'incident.closed':
      return change(event.incident, (one) => ({ ...one, closed: at }));
    case 'note.posted':
    case 'message.withdrawn':
      return incidents;
  }
}

export function evolveNotes(state: Notes, events: readonly NoteEvent[] = [], at: Millis = 0): Notes {
  const { incidents: _, ...rest } = state;
  const incidents = events.reduce((list, event) => apply(list, event, at), openIncidents(state));
  return {
    ...rest,
    seq: state.seq + 1,
    seen: { customer: 0, operator: state.seq + 1 },
    ...(incidents.length > 0 && { incidents }),
  };
}
