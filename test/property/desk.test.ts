import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { handleCustomerFrame } from '../../functions/conversation/customer-frames.ts';
import { handleOperatorFrame } from '../../functions/desk/operator-frames.ts';
import { finishRecall } from '../../functions/notes/recall.ts';
import { project } from '../../functions/projection/project.ts';
import { applyCommit, applySynced } from '../../shared/client/copies.ts';
import type { AnyCommit, Synced } from '../../shared/client/model.ts';
import { NO_COPY } from '../../shared/client/turn.ts';
import { cardOf } from '../../shared/domain/conversation/card.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { EMPTY, isSnoozed, waitOf } from '../../shared/domain/conversation/state.ts';
import { evolveNotes, NO_NOTES } from '../../shared/domain/notes/notes.ts';
import { aWorld } from '../support/world.ts';

/**
 * Never mixed up, never forgotten: frames of people into the functions themselves, sent again and out of turn, on a store
 * that fails now and then. Each text that an operator writes is unlike all others, so that where it turns up can be told.
 */
const CHATS = { ivan: 'conversation-0000000001', olga: 'conversation-0000000002' } as const;
type Name = keyof typeof CHATS;
type World = Awaited<ReturnType<typeof aWorld>>;
type Frame = Record<string, unknown>;

const name = fc.constantFrom<Name>('ivan', 'ivan', 'ivan', 'olga');
const who = fc.constantFrom('oleg', 'oleg', 'oleg', 'anna', 'pyotr');
/** where a function fails: before or after which of its calls, if anywhere */
const fault = fc.option(fc.record({ call: fc.nat(9), after: fc.boolean() }), { freq: 3 });
const step = fc.oneof(
  { weight: 3, arbitrary: fc.record({ do: fc.constant('asks' as const), chat: name, fault }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('says' as const), chat: name, who, fault }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('strays' as const), chat: name, who, fault }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('notes' as const), chat: name, who, fault }) },
  {
    weight: 5,
    arbitrary: fc.record({
      do: fc.constant('recalls' as const),
      which: fc.nat(),
      who,
      reason: fc.constantFrom('wrong_chat', 'leaked_note', 'wrong_information', 'other'),
      fault,
    }),
  },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('incident' as const), chat: name, who, fault }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('closes' as const), chat: name, fault }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('again' as const), which: fc.nat(), fault }) },
  { weight: 2, arbitrary: fc.record({ do: fc.constant('time' as const), seconds: fc.integer({ min: 1, max: 300 }) }) },
);
type Step = typeof step extends fc.Arbitrary<infer T> ? T : never;
type Fault = { readonly call: number; readonly after: boolean } | null;

/** The dependencies of a function, of whose calls to the logs one fails: undone, or done and the answer lost. */
function faulty(deps: World['deps'], fail: Fault): World['deps'] {
  let calls = 0;
  const spoil = <T extends object>(port: T): T =>
    new Proxy(port, {
      get(target, field) {
        const method = Reflect.get(target, field);
        if (typeof method !== 'function') return method;
        return async (...args: unknown[]) => {
          const fails = fail !== null && calls++ === fail.call;
          if (fails && !fail.after) throw new Error('the table did not answer');
          const result: unknown = await Reflect.apply(method, target, args);
          if (fails) throw new Error('the answer was lost');
          return result;
        };
      },
    });
  return fail === null ? deps : { ...deps, conversations: spoil(deps.conversations), notes: spoil(deps.notes) };
}

/** People at work in two chats. */
class Desk {
  readonly world: World;
  readonly people = new Map<string, Awaited<ReturnType<World['operator']>>>();
  readonly customers: Record<Name, Awaited<ReturnType<World['customer']>>>;
  /** every frame that was sent, in order */
  readonly sent: { readonly from: string; readonly frame: Frame }[] = [];
  /** messages that were sent to a customer, and where they stand */
  readonly said: { readonly chat: Name; readonly text: string; readonly seq: number; readonly by: string }[] = [];
  /** texts that no customer may ever be sent, and those that none may be sent from now on */
  readonly secret = new Set<string>();
  readonly gone = new Set<string>();
  private texts = 0;
  private checked = 0;

  constructor(world: World, customers: Desk['customers']) {
    this.world = world;
    this.customers = customers;
  }

