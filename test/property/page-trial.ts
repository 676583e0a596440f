import { isDeepStrictEqual } from 'node:util';
import { lookAt } from '../../functions/clocks/look.ts';
import { sweep } from '../../functions/clocks/sweep.ts';
import { takeLink } from '../../functions/paging/phone-link.ts';
import { pageStep } from '../../functions/paging/step.ts';
import type { LookInput, PageStepInput } from '../../shared/contract.ts';
import type { Commit } from '../../shared/domain/kernel/log.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { NO_PAGE, type Page } from '../../shared/domain/paging/state.ts';
import { aContact, aWorld, OPERATORS, scheduleOf } from '../support/world.ts';
import { type Run, Turns } from './turns.ts';

export type PageCommit = Commit<PageEvent, Page>;

/** A ring that a carrier took. */
export interface Ringing {
  readonly ladder: string;
  readonly episode: number;
  /** null: it says that the page is over */
  readonly step: number | null;
  readonly contact: string;
  readonly code: string;
  readonly at: number;
}

/** Somebody pressed "I have it". */
export interface Taking {
  readonly by: string;
  readonly ladder: string;
  readonly episode: number;
  /** what they were told; undefined when the answer was lost */
  readonly told: () => Record<string, unknown> | undefined;
}

const SWEEP = 60_000;
const RETRY = 2_000;

/**
 * The real functions of pages on a store in memory. Each call of a service waits for its turn, so that functions overtake
 * one another, are killed and stand still at any of them; starts of timers are lost, carriers refuse. The sweep lives.
 */
export class PageTrial {
  readonly world: Awaited<ReturnType<typeof aWorld>>;
  readonly turns = new Turns();
  readonly rings: Ringing[] = [];
  readonly takings: Taking[] = [];
  /** functions are killed and stand still, starts of timers are lost */
  chaotic = false;
  readonly alive = { queue: true, machines: true };
  /** called whenever nothing more happens at this moment */
  onRest: () => Promise<void> = async () => undefined;
  private readonly agenda: { readonly at: number; readonly begin: () => Promise<unknown> }[] = [];
  /** how the caller of a function that was killed calls it again */
  private readonly again = new Map<Run, () => Promise<unknown>>();
  private nextSweep: number;
  /** two sweeps that die in a row would only prove that a minute is a minute */
  private isSweepSafe = true;
  private hasSweepDied = false;
  private random: number;
  private presses = 0;

  private constructor(world: Awaited<ReturnType<typeof aWorld>>, seed: number) {
    this.world = world;
    this.random = seed;
    this.nextSweep = world.clock.now() + SWEEP;
    const { store, carrier, deps } = world;
    const { send } = carrier;
    Object.assign(carrier, {
      send: async (...args: Parameters<typeof send>) => {
        const sent = await send(...args);
        this.rang(args[1], args[0].id);
        return sent;
      },
    });
    Object.assign(deps.timers, this.timers());
    this.turns.hold(deps.timers, 'lookLater', 'startEscalation', 'startPage');
    for (const log of [store.pages, store.conversations])
      this.turns.hold(log, 'append', 'readBack', 'clearLease', 'moveLease');
    this.turns.hold(store.contacts, 'all', 'put', 'note');
    this.turns.hold(store.links, 'put', 'get');
    this.turns.hold(store.receipts, 'put');
    this.turns.hold(store.due, 'dueBefore');
    this.turns.hold(carrier, 'send');
    this.turns.hold(world.announcer, 'announce');
  }

  static async with(seed: number): Promise<PageTrial> {
    return new PageTrial(await aWorld(), seed);
  }

  // People

  /** Somebody does something; how far it goes before others do is chance. */
  async does<T>(name: string, work: () => Promise<T>): Promise<Run<T>> {
    return this.turns.start(name, work);
  }

  async takes(by: string, { ladder = 'oncall', byLink = false } = {}): Promise<void> {
    const { world } = this;
    const episode = (await this.page(ladder)).episode;
    if (byLink) {
      const code = this.rings.findLast((ring) => ring.step !== null && ring.contact.endsWith(`-${by}`))?.code;
      if (code === undefined) return;
      const ring = this.rings.findLast((one) => one.code === code);
      const run = await this.does(by, async () => (await takeLink(world.deps, code)).page);
      this.takings.push({ by, ladder: ring?.ladder ?? '', episode: ring?.episode ?? 0, told: () => answerOf(run) });
      return;
    }
    const person = await this.operator(by);
    const run = await this.does(by, () => person.send('page.acknowledge', { ladder, episode }));
    this.takings.push({ by, ladder, episode, told: () => answerOf(run) });
  }

  /** A console of somebody who is off: on call, and not at the desk. */
  async operator(id: string): Promise<Awaited<ReturnType<PageTrial['world']['operator']>>> {
    const person = await this.world.operator(id);
    await person.leave();
    return person;
  }

  async addContact(person: string): Promise<void> {
    const id = `browser${++this.presses}-${person}`;
    const address = `https://push.example/${id}`;
    await this.world.store.contacts.put(this.world.workspace.id, aContact(person, { id, kind: 'push', address }), null);
  }

  async removeContact(person: string): Promise<void> {
    const { store, workspace } = this.world;
    const [oldest] = await store.contacts.of(workspace.id, person);
    if (oldest) await store.contacts.remove(workspace.id, person, oldest.id);
  }

  async schedules(...people: readonly string[]): Promise<void> {
    await this.world.store.putWorkspace({ ...this.world.workspace, schedule: scheduleOf(...people) });
  }

