import type { Entry } from '../../../../shared/client/types.ts';
import type { WireEvent } from '../../../../shared/protocol/events.ts';

/** What became of a promise, as its card says. */
export type PromiseState = 'open' | 'kept' | 'broken' | 'moved' | 'closed';
/** What became of a call that was asked for; `replaced`: asked for again. */
export type CallState = 'open' | 'reached' | 'missed' | 'replaced' | 'cancelled';
type Recalled = Extract<WireEvent, { type: 'message.recalled' }> & { readonly original?: string | null };

/** What later entries say of earlier ones. */
export interface Followed {
  /** by the seq of the message */
  readonly recalled: ReadonlyMap<number, Recalled>;
  /** answers to a wording, by its seq */
  readonly understood: ReadonlyMap<number, boolean>;
  readonly lastRestated: number | undefined;
  /** of the promise that the event at `index` of commit `seq` made */
  promise(seq: number, index: number): PromiseState;
  call(seq: number): CallState;
}

/** Reads the logs once for what followed: recalls, answers, outcomes. */
export function follow(entries: readonly Entry[], notes: readonly Entry[]): Followed {
  const recalled = new Map<number, Recalled>();
  const understood = new Map<number, boolean>();
  const originals = new Map<number, string | null>();
  const promises: { seq: number; index: number; state: PromiseState }[] = [];
  const calls: { seq: number; state: CallState }[] = [];
  let lastRestated: number | undefined;
  for (const { events } of notes)
    for (const event of events) if (event.type === 'message.withdrawn') originals.set(event.seq, event.text);
  for (const { seq, events } of entries) {
    for (const [index, event] of events.entries()) {
      if (event.type === 'message.recalled')
        recalled.set(event.seq, {
          ...event,
          ...(originals.has(event.seq) && { original: originals.get(event.seq) ?? null }),
        });
      if (event.type === 'understanding.answered') understood.set(event.seq, event.yes);
      if (event.type === 'understanding.proposed') lastRestated = seq;
      if (event.type === 'callback.done') calls.push({ seq, state: event.outcome });
      if (event.type === 'callback.cancelled') calls.push({ seq, state: 'cancelled' });
      if (event.type === 'callback.requested') calls.push({ seq, state: 'replaced' });
      if (event.type === 'clock.stopped' && event.kind === 'promise')
        promises.push({ seq, index, state: stateOf(event.outcome) });
    }
  }
  return {
    recalled,
    understood,
    lastRestated,
    promise: (seq, index) =>
      promises.find((end) => end.seq > seq || (end.seq === seq && end.index > index))?.state ?? 'open',
    call: (seq) => calls.find((end) => end.seq > seq)?.state ?? 'open',
  };
}

function stateOf(outcome: Extract<WireEvent, { type: 'clock.stopped' }>['outcome']): PromiseState {
  if (outcome === 'kept' || outcome === 'broken' || outcome === 'closed') return outcome;
  return outcome === 'answered' ? 'kept' : 'moved';
}