  async person(id: string) {
    const found = this.people.get(id) ?? (await this.world.operator(id));
    this.people.set(id, found);
    return found;
  }

  text(kind: string): string {
    this.texts += 1;
    return `${kind}-${this.texts}-`;
  }

  async seqOf(chat: Name, log: 'conversations' | 'notes'): Promise<number> {
    const key = { workspace: this.world.workspace.id, id: CHATS[chat] };
    const [newest] = await this.world.store[log].readBack(key, null, 1);
    return newest?.seq ?? 0;
  }

  /** Sends a frame, and again until it is answered for good; only the first time meets the fault. */
  async send(from: string, frame: Frame, fail: Fault): Promise<Frame> {
    this.sent.push({ from, frame });
    return this.deliver(from, frame, fail);
  }

  async deliver(from: string, frame: Frame, fail: Fault): Promise<Frame> {
    const caller = from in CHATS ? this.customers[from as Name] : await this.person(from);
    const handle = from in CHATS ? handleCustomerFrame : handleOperatorFrame;
    const text = JSON.stringify(frame);
    const once = (deps: World['deps']): Promise<string | null> => handle(deps, caller, text);
    const answer = await once(faulty(this.world.deps, fail)).catch(() => once(this.world.deps));
    if (from in CHATS && answer) this.checkShown(answer);
    this.check();
    return JSON.parse(answer ?? 'null') as Frame;
  }

  /** What has been posted to customers since the last time. */
  check(): void {
    const { posts } = this.world.customerPoster;
    for (const { frame } of posts.slice(this.checked)) this.checkShown(JSON.stringify(frame));
    this.checked = posts.length;
  }

  checkShown(shown: string): void {
    for (const text of [...this.secret, ...this.gone])
      if (shown.includes(text)) throw new Error(`a customer is shown ${text}: ${shown}`);
    if (/incident|withdrawn|"moved"|leaked_note/.test(shown)) throw new Error(`a customer is told too much: ${shown}`);
  }

  async do(one: Step): Promise<void> {
    const { world } = this;
    if (one.do === 'time') return world.advance(one.seconds);
    if (one.do === 'again') {
      const again = this.sent[one.which % Math.max(1, this.sent.length)];
      if (again) await this.deliver(again.from, again.frame, one.fault);
      return;
    }
    const id = world.newId();
    if (one.do === 'recalls') return this.recall(one, id);
    const conversation = CHATS[one.chat];
    const addressed = { id, conversation, after: await this.seqOf(one.chat, 'conversations') };
    const draft = { conversation, customer: one.chat };
    if (one.do === 'asks')
      await this.send(one.chat, { type: 'message.post', ...addressed, text: this.text('asked') }, one.fault);
    else if (one.do === 'closes') await this.send(one.chat, { type: 'conversation.close', ...addressed }, one.fault);
    else if (one.do === 'says') {
      const text = this.text('said');
      const answer = await this.send(one.who, { type: 'message.post', ...addressed, text, draft }, one.fault);
      if (answer['type'] === 'ack') this.said.push({ chat: one.chat, text, seq: Number(answer['seq']), by: one.who });
    } else if (one.do === 'strays') {
      const text = this.text('stray');
      this.secret.add(text);
      const other = one.chat === 'ivan' ? 'olga' : 'ivan';
      const strayed = { conversation: CHATS[other], customer: other };
      const type = one.who === 'oleg' ? 'message.post' : 'understanding.propose';
      const answer = await this.send(one.who, { type, ...addressed, text, draft: strayed }, one.fault);
      expect(answer).toMatchObject({ type: 'error' });
    } else {
      const after = await this.seqOf(one.chat, 'notes');
      const text = this.text('note');
      this.secret.add(text);
      const frame =
        one.do === 'notes'
          ? { type: 'note.post', text }
          : { type: 'incident.open', kind: 'wrong_account', note: text, also: [CHATS.olga] };
      await this.send(one.who, { ...frame, ...addressed, after }, one.fault);
    }
  }

