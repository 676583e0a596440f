import { lookAt } from '../../functions/clocks/look.ts';
import { sweep } from '../../functions/clocks/sweep.ts';
import { handleCustomerFrame } from '../../functions/conversation/customer-frames.ts';
import { handleOperatorFrame } from '../../functions/desk/operator-frames.ts';
import type { Caller } from '../../functions/entry/ports.ts';
import type { Operator, Timers, Workspace } from '../../functions/kernel/ports.ts';
import { finishRecall } from '../../functions/notes/recall.ts';
import { pageStep } from '../../functions/paging/step.ts';
import type { LookInput, PageStepInput } from '../../shared/contract.ts';
import { DEFAULT_POLICY, type Policy } from '../../shared/domain/kernel/policy.ts';
import type { Schedule } from '../../shared/domain/on-call/schedule/types.ts';
import type { Contact } from '../../shared/domain/paging/contact.ts';
import {
  countingRandom,
  fakeAnnouncer,
  fakeCarrier,
  fakeLogger,
  fakeMeter,
  fakePoster,
  fitsFrame,
  manualClock,
} from './fakes.ts';
import { memoryStore } from './memory-store.ts';

/**
 * Every use case on a store in memory and a clock that is moved by hand: queue, state machines and the sweep run when
 * their time comes, and each can be dead. One promise of the product is one test of a few lines.
 */
export const OPERATORS: readonly Operator[] = [
  { id: 'anna', name: 'Anna', role: 'lead', locale: 'en', active: true },
  { id: 'pyotr', name: 'Pyotr', role: 'lead', locale: 'en', active: true },
  { id: 'oleg', name: 'Oleg', role: 'operator', locale: 'en', active: true },
];

/** Each has one phone, and has confirmed it. */
export const PHONES: Readonly<Record<string, string>> = {
  anna: '+70000000001',
  pyotr: '+70000000002',
  oleg: '+70000000003',
};
export const aContact = (person: string, fields: Partial<Contact> = {}): Contact => ({
  id: `phone-${person}`,
  person,
  kind: 'sms',
  address: PHONES[person] ?? '+70000000000',
  label: 'Phone',
  createdAt: 0,
  verifiedAt: 0,
  pending: null,
  rang: [],
  last: null,
  ...fields,
});

/** Who is on call at which place, always. */
export const scheduleOf = (...people: readonly string[]): Schedule => ({
  entries: people.map((person, place) => ({
    kind: 'rotation',
    id: `place-${place}`,
    place,
    people: [person],
    start: '2026-01-01',
    handoff: '00:00',
    days: 7,
  })),
  staffed: [],
});

export const WORKSPACE: Workspace = {
  id: 'kofevarnya',
  name: 'Kofevarnya',
  locale: 'en',
  origins: ['https://shop.example'],
  policy: DEFAULT_POLICY,
  schedule: scheduleOf('anna', 'pyotr'),
  version: 1,
};

type Frame = Record<string, unknown> & { type: string };

