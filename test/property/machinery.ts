import type { Millis } from '../../shared/domain/kernel/types.ts';
import { NOON } from '../support/builders.ts';
import type { Work } from './logs.ts';

export const SWEEP = 60_000;
/** A function may live this long; what stands still for longer is killed. */
const LIFE = 29_000;

/** Time, timers and functions: what falls due runs in order, and any function can be killed or overtaken at any call. */
export abstract class Machinery {
  now: Millis = NOON;
  /** While on, timers' functions are killed or stand still now and then. */
  chaotic = false;
  private timers: { readonly at: Millis; readonly run: () => Work<unknown> }[] = [];
  private standing: { readonly work: Work<unknown>; readonly since: Millis; readonly killed: () => void }[] = [];
  private nextSweep = NOON + SWEEP;
  private ids = 0;
  private random: number;

  constructor(seed: number) {
    this.random = seed;
  }

  /** what the schedule calls each minute, whatever else is dead */
  protected abstract sweep(): void;

  protected later(at: Millis, run: () => Work<unknown>): void {
    this.timers.push({ at, run });
  }

  /** Moves the clock, and lets all that falls due on the way happen in order. */
  advance(ms: Millis): void {
    const until = this.now + ms;
    for (let turns = 0; ; turns++) {
      if (turns > 50_000) throw new Error('runaway: the clocks never come to rest');
      this.timers.sort((a, b) => a.at - b.at);
      const timer = this.timers[0];
      if (timer && timer.at <= Math.min(until, this.nextSweep)) {
        this.now = Math.max(this.now, timer.at);
        this.timers.shift();
        this.run(timer.run(), this.chaos());
      } else if (this.nextSweep <= until) {
        this.now = this.nextSweep;
        this.nextSweep += SWEEP;
        this.sweep();
      } else break;
      this.wake(false);
    }
    this.now = until;
  }

  /** Runs a function to its end, or to the `stop`-th call of a service, where it is killed or stands still. */
  run<T>(work: Work<T>, stop: { readonly at: number; readonly fate: 'killed' | 'stands' } | null = null): T | null {
    for (let calls = 0; ; calls++) {
      if (stop !== null && calls === stop.at) {
        const leave = (): void => void work.return(null as T);
        if (stop.fate === 'killed') leave();
        else this.standing.push({ work, since: this.now, killed: leave });
        return null;
      }
      const { done, value } = work.next();
      if (done) return value;
    }
  }

  /** Functions that stood still go on; one that stood for longer than a function may live is killed. */
  wake(all: boolean): void {
    const standing = this.standing;
    this.standing = [];
    for (const one of standing) {
      if (this.now - one.since > LIFE) one.killed();
      else if (all || this.below(3) === 0) this.run(one.work);
      else this.standing.push(one);
    }
  }

  private chaos(): { at: number; fate: 'killed' | 'stands' } | null {
    if (!this.chaotic || this.below(4) > 0) return null;
    return { at: this.below(8), fate: this.below(2) === 0 ? 'killed' : 'stands' };
  }

  id(): string {
    return `i${String(++this.ids).padStart(21, '0')}`;
  }
  /** A number below `limit`: an ordinary generator, seeded by the test, so that a failure can be run again. */
  private below(limit: number): number {
    this.random = (Math.imul(this.random, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.random / 2 ** 32) * limit);
  }
}
