import { AsyncLocalStorage } from 'node:async_hooks';

/** One function at work: a chain of calls to services, each of which waits for its turn. */
export interface Run<T = unknown> {
  readonly name: string;
  /** undefined while it works; a run that was killed never has one */
  readonly result:
    | { readonly ok: true; readonly value: T }
    | { readonly ok: false; readonly error: unknown }
    | undefined;
  readonly killed: boolean;
  /** calls it has made */
  readonly calls: number;
}

interface Working extends Run {
  result: Run['result'];
  killed: boolean;
  calls: number;
  /** stands still until then */
  until: number;
  readonly waiting: (() => void)[];
}

/**
 * Gives the real functions their turns: every call of a service stops before it is made, until {@link Turns.step} lets it
 * go on. Any number of functions work at once, in any order; one that is killed stops for good where it stands, as a
 * machine that loses its power does: nothing of it is caught, and nothing is tidied up.
 */
export class Turns {
  private readonly current = new AsyncLocalStorage<Working>();
  private readonly working = new Set<Working>();
  /** what functions came to that ended with an error */
  readonly errors: unknown[] = [];

  /** Makes every call of these methods wait for its turn. What no run does (a test that looks) is not held up. */
  hold(port: object, ...methods: readonly string[]): void {
    for (const method of methods) {
      const call = (port as Record<string, unknown>)[method] as (...args: unknown[]) => Promise<unknown>;
      Object.assign(port, {
        [method]: async (...args: unknown[]) => {
          const run = this.current.getStore();
          if (run) {
            await new Promise<void>((resolve) => run.waiting.push(resolve));
            run.calls += 1;
          }
          return call.apply(port, args);
        },
      });
    }
  }

  /** The run that calls, for those who look from inside a port. */
  get self(): Run | undefined {
    return this.current.getStore();
  }

  /** Begins a function; it goes as far as its first call. */
  async start<T>(name: string, work: () => Promise<T>): Promise<Run<T>> {
    const run: Working = { name, result: undefined, killed: false, calls: 0, until: 0, waiting: [] };
    this.working.add(run);
    const finish = (result: NonNullable<Run['result']>): void => {
      if (run.killed) return;
      run.result = result;
      this.working.delete(run);
    };
    this.current.run(run, () => {
      work().then(
        (value) => finish({ ok: true, value }),
        (error: unknown) => {
          this.errors.push(error);
          finish({ ok: false, error });
        },
      );
    });
    await settled();
    return run as Run<T>;
  }

  /** Those whose next call can be made now. */
  ready(now = Number.POSITIVE_INFINITY): readonly Run[] {
    return [...this.working].filter(({ waiting, until }) => waiting.length > 0 && until <= now);
  }

  /** Makes the next call of a run; false when it has none to make. */
  async step(run: Run): Promise<boolean> {
    const next = (run as Working).waiting.shift();
    if (!next) return false;
    next();
    await settled();
    return true;
  }

  /** Makes so many calls of a run, or all. */
  async steps(run: Run, calls = Number.POSITIVE_INFINITY): Promise<void> {
    for (let made = 0; made < calls && (await this.step(run)); made++);
  }

  kill(run: Run): void {
    const dead = run as Working;
    dead.killed = true;
    dead.waiting.length = 0;
    // What it calls from now on is never answered.
    dead.waiting.push = () => 0;
    this.working.delete(dead);
  }

  /** A run that stands still until `until`: a pause of its machine, a slow line. */
  delay(run: Run, until: number): void {
    (run as Working).until = until;
  }

  /** When the next of those that stand still goes on. */
  wakesAt(): number {
    return Math.min(...[...this.working].map(({ until, waiting }) => (waiting.length > 0 ? until : Infinity)));
  }
}

/** All that follows from a call without another one has happened then. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
