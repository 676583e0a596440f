import { describe, expect, it } from 'vitest';
import { EMPTY, waitOf } from '../../shared/domain/conversation/state.ts';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import type { Actor } from '../../shared/domain/kernel/types.ts';
import { NO_PAGE } from '../../shared/domain/paging/state.ts';
import { CHATS, CUSTOMERS, LEADS, OPERATORS, WORKSPACES } from './actions.ts';
import { Invariants } from './invariants.ts';
import { stateOf, type Work } from './logs.ts';
import { operator, Simulator } from './simulator.ts';

/** Two functions at once, in every order in which their calls can fall: not by chance, all of them. */
const [WORKSPACE] = WORKSPACES;
const [CHAT] = CHATS;
const [ANNA, PYOTR] = LEADS;
const OLEG = OPERATORS[2];
const ivan: Actor = { kind: 'customer', id: CUSTOMERS[0] };
/** calls of a function, at most */
const CALLS = 14;
const orders = Array.from({ length: CALLS * CALLS }, (_, n) => ({ a: n % CALLS, b: Math.floor(n / CALLS) }));

let frames = 0;
const tell = (sim: Simulator, actor: Actor, command: Parameters<Simulator['command']>[3]['command'], id?: string) =>
  sim.command(WORKSPACE, CHAT, actor, { id: id ?? `${WORKSPACE}-${++frames}`, after: 0, command });
const say = (sim: Simulator, actor: Actor, text = 'Не работает', id?: string) =>
  tell(sim, actor, { type: 'message.post', text }, id);
const chatOf = (sim: Simulator) => stateOf(sim.chat(WORKSPACE, CHAT), EMPTY);
const pageOf = (sim: Simulator) => stateOf(sim.page(WORKSPACE), NO_PAGE);
const eventsOf = (sim: Simulator) => sim.page(WORKSPACE).commits.flatMap(({ events }) => events);

/** Somebody waits, nobody is there, and nothing but the sweep is alive. */
function aWait(): Simulator {
  const sim = new Simulator(DEFAULT_POLICY, LEADS, 1);
  sim.alive = { queue: false, machines: false };
  sim.run(say(sim, ivan));
  return sim;
}
/** The page for it has been raised; its first step is due. */
function aPage(): Simulator {
  const sim = aWait();
  sim.run(tell(sim, ivan, { type: 'human.request', choice: 'wake' }));
  sim.run(sim.look(WORKSPACE, CHAT, chatOf(sim).lease ?? 0, 'queue'));
  return sim;
}

/** Runs `a` for some calls, `b` for some, then both to their ends; gives what they came to. */
function together<A, B>(
  a: Work<A>,
  b: Work<B>,
  stops: { a: number; b: number },
): { a: A | undefined; b: B | undefined } {
  const some = <T>(work: Work<T>, calls: number): T | undefined => {
    for (let i = 0; i < calls; i++) {
      const { done, value } = work.next();
      if (done) return value;
    }
    return undefined;
  };
  const early = { a: some(a, stops.a), b: some(b, stops.b) };
  return { a: early.a ?? some(a, 100), b: early.b ?? some(b, 100) };
}

