/** Time that a test moves. Timers run in the order of their times; promises are let settle before and after each. */
export class FakeClock {
  #now: number;
  #timers: { readonly id: number; readonly at: number; readonly run: () => void }[] = [];
  #ids = 0;

  readonly #turns: number;

  /** `turns`: how many steps a chain of promises may have between two timers. */
  constructor({ now = Date.UTC(2026, 0, 15, 12), turns = 8 } = {}) {
    this.#now = now;
    this.#turns = turns;
  }

  now = (): number => this.#now;

  setTimer = (run: () => void, ms: number): unknown => {
    const id = ++this.#ids;
    this.#timers.push({ id, at: this.#now + Math.ceil(ms), run }); // as the clock, timers know whole milliseconds
    return id;
  };

  clearTimer = (id: unknown): void => {
    this.#timers = this.#timers.filter((timer) => timer.id !== id);
  };

  /** Lets time pass. More than 100,000 timers on the way are a loop, and an error. */
  async advance(ms: number): Promise<void> {
    const end = this.#now + ms;
    for (let runs = 0; ; runs += 1) {
      for (let turn = 0; turn < this.#turns; turn += 1) await Promise.resolve();
      const next = this.#timers.filter(({ at }) => at <= end).sort((a, b) => a.at - b.at || a.id - b.id)[0];
      if (!next) break;
      if (runs > 100_000) throw new Error(`the timers never end: something is due again and again at ${next.at}`);
      this.clearTimer(next.id);
      this.#now = Math.max(this.#now, next.at);
      next.run();
    }
    this.#now = end;
  }

  /** A computer that slept: time has passed, and timers run late, all at once. */
  async sleep(ms: number): Promise<void> {
    this.#now += ms;
    await this.advance(0);
  }
}
