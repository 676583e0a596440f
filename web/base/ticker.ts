import { useEffect, useState } from 'preact/hooks';

/** One clock for a whole app: the server's time, ticking once a second while anyone listens. */
export interface Ticker {
  /** server time, epoch ms */
  now(): number;
  /** Called within a few ms of each whole second of server time; returns how to stop. */
  subscribe(listener: (now: number) => void): () => void;
  /** what to add to the local clock to get the server's, in ms */
  setOffset(offset: number): void;
}

/** What a ticker is built on; tests pass their own. */
export interface TimeSource {
  now(): number;
  setTimer(run: () => void, ms: number): unknown;
  clearTimer(timer: unknown): void;
}

const BROWSER_TIME: TimeSource = {
  now: () => Date.now(),
  setTimer: (run, ms) => setTimeout(run, ms),
  clearTimer: (timer) => clearTimeout(timer as number),
};

export function createTicker(time: TimeSource = BROWSER_TIME): Ticker {
  const listeners = new Set<(now: number) => void>();
  let offset = 0;
  let timer: unknown = null;
  const now = (): number => time.now() + offset;
  const plan = (): void => {
    timer = time.setTimer(tick, 1000 - (now() % 1000) + 2);
  };
  const tick = (): void => {
    plan();
    const at = now();
    for (const listener of [...listeners]) listener(at);
  };
  return {
    now,
    subscribe(listener) {
      if (listeners.size === 0) plan();
      listeners.add(listener);
      return () => {
        if (!listeners.delete(listener) || listeners.size > 0) return;
        time.clearTimer(timer);
      };
    },
    setOffset(value) {
      offset = value;
    },
  };
}

/** Server time that re-renders the component each second, or not at all while `isRunning` is false. */
export function useNow(ticker: Ticker, isRunning = true): number {
  const [now, setNow] = useState(ticker.now());
  useEffect(() => {
    if (!isRunning) return;
    setNow(ticker.now());
    return ticker.subscribe(setNow);
  }, [ticker, isRunning]);
  return isRunning ? now : ticker.now();
}