  private async recall(one: Extract<Step, { do: 'recalls' }>, id: string): Promise<void> {
    const said = this.said[one.which % Math.max(1, this.said.length)];
    if (!said) return;
    const conversation = CHATS[said.chat];
    const after = await this.seqOf(said.chat, 'conversations');
    const { seq } = said;
    const frame = { type: 'message.recall', id, conversation, after, seq, reason: one.reason };
    const answer = await this.send(one.who, frame, one.fault);
    const isAllowed = one.who === said.by || one.who !== 'oleg';
    expect(answer['type']).toBe(isAllowed ? 'ack' : 'error');
    if (isAllowed) this.gone.add(said.text);
    this.check();
  }

  /** What a customer's client has in the end, whose frames came in any order before it asked for what it lacks. */
  async copyOf(chat: Name, order: readonly number[]) {
    const customer = this.customers[chat];
    const conversation = CHATS[chat];
    let copy = NO_COPY.log;
    const pushed = customer.frames('commit').filter((frame) => frame['conversation'] === conversation);
    const mixed = pushed
      .map((frame, index) => ({ frame, place: order[index % Math.max(1, order.length)] ?? 0 }))
      .sort((a, b) => a.place - b.place);
    for (const { frame } of mixed) copy = applyCommit(copy, frame as unknown as AnyCommit).copy;
    for (let again = true, since = -1; again && copy.seq > since; ) {
      since = copy.seq;
      const synced = await customer.send('sync', { conversation, log: 'conversation', since });
      if (synced.type !== 'synced') return copy;
      this.checkShown(JSON.stringify(synced));
      ({ copy, again } = applySynced(copy, synced as unknown as Synced, since));
    }
    return copy;
  }
}

async function play(steps: readonly Step[], order: readonly number[]): Promise<void> {
  const world = await aWorld();
  const customers = { ivan: await world.customer('ivan'), olga: await world.customer('olga', 'Olga') };
  const desk = new Desk(world, customers);
  await desk.person('oleg');
  for (const chat of ['ivan', 'olga'] as const) await desk.do({ do: 'asks', chat, fault: null });
  for (const one of steps) await desk.do(one);

  for (const chat of ['ivan', 'olga'] as const) {
    const key = { workspace: world.workspace.id, id: CHATS[chat] };
    const { commits } = await world.store.conversations.read(key, 1, 10_000);
    let state = EMPTY;
    for (const commit of commits) {
      state = evolve(state, commit.events, commit.at);
      expect({ ...commit.state, lease: null }).toEqual({ ...state, lease: null });
    }
    const notes = await world.store.notes.read(key, 1, 10_000);
    let kept = NO_NOTES;
    for (const commit of notes.commits) {
      kept = evolveNotes(kept, commit.events, commit.at);
      expect(commit.state).toEqual(kept);
    }
    // What was taken back is in no log that a customer's function can read, and once among the notes.
    const taken = desk.said.filter((said) => said.chat === chat && desk.gone.has(said.text));
    for (const { text, seq } of taken) {
      expect(JSON.stringify(commits)).not.toContain(text);
      const originals = notes.commits.filter(({ body }) => body.text === text);
      expect(originals.map(({ events }) => events[0])).toMatchObject([{ type: 'message.withdrawn', seq }]);
      const told = commits.filter(({ events }) => events.some((e) => e.type === 'message.recalled' && e.seq === seq));
      expect(told.length).toBeGreaterThan(0);
    }
    const copy = await desk.copyOf(chat, order);
    desk.checkShown(JSON.stringify(copy.entries));
    for (const { seq } of taken)
      expect(copy.entries.find((entry) => entry.seq === seq)?.events).toContainEqual(
        expect.objectContaining({ type: 'message.posted', text: null }),
      );
    const history = await customers[chat].send('history', {
      conversation: CHATS[chat],
      log: 'conversation',
      before: null,
      limit: 50,
    });
    desk.checkShown(JSON.stringify(history));
  }
  desk.check();
}

/** Every call of the function at which it can die, before it or after. */
const places = Array.from({ length: 10 }, (_, call) => [false, true].map((after) => ({ call, after }))).flat();

