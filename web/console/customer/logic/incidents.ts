import type { Entry } from '../../../../shared/client/types.ts';
import type { IncidentKind } from '../../../../shared/domain/kernel/incidents.ts';

/** A conversation that a mistake touches, and when its customer was told. */
export interface TouchedChat {
  readonly conversation: string;
  readonly customer: string;
  readonly told: number | null;
}

/** A mistake as the customer's card shows it. */
export interface Mistake {
  readonly id: string;
  readonly kind: IncidentKind;
  /** in whose notes it stands: there it is worked on */
  readonly conversation: string;
  readonly at: number;
  readonly note: string | null;
  /** null when it stands in another conversation, whose notes are not open here */
  readonly touches: readonly TouchedChat[] | null;
  /** everyone whom it touches was told; of one that stands elsewhere: this customer was */
  readonly isTold: boolean;
  readonly isClosed: boolean;
  readonly outcome: string | null;
}

/** A mistake as the server's projection has it. */
export interface KnownMistake {
  readonly incident: string;
  readonly kind: IncidentKind;
  readonly conversation: string;
  readonly at: number;
  readonly told: boolean;
  readonly closed: boolean;
}

/** The mistakes that a conversation's notes tell of, as far as they are loaded. */
function recorded(entries: readonly Entry[], conversation: string): Map<string, Mistake> {
  const found = new Map<string, Mistake>();
  for (const { at, events } of entries)
    for (const event of events) {
      if (event.type === 'incident.opened')
        found.set(event.incident, {
          id: event.incident,
          kind: event.kind,
          conversation,
          at,
          note: event.note ?? null,
          touches: event.touches.map((touched) => ({ ...touched, told: null })),
          isTold: false,
          isClosed: false,
          outcome: null,
        });
      const before = 'incident' in event ? found.get(event.incident) : undefined;
      if (!before) continue;
      if (event.type === 'incident.told') {
        const touches = (before.touches ?? []).map((one) =>
          one.conversation === event.conversation ? { ...one, told: one.told ?? at } : one,
        );
        found.set(before.id, { ...before, touches, isTold: touches.every(({ told }) => told !== null) });
      }
      if (event.type === 'incident.closed') found.set(before.id, { ...before, isClosed: true, outcome: event.outcome });
    }
  return found;
}

/**
 * What is known of a customer's mistakes: the open chat's notes first, which have the newest word, and then what the
 * server keeps of other chats. Open ones first, each group newest first.
 */
export function mistakesOf(
  notes: readonly Entry[],
  conversation: string,
  known: readonly KnownMistake[],
): readonly Mistake[] {
  const all = recorded(notes, conversation);
  for (const { incident: id, kind, conversation: place, at, told, closed } of known)
    if (!all.has(id))
      all.set(id, {
        id,
        kind,
        conversation: place,
        at,
        note: null,
        touches: null,
        isTold: told,
        isClosed: closed,
        outcome: null,
      });
  return [...all.values()].sort((a, b) => Number(a.isClosed) - Number(b.isClosed) || b.at - a.at);
}
