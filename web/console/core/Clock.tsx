import { useMemo } from 'preact/hooks';
import { Ring } from '../../base/Cup.tsx';
import { useNow } from '../../base/ticker.ts';
import { useConsole } from './context.ts';
import { type CardClock, lapsesAt, leftShare, lengthOf, reading, type Tone, toneOf, waited } from './logic/clock.ts';

const REDUCED = typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : null;

/** A clock as it is now. */
export interface ClockNow {
  readonly tone: Tone;
  /** how long it has run, or by how much it is late */
  readonly waited: string;
  /** how long is left */
  readonly left: string;
  /** share that is left, 0 to 1 */
  readonly share: number;
  readonly now: number;
  readonly lapsed: boolean;
}

/** Re-renders each second what shows a clock, and only that. */
export function useClock(clock: CardClock | null): ClockNow | null {
  const { store, ticker } = useConsole();
  const now = useNow(ticker, clock !== null);
  if (!clock) return null;
  const targets = store.targets.value;
  return {
    tone: toneOf(clock, targets, now),
    waited: waited(clock, now, store.words.units),
    left: reading(clock, targets, now, store.words.units),
    share: leftShare(clock, targets, now),
    lapsed: lapsesAt(clock, targets) < now,
    now,
  };
}

interface ClockRingProps {
  readonly clock: CardClock;
  readonly state: ClockNow;
  readonly size?: number;
}

/** What is left of a clock, as a bar that empties; the words beside it say the rest, so it says nothing to screen readers. */
export const ClockBar = ({ state }: { readonly state: ClockNow }) => (
  <span class={`clock-bar tone-${state.tone}`} aria-hidden="true">
    <span style={{ transform: `scaleX(${state.share.toFixed(3)})` }} />
  </span>
);

/** The ring alone; its words stand beside it, so it says nothing to screen readers. */
export function ClockRing({ clock, state, size = 28 }: ClockRingProps) {
  const { store } = useConsole();
  const length = lengthOf(clock, store.targets.value) / 1000;
  // The animation runs by itself from where it began: a later `now` would be added to what has run already. Where motion
  // is not wanted it stands still and jumps with each second.
  const began = useMemo(() => state.now, [clock.since, length, state.lapsed]);
  return (
    <span class={`clock-ring tone-${state.tone}`}>
      <Ring
        key={`${clock.since} ${length}`}
        since={clock.since}
        target={length}
        now={REDUCED?.matches ? state.now : began}
        size={size}
        late={state.lapsed}
        hatched={!store.online.value}
      />
    </span>
  );
}