describe('never mixed up', () => {
  it('no note, no draft of somebody else’s and nothing taken back reaches a customer, whatever fails or comes again', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 30, size: 'max' }), fc.array(fc.nat(), { maxLength: 40 }), play),
      { numRuns: 120 },
    );
  });

  it.each(places)('a recall that dies at call $call (done: $after) is finished when it is sent again', async (fail) => {
    const world = await aWorld();
    const desk = new Desk(world, { ivan: await world.customer('ivan'), olga: await world.customer('olga', 'Olga') });
    for (const chat of ['ivan', 'olga'] as const) await desk.do({ do: 'asks', chat, fault: null });
    await desk.do({ do: 'says', chat: 'ivan', who: 'oleg', fault: null });
    await desk.do({ do: 'recalls', which: 0, who: 'oleg', reason: 'wrong_chat', fault: fail });

    const key = { workspace: world.workspace.id, id: CHATS.ivan };
    const { commits } = await world.store.conversations.read(key, 1, 100);
    const notes = await world.store.notes.read(key, 1, 100);
    expect(notes.commits.flatMap(({ events }) => events.map(({ type }) => type))).toEqual([
      'message.withdrawn',
      'incident.opened',
    ]);
    expect(commits.map(({ events }) => events.filter(({ type }) => type === 'message.recalled').length)).toEqual([
      0, 0, 1,
    ]);
    expect(commits[1]?.body).not.toHaveProperty('text');
    // It had been the answer: Ivan waits again, as long as before.
    expect(commits.at(-1)?.state.clocks).toMatchObject([{ kind: 'reply', since: commits[0]?.at }]);
  });
});

describe('a recall whose sender never comes back', () => {
  it.each(places)(
    'dies at call $call (done: $after): it never began, or the queue carries it through',
    async (fail) => {
      const world = await aWorld();
      const desk = new Desk(world, { ivan: await world.customer('ivan'), olga: await world.customer('olga', 'Olga') });
      await desk.do({ do: 'asks', chat: 'ivan', fault: null });
      await desk.do({ do: 'says', chat: 'ivan', who: 'oleg', fault: null });
      const [conversation, text] = [CHATS.ivan, desk.said[0]?.text ?? ''];
      const id = world.newId();
      const frame = { type: 'message.recall', id, conversation, after: 2, seq: 2, reason: 'wrong_chat' };
      const oleg = await desk.person('oleg');
      await handleOperatorFrame(faulty(world.deps, fail), oleg, JSON.stringify(frame)).catch(() => null);
      const key = { workspace: world.workspace.id, id: conversation };
      const hasBegun = (await world.store.notes.read(key, 1, 10)).commits.length > 0;
      // Nobody is there to send it again; the queue brings it twice, as queues do.
      const begun = {
        workspace: key.workspace,
        conversation,
        command: id,
        after: 2,
        seq: 2,
        reason: 'wrong_chat',
      } as const;
      await world.advance(61);
      await finishRecall(world.deps, { ...begun, person: 'oleg', role: 'operator' });

      const { commits } = await world.store.conversations.read(key, 1, 100);
      const { commits: notes } = await world.store.notes.read(key, 1, 100);
      const told = commits.flatMap(({ events }) => events.filter(({ type }) => type === 'message.recalled'));
      expect(commits[1]?.body.text).toBe(hasBegun ? undefined : text);
      expect(told).toHaveLength(hasBegun ? 1 : 0);
      expect(notes.map(({ body }) => body.text)).toEqual(hasBegun ? [text] : []);
      expect(JSON.stringify((await desk.copyOf('ivan', [])).entries).includes(text)).toBe(!hasBegun);
    },
  );
});

