interface ClockProps {
  /** server time at which the wait began, epoch ms */
  readonly since: number;
  /** when it is full or run out, seconds after `since` */
  readonly target: number;
  /** server time now: `ticker.now()`; only read, it need not tick */
  readonly now: number;
  /** px */
  readonly size?: number;
}

const running = ({ since, target, now }: ClockProps) => ({
  '--target': `${target}s`,
  // Whole tenths: a re-render within the same moment leaves the style, and so the animation, as it was.
  '--elapsed': `${-Math.max(0, Math.round((now - since) / 100) / 10)}s`,
});

/** The customer's wait: a cup that fills in 100 s (cup.css). Says nothing to screen readers; the words beside it do. */
export const Cup = (props: ClockProps) => (
  <svg
    key={props.since}
    style={running(props)}
    width={props.size}
    height={props.size}
    viewBox="0 0 32 32"
    fill="none"
    stroke="currentColor"
    stroke-width="2"
    stroke-linecap="round"
    stroke-linejoin="round"
    aria-hidden="true"
  >
    <path class="cup-coffee" d="M7 14h15v7a4 4 0 0 1-4 4h-7a4 4 0 0 1-4-4z" fill="currentColor" stroke="none" />
    <path d="M6 12h17v9a5 5 0 0 1-5 5h-7a5 5 0 0 1-5-5zM23 14h1.5a3.5 3.5 0 0 1 0 7H23M4 29.5h21M11 4c-1.3 1.5 1.3 2.5 0 4M16.5 4c-1.3 1.5 1.3 2.5 0 4" />
  </svg>
);

interface RingProps extends ClockProps {
  /** the connection is lost: the clock is drawn hatched */
  readonly hatched?: boolean;
  readonly late?: boolean;
}

/** The operator's clock: a ring that runs out (ring.css), filled once it has (`late`). Colour is the caller's, by `color`. */
export function Ring(props: RingProps) {
  const { size = 28, hatched = false, late = false } = props;
  return (
    <svg
      class={hatched ? 'ring clock-hatched' : 'ring'}
      style={running(props)}
      width={size}
      height={size}
      viewBox="0 0 28 28"
      fill="none"
      aria-hidden="true"
    >
      {late ? (
        <>
          <circle cx="14" cy="14" r="12" fill="currentColor" />
          <path d="M14 7.5v8M14 19.5v.5" stroke="var(--surface)" stroke-width="2.5" stroke-linecap="round" />
        </>
      ) : (
        <>
          <circle cx="14" cy="14" r="11" stroke="var(--line)" stroke-width="3" />
          <circle
            class="ring-run"
            cx="14"
            cy="14"
            r="11"
            pathLength="100"
            stroke="currentColor"
            stroke-width="3"
            stroke-dasharray="100"
            stroke-linecap="round"
            transform="rotate(-90 14 14)"
          />
        </>
      )}
    </svg>
  );
}