export async function aWorld(options: { policy?: Policy; schedule?: Schedule } = {}) {
  const clock = manualClock();
  const random = countingRandom('rnd-');
  const ids = countingRandom('cmd-');
  const store = memoryStore(clock);
  const log = fakeLogger();
  const meter = fakeMeter();
  const carrier = fakeCarrier();
  const announcer = fakeAnnouncer();
  const customerPoster = fakePoster();
  const operatorPoster = fakePoster();
  /** what is switched off */
  const dead = { queue: false, machines: false, sweep: false };
  const agenda: { at: number; run: () => Promise<void> }[] = [];
  const later = (at: number, run: () => Promise<void>): void => void agenda.push({ at, run });
  const workspace: Workspace = { ...WORKSPACE, ...options };
  await store.putWorkspace(workspace);
  for (const operator of OPERATORS) {
    await store.putOperator(workspace.id, operator);
    await store.contacts.put(workspace.id, aContact(operator.id), null);
  }

  const escalations = new Set<string>();
  const timers: Timers = {
    lookLater: async (input, delay) => {
      if (!dead.queue) later(clock.now() + delay * 1000, async () => void (await lookAt(deps, input, 'queue')));
    },
    finishRecallLater: async (begun, delay) => {
      if (!dead.queue) later(clock.now() + delay * 1000, () => finishRecall(deps, begun));
    },
    startEscalation: async ({ workspace: id, conversation, lease, attempt, wakeAt }) => {
      const name = `${id}/${conversation}/${lease}/${attempt}`;
      if (dead.machines || escalations.has(name)) return;
      escalations.add(name);
      const run = async (input: LookInput): Promise<void> => {
        if (dead.machines) return;
        const output = await lookAt(deps, input, 'machine');
        if (!output.done) later(Date.parse(output.wakeAt), () => run(output));
      };
      later(wakeAt, () => run({ workspace: id, conversation, lease, dueAt: wakeAt, looks: 0 }));
    },
    startPage: async ({ workspace: id, ladder, episode, wakeAt }) => {
      if (dead.machines) return;
      const run = async (input: PageStepInput): Promise<void> => {
        if (dead.machines) return;
        const output = await pageStep(deps, input);
        if (!output.done) later(Date.parse(output.wakeAt), () => run(output));
      };
      later(wakeAt, () => run({ workspace: id, ladder, episode, dueAt: wakeAt, looks: 0 }));
    },
  };
  const deps = {
    conversations: store.conversations,
    notes: store.notes,
    pages: store.pages,
    due: store.due,
    directory: store.directory,
    presence: store.presence,
    readMarks: store.readMarks,
    drafts: store.drafts,
    customerIndex: store.customers,
    inbox: store.inbox,
    links: store.links,
    figures: store.figures,
    vocabulary: store.vocabulary,
    history: store.history,
    served: store.served,
    whereabouts: store.whereabouts,
    customers: { subscriptions: store.subscriptions.customer, poster: customerPoster },
    operators: { subscriptions: store.subscriptions.operator, poster: operatorPoster },
    timers,
    clock,
    random,
    log,
    meter,
    contacts: store.contacts,
    settings: store.settings,
    calendars: store.calendars,
    rounds: store.rounds,
    sightings: store.sightings,
    receipts: store.receipts,
    carrier,
    announcer,
    publicUrl: 'https://otvet.example',
  };
  let nextSweep = clock.now() + 60_000;

  /** Moves the clock, and lets all that falls due on the way happen in order. */
  async function advance(seconds: number): Promise<void> {
    const until = clock.now() + seconds * 1000;
    for (;;) {
      agenda.sort((a, b) => a.at - b.at);
      const first = agenda[0];
      const at = Math.min(first?.at ?? Number.POSITIVE_INFINITY, nextSweep);
      if (at > until) break;
      clock.set(Math.max(clock.now(), at));
      if (first && first.at <= nextSweep) {
        agenda.shift();
        await first.run();
      } else {
        nextSweep += 60_000;
        if (!dead.sweep) await sweep(deps);
      }
    }
    clock.set(until);
  }

  function person(caller: Caller, door: 'customer' | 'operator') {
    const poster = door === 'customer' ? customerPoster : operatorPoster;
    const handle = async (text: string): Promise<Frame | null> => {
      const answer = await (door === 'customer' ? handleCustomerFrame : handleOperatorFrame)(deps, caller, text);
      if (answer !== null) fitsFrame(answer);
      return answer === null ? null : (JSON.parse(answer) as Frame);
    };
    return {
      ...caller,
      /** sends a frame as it is */
      raw: handle,
      /** sends a command with a new id; the answer's frame */
      send: async (type: string, fields: Record<string, unknown> = {}): Promise<Frame> =>
        (await handle(JSON.stringify({ type, id: ids.id(), ...fields }))) as Frame,
      hint: (type: string, fields: Record<string, unknown> = {}) => handle(JSON.stringify({ type, ...fields })),
      frames: (type?: string): Frame[] =>
        (poster.framesTo(caller.connection) as Frame[]).filter((frame) => type === undefined || frame.type === type),
    };
  }
  let sockets = 0;
  const connection = (): string => `socket-${++sockets}`;

  return {
    ...deps,
    deps,
    store,
    /** what phones have received, as an SMS reads */
    pager: {
      get messages() {
        return carrier.rung
          .filter(({ ring }) => ring.kind === 'page')
          .map(({ address, ring }) => ({ phone: address, text: `${ring.text} ${ring.link}` }));
      },
      announced: announcer.announced,
      refusing: carrier.refusing,
    },
    workspace,
    dead,
    advance,
    customerPoster,
    operatorPoster,
    newId: () => ids.id(),
    /** A customer whose socket has said hello. */
    async customer(
      id = 'ivan',
      name: string | undefined = 'Ivan Petrov',
      at = workspace.id,
      known: Pick<Caller, 'attributes' | 'site' | 'path' | 'zone'> = {},
    ) {
      const actor = { kind: 'customer' as const, id, ...(name !== undefined && { name }) };
      const found = person(
        {
          workspace: at,
          connection: connection(),
          actor,
          verified: true,
          ...known,
          locale: 'en',
          expires: Number.MAX_SAFE_INTEGER,
        },
        'customer',
      );
      const welcome = await found.send('hello', { version: 1 });
      return { ...found, welcome };
    },
    /** An operator whose console is open, watching the inbox; `atDesk` seconds of heartbeats are kept up by {@link beat}. */
    async operator(id: string, { scope }: { scope?: string } = {}) {
      const { name, role } = OPERATORS.find((operator) => operator.id === id) ?? {
        name: id,
        role: 'operator' as const,
      };
      const actor = { kind: 'operator' as const, id, name, role, ...(scope !== undefined && { scope }) };
      const found = person(
        {
          workspace: workspace.id,
          connection: connection(),
          actor,
          verified: false,
          locale: 'en',
          expires: Number.MAX_SAFE_INTEGER,
        },
        'operator',
      );
      const welcome = await found.send('hello', { version: 1 });
      const beat = async (): Promise<void> => {
        if (!here.at) return;
        await found.send('ping', { seqs: {} });
        later(clock.now() + 25_000, beat);
      };
      const here = { at: true };
      later(clock.now() + 25_000, beat);
      if (scope === undefined) {
        await found.send('presence.set', { state: 'available' });
        await found.send('inbox.watch');
      }
      return {
        ...found,
        welcome,
        /** closes the console without a word, as a laptop's lid does */
        vanish: () => {
          here.at = false;
        },
        leave: async () => {
          here.at = false;
          await found.send('presence.set', { state: 'off' });
        },
      };
    },
    /** the newest state of a conversation */
    async state(conversation: string) {
      const [newest] = await store.conversations.readBack({ workspace: workspace.id, id: conversation }, null, 1);
      if (!newest) throw new Error('no such conversation');
      return newest.state;
    },
    async page() {
      const [newest] = await store.pages.readBack({ workspace: workspace.id, id: 'oncall' }, null, 1);
      return newest?.state ?? null;
    },
    /** codes of the links that a phone has received, oldest first */
    codesFor: (phone: string): string[] =>
      carrier.rung.filter(({ address }) => address === phone).flatMap(({ ring }) => ring.link?.split('/p/')[1] ?? []),
  };
}
