import { useMemo } from 'preact/hooks';
import { Ring } from '../../base/Cup.tsx';
import { useNow } from '../../base/ticker.ts';
import { useConsole } from './context.ts';
import { type CardClock, lapsesAt, lengthOf, reading, type Tone, toneOf } from './logic/clock.ts';

const REDUCED = typeof matchMedia === 'function' ? matchMedia('(prefers-reduced-motion: reduce)') : null;

/** A clock as it is now: ring, and what stands beside it. */
export interface ClockNow {
  readonly tone: Tone;
  readonly text: string;
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
    text: reading(clock, targets, now, store.words.units),
    lapsed: lapsesAt(clock, targets) < now,
    now,
  };
}

interface ClockRingProps {
  readonly clock: CardClock;
  readonly state: ClockNow;
  readonly size?: number;
}

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