describe('never forgotten', () => {
  const put = fc.record({
    command: fc.constantFrom('conversation.snooze', 'promise.make', 'callback.request'),
    minutes: fc.integer({ min: 2, max: 600 }),
    /** which timers are dead, and when */
    deaths: fc.array(
      fc.record({ minutes: fc.integer({ min: 0, max: 120 }), queue: fc.boolean(), machines: fc.boolean() }),
      {
        maxLength: 8,
      },
    ),
    leaves: fc.option(fc.integer({ min: 1, max: 700 })),
    thanks: fc.boolean(),
  });

  it('what was put aside, promised or asked for comes back within a sweep of its time, whoever and whatever is gone', async () => {
    await fc.assert(
      fc.asyncProperty(put, async ({ command, minutes, deaths, leaves, thanks }) => {
        const world = await aWorld();
        const conversation = CHATS.ivan;
        const ivan = await world.customer('ivan');
        const oleg = await world.operator('oleg');
        await ivan.send('message.post', { conversation, after: 0, text: 'Не греет' });
        const draft = { conversation, customer: 'ivan' };
        await oleg.send('message.post', { conversation, after: 1, text: 'Проверю', draft });
        const due = world.clock.now() + minutes * 60_000;
        const after = 2;
        const answer =
          command === 'conversation.snooze'
            ? await oleg.send(command, { conversation, after, until: due })
            : command === 'promise.make'
              ? await oleg.send(command, { conversation, after, text: 'Напишу', due, draft })
              : await ivan.send(command, { conversation, after, phone: '+79123456789', at: due });
        expect(answer).toMatchObject({ type: 'ack' });
        if (thanks && command === 'conversation.snooze')
          await ivan.send('message.post', { conversation, after: 3, text: 'Спасибо!' });
        let passed = 0;
        const times = [
          ...deaths,
          { minutes, queue: false, machines: false },
          { minutes: 2, queue: false, machines: false },
        ];
        for (const { minutes: more, queue, machines } of times) {
          Object.assign(world.dead, { queue, machines });
          const step = Math.min(more, Math.max(0, minutes + 2 - passed));
          if (leaves !== null && passed <= leaves && leaves < passed + step) oleg.vanish();
          passed += step;
          await world.advance(step * 60);
          if (command === 'conversation.snooze' && passed < minutes)
            expect(isSnoozed(await world.state(conversation))).toBe(true);
        }
        await world.advance(Math.max(0, minutes + 2 - passed) * 60);
        const state = await world.state(conversation);
        expect(isSnoozed(state)).toBe(false);
        // It stands where somebody looks: with a person who is there, or before the whole team; with a clock on it.
        const present = (await world.store.presence.live(world.workspace.id, world.clock.now())).map(
          (one) => one.operator,
        );
        const card = cardOf(conversation, state);
        expect(card.clock).not.toBeNull();
        expect(waitOf(state) !== undefined || card.escalation !== 'none' || card.bucket === 'person').toBe(true);
        if (card.owner !== null && command === 'conversation.snooze' && leaves !== null && leaves < minutes - 3)
          expect(present).toContain(card.owner);
      }),
      { numRuns: 60 },
    );
  });
});

it('the customer’s card lists chats, ratings and mistakes, and forgets none when the stream repeats itself', async () => {
  const world = await aWorld();
  const ivan = await world.customer('ivan');
  const oleg = await world.operator('oleg');
  const conversation = CHATS.ivan;
  await ivan.send('message.post', { conversation, after: 0, text: 'Не греет' });
  const draft = { conversation, customer: 'ivan' };
  await oleg.send('message.post', { conversation, after: 1, text: 'Чужое', draft });
  const recalled = await oleg.send('message.recall', { conversation, after: 2, seq: 2, reason: 'wrong_chat' });
  const { commits: notes } = await world.store.notes.read({ workspace: world.workspace.id, id: conversation }, 1, 10);
  const incident = notes[0]?.state.incidents?.[0]?.id;
  expect(recalled).toMatchObject({ type: 'ack', commit: { events: [{ type: 'message.recalled' }, {}] } });
  await oleg.send('incident.tell', { conversation, after: 1, incident, told: conversation });
  await ivan.send('conversation.close', { conversation, after: 3 });
  await ivan.send('conversation.rate', { conversation, after: 4, score: 'good' });

  const key = { workspace: world.workspace.id, id: conversation };
  const deps = { projections: world.store.projections, directory: world.store.directory };
  for (let times = 0; times < 2; times++) {
    for (const commit of (await world.store.conversations.read(key, 1, 10)).commits)
      await project(deps, { log: 'conversation', key, commit });
    for (const commit of (await world.store.notes.read(key, 1, 10)).commits)
      await project(deps, { log: 'notes', key, commit });
  }
  expect(await oleg.send('customer.card', { customer: 'ivan' })).toMatchObject({
    type: 'customer',
    chats: [{ conversation, status: 'closed' }],
    ratings: [{ conversation, score: 'good' }],
    incidents: [{ incident, kind: 'wrong_chat', conversation, told: true, closed: false }],
  });
  expect((await world.store.inbox.cards(world.workspace.id))[0]).toMatchObject({ preview: null });
  expect(await oleg.send('incident.close', { conversation, after: 2, incident, outcome: 'Извинились' })).toMatchObject({
    type: 'ack',
  });
});