describe('in whatever order two functions meet', () => {
  it('belongs a page to one of two who press at once, and the other is told who', () => {
    for (const order of orders) {
      const sim = aPage();
      const { a, b } = together(sim.acknowledge(WORKSPACE, ANNA, 1), sim.acknowledge(WORKSPACE, PYOTR, 1), order);

      const by = pageOf(sim).acknowledged?.by;
      expect([a?.ok, b?.ok]).toEqual([by === ANNA, by === PYOTR]);
      expect(a?.ok ? b : a).toMatchObject({ reason: 'already_taken', by });
      expect(chatOf(sim).owner).toBe(by);
    }
  });

  it('begins nothing once a page is acknowledged', () => {
    for (const order of orders) {
      const sim = aPage();
      together(sim.pageStep(WORKSPACE, 1), sim.acknowledge(WORKSPACE, ANNA, 1), order);
      sim.advance(170_000);

      const types = eventsOf(sim).map(({ type }) => type);
      expect(types.slice(types.indexOf('page.acknowledged'))).not.toContain('step.begun');
      new Invariants(sim).checkAtEnd();
    }
  });

  it('rings each contact of a step once when two begin it', () => {
    for (const order of orders) {
      const sim = aPage();
      together(sim.pageStep(WORKSPACE, 1), sim.pageStep(WORKSPACE, 1), order);

      expect(sim.rungs.map(({ person, step }) => [person, step])).toEqual([[ANNA, 0]]);
    }
  });

  it('gives a chat to one of two who claim it, and names who has it to the other', () => {
    for (const order of orders) {
      const sim = aWait();
      const claim = (who: string) => tell(sim, operator(who, LEADS), { type: 'conversation.claim' });
      const { a, b } = together(claim(OLEG), claim(ANNA), order);

      const { owner } = chatOf(sim);
      expect([a?.ok, b?.ok]).toEqual([owner === OLEG, owner === ANNA]);
      expect(a?.ok ? b : a).toMatchObject({ reason: 'already_claimed', by: owner });
    }
  });

  it('has a command once, though it arrives twice at the same time', () => {
    for (const order of orders) {
      const sim = aWait();
      const { a, b } = together(say(sim, ivan, 'Ау?', 'same'), say(sim, ivan, 'Ау?', 'same'), order);

      expect(sim.chat(WORKSPACE, CHAT).commits).toHaveLength(2);
      expect([a, b]).toMatchObject([{ commit: { seq: 2 } }, { commit: { seq: 2 } }]);
    }
  });

  it('reaches a rung once, though two look at the same time', () => {
    for (const order of orders) {
      const sim = aWait();
      sim.setPresence(WORKSPACE, OLEG, 'available');
      sim.now += 70_000;
      together(sim.look(WORKSPACE, CHAT, 1, 'queue'), sim.look(WORKSPACE, CHAT, 1, 'sweep'), order);

      expect(waitOf(chatOf(sim))?.fired).toEqual(['nudge.team@40', 'tell.lead@70']);
      new Invariants(sim).checkAtEnd();
    }
  });

  it('ends the page of a chat that is answered while it is raised', () => {
    for (const order of orders) {
      const sim = aWait();
      sim.now += 20_000;
      together(sim.look(WORKSPACE, CHAT, 1, 'queue'), say(sim, operator(OLEG, LEADS), 'Почистите фильтр.'), order);
      sim.advance(140_000);

      expect(pageOf(sim).status).not.toBe('ringing');
      expect(chatOf(sim).clocks).toEqual([]);
      expect(sim.chat(WORKSPACE, CHAT).leases.size).toBe(0);
    }
  });
});

describe('wherever a function is killed', () => {
  it('sends a step that was begun', () => {
    for (let at = 0; at < CALLS; at++) {
      const sim = aPage();
      sim.run(sim.pageStep(WORKSPACE, 1), { at, fate: 'killed' });
      sim.advance(120_000);

      const first = sim.rungs.filter(({ step }) => step === 0);
      expect(first.length).toBeGreaterThanOrEqual(1);
      expect(first.length).toBeLessThanOrEqual(2);
      expect(new Set(first.map(({ code }) => code)).size).toBe(1);
      new Invariants(sim).checkAtEnd();
    }
  });

  it('gives a chat to who acknowledged, unless the acknowledgement itself was lost', () => {
    for (let at = 0; at < CALLS; at++) {
      const sim = aPage();
      sim.run(sim.acknowledge(WORKSPACE, ANNA, 1), { at, fate: 'killed' });
      const isTaken = pageOf(sim).acknowledged !== null;
      sim.advance(90_000);

      expect(chatOf(sim).owner).toBe(isTaken ? ANNA : null);
    }
  });

  it('raises a page though the look that should have was killed', () => {
    for (let at = 0; at < CALLS; at++) {
      const sim = aWait();
      sim.now += 20_000;
      sim.run(sim.look(WORKSPACE, CHAT, 1, 'queue'), { at, fate: 'killed' });
      sim.advance(180_000);

      expect(pageOf(sim).status).toBe('ringing');
      new Invariants(sim).checkAtEnd();
    }
  });
});

describe('two workspaces that have the same ids', () => {
  it('never see each other', () => {
    const [mine, other] = WORKSPACES;
    const sim = new Simulator(DEFAULT_POLICY, LEADS, 1);
    const frame = (id: string, text: string) => ({ id, after: 0, command: { type: 'message.post', text } as const });
    sim.run(sim.command(mine, CHAT, ivan, frame('same', 'Не работает')));
    sim.run(sim.command(other, CHAT, ivan, frame('same', 'Где заказ?')));
    sim.run(sim.command(other, CHAT, operator(OLEG, LEADS), frame('answer', 'В пути.')));
    sim.advance(120_000);

    expect(sim.chat(mine, CHAT).commits[0]?.body.text).toBe('Не работает');
    expect(sim.chat(other, CHAT).commits[0]?.body.text).toBe('Где заказ?');
    expect(waitOf(stateOf(sim.chat(mine, CHAT), EMPTY))?.fired).toContain('page@0');
    expect(waitOf(stateOf(sim.chat(other, CHAT), EMPTY))).toBeUndefined();
    expect(stateOf(sim.page(mine), NO_PAGE).status).toBe('ringing');
    expect(sim.page(other).commits).toEqual([]);
  });
});