  // Logs

  async commits(ladder: string): Promise<readonly PageCommit[]> {
    const { store, workspace } = this.world;
    return (await store.pages.read({ workspace: workspace.id, id: ladder }, 1, 100_000)).commits;
  }
  async page(ladder = 'oncall'): Promise<Page> {
    return (await this.commits(ladder)).at(-1)?.state ?? NO_PAGE;
  }

  // Time

  /** Moves the clock, and lets all that falls due on the way happen, in an order of chance. */
  async advance(seconds: number): Promise<void> {
    const { clock } = this.world;
    const until = clock.now() + seconds * 1000;
    for (let turns = 0; ; turns++) {
      if (turns > 20_000) throw new Error('runaway: the clocks never come to rest');
      await this.work();
      await this.onRest();
      this.agenda.sort((a, b) => a.at - b.at);
      const at = Math.min(this.agenda[0]?.at ?? Number.POSITIVE_INFINITY, this.nextSweep, this.turns.wakesAt());
      if (at > until) break;
      clock.set(Math.max(clock.now(), at));
      while ((this.agenda[0]?.at ?? Number.POSITIVE_INFINITY) <= clock.now()) await this.agenda.shift()?.begin();
      if (this.nextSweep > clock.now()) continue;
      this.nextSweep += SWEEP;
      this.isSweepSafe = !this.hasSweepDied;
      this.hasSweepDied = false;
      await this.turns.start('sweep', () => sweep(this.world.deps));
    }
    clock.set(until);
  }

  /** So many calls of those at work now, whose turn it is by chance. */
  async work(calls = Number.POSITIVE_INFINITY): Promise<void> {
    for (let made = 0; made < calls; made++) {
      const now = this.world.clock.now();
      const ready = this.turns.ready(now);
      const run = ready[this.below(ready.length)];
      if (!run) return;
      if (this.chaotic && this.below(40) === 0) this.mishap(run);
      else await this.turns.step(run);
    }
  }

  /** Everything works again. */
  heal(): void {
    this.chaotic = false;
    Object.assign(this.alive, { queue: true, machines: true });
    this.world.carrier.refusing.clear();
  }

  private mishap(run: Run): void {
    const isSweep = run.name === 'sweep';
    if (this.below(2) === 0 || (isSweep && !this.isSweepSafe)) {
      this.turns.delay(run, this.world.clock.now() + 1000 + this.below(24_000));
      return;
    }
    if (isSweep) this.hasSweepDied = true;
    const again = this.again.get(run);
    this.turns.kill(run);
    if (again && this.below(2) === 0) this.agenda.push({ at: this.world.clock.now() + RETRY, begin: again });
  }

  private timers() {
    const { deps, clock } = this.world;
    const isLost = (): boolean => this.chaotic && this.below(6) === 0;
    const later = (at: number, name: string, run: () => Promise<void>): void => {
      const begin = async (): Promise<void> => {
        this.again.set(await this.turns.start(name, run), begin);
      };
      this.agenda.push({ at: Math.max(at, clock.now()), begin });
    };
    const climb = (input: PageStepInput): void =>
      later(input.dueAt, 'machine', async () => {
        if (!this.alive.machines) return;
        const output = await pageStep(deps, input);
        if (!output.done) climb(output);
      });
    const escalate = (input: LookInput): void =>
      later(input.dueAt, 'machine', async () => {
        if (!this.alive.machines) return;
        const output = await lookAt(deps, input, 'machine');
        if (!output.done) escalate(output);
      });
    return {
      lookLater: async (input: LookInput, delay: number) => {
        if (!this.alive.queue || isLost()) return;
        later(clock.now() + delay * 1000, 'queue', async () => void (await lookAt(deps, input, 'queue')));
      },
      startEscalation: async ({
        workspace,
        conversation,
        lease,
        wakeAt,
      }: Parameters<typeof deps.timers.startEscalation>[0]) => {
        if (isLost()) throw new Error('throttled');
        escalate({ workspace, conversation, lease, dueAt: wakeAt, looks: 0 });
      },
      startPage: async ({ workspace, ladder, episode, wakeAt }: Parameters<typeof deps.timers.startPage>[0]) => {
        if (isLost()) throw new Error('throttled');
        climb({ workspace, ladder, episode, dueAt: wakeAt, looks: 0 });
      },
    };
  }

  /** `kofevarnya.person.oleg.2.0.phone-oleg`: a ring says of which step it is. */
  private rang({ id, link, kind }: { id: string; kind: string; link?: string }, contact: string): void {
    const [, ladder = '', episode = '', step = ''] = /^[^.]+\.(.+)\.(\d+)\.(\d+|over)\.[^.]+$/.exec(id) ?? [];
    this.rings.push({
      ladder,
      episode: Number(episode),
      step: kind === 'over' ? null : Number(step),
      contact,
      code: link?.split('/p/')[1] ?? '',
      at: this.world.clock.now(),
    });
  }

  /** A number below `limit`: an ordinary generator, seeded by the test, so that a failure can be run again. */
  below(limit: number): number {
    this.random = (Math.imul(this.random, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((this.random / 2 ** 32) * limit);
  }
}

const answerOf = (run: Run<unknown>): Record<string, unknown> | undefined => {
  if (run.result && !run.result.ok) throw run.result.error;
  return run.result?.value as Record<string, unknown> | undefined;
};

export const PEOPLE = OPERATORS.map(({ id }) => id);
export const same = (a: Page, b: Page): boolean => isDeepStrictEqual({ ...a, lease: null }, { ...b, lease: null });
