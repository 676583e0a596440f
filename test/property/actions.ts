import fc from 'fast-check';
import type { ConversationCommand } from '../../shared/domain/conversation/commands.ts';
import { EMPTY } from '../../shared/domain/conversation/state.ts';
import type { Actor } from '../../shared/domain/kernel/types.ts';
import { NO_PAGE } from '../../shared/domain/paging/state.ts';
import { type ChatLog, stateOf } from './logs.ts';
import { EVERYBODY, operator, type Presence, type Simulator } from './simulator.ts';

/** What people and the world do in a run, as data, so that a failing run can be shrunk. Names are as long as real ones. */
export const WORKSPACES = ['kofevarnya', 'konsol'] as const;
export const CHATS = ['c-0123456789abcdefghij', 'c-abcdefghij0123456789'] as const;
export const CUSTOMERS = ['u-ivan-0123456789abcd', 'u-olga-0123456789abcd'] as const;
export const LEADS = ['anna0000-0000-4000-8000-000000000001', 'pyotr000-0000-4000-8000-000000000002'] as const;
export const OPERATORS = [
  ...LEADS,
  'oleg0000-0000-4000-8000-000000000003',
  'maria000-0000-4000-8000-000000000004',
] as const;
/** in every text that no customer may ever see */
export const SECRET = 'for-the-team-only';

/** In a command, for what only the log knows: filled in when it is first sent. Times are seconds ahead until then. */
const LATEST = -1;

/** Everything that somebody types in a run: it may stand in a body, and never in an event or a state. */
export const TYPED = new Set<string>();
const typed = (text: string): string => {
  TYPED.add(text);
  return text;
};
/** A number as it is typed, and as it is kept. */
const number = (text: string, kept: string): string => {
  TYPED.add(kept);
  return typed(text);
};
const say = (text: string): ConversationCommand => ({ type: 'message.post', text: typed(text) });

const customerCommand: fc.Arbitrary<ConversationCommand> = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom('Не работает', 'Ау?', 'оператор').map((text) => say(text)) },
  {
    weight: 3,
    arbitrary: fc.constantFrom<ConversationCommand>(
      { type: 'human.request' },
      { type: 'human.request', choice: 'wake' },
      { type: 'human.request', choice: 'morning' },
    ),
  },
  {
    weight: 5,
    arbitrary: fc.constantFrom<ConversationCommand>(
      { type: 'answer.dispute' },
      { type: 'solved.answer', solved: false },
      { type: 'solved.answer', solved: true },
      { type: 'conversation.rate', score: 'bad', comment: typed('Долго') },
      { type: 'conversation.rate', score: 'good' },
      { type: 'conversation.close' },
    ),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom<ConversationCommand>(
      say('Спасибо!'),
      { type: 'understanding.answer', seq: LATEST, yes: true },
      { type: 'understanding.answer', seq: LATEST, yes: false },
      { type: 'callback.request', phone: number('8 (912) 345-67-89', '+79123456789') },
      { type: 'callback.request', phone: number('+49 30 901820', '+4930901820'), at: 3_000 },
      { type: 'callback.cancel' },
    ),
  },
);
const operatorCommand: fc.Arbitrary<ConversationCommand> = fc.oneof(
  { weight: 5, arbitrary: fc.constantFrom('Почистите фильтр.', 'Минуту, пожалуйста.').map((text) => say(text)) },
  {
    weight: 8,
    arbitrary: fc.constantFrom<ConversationCommand>(
      { type: 'conversation.claim' },
      { type: 'conversation.claim' },
      { type: 'conversation.claim', reason: typed(SECRET) },
      { type: 'conversation.release' },
      { type: 'conversation.reopen' },
      { type: 'conversation.close' },
      { type: 'conversation.close' },
      { type: 'morning.propose' },
      { type: 'review.close', outcome: typed(SECRET) },
    ),
  },
  {
    weight: 8,
    arbitrary: fc.constantFrom<ConversationCommand>(
      { type: 'conversation.snooze', until: null },
      { type: 'conversation.snooze', until: 120 },
      { type: 'conversation.snooze', until: 20_000 },
      { type: 'conversation.snooze', until: 10 },
      { type: 'conversation.wake' },
      { type: 'conversation.tag', label: 'Возврат' },
      { type: 'conversation.untag', label: 'возврат' },
      { type: 'promise.make', text: typed('Выясню и напишу'), due: 200 },
      { type: 'promise.make', text: typed('Выясню и напишу'), due: 5_000 },
      { type: 'promise.make', text: typed('Минуту, пожалуйста.'), due: 5_000 },
      { type: 'promise.settle', outcome: 'kept' },
      { type: 'promise.settle', outcome: 'moved', due: 2_000 },
      { type: 'message.post', text: typed('Выяснил'), settles: true },
      { type: 'message.post', text: typed(SECRET), draft: { conversation: 'another', customer: 'another' } },
      { type: 'understanding.propose', text: typed('Не греет') },
      { type: 'callback.offer' },
      { type: 'callback.done', outcome: 'reached' },
      { type: 'callback.done', outcome: 'missed' },
      { type: 'message.recall', seq: LATEST, reason: 'wrong_chat', written: { by: '' } },
    ),
  },
);
/** How a command fares on its way: where its function stops, and whether its answer arrives. */
const journey = fc.record({
  stop: fc.option(fc.record({ at: fc.nat(6), fate: fc.constantFrom('killed' as const, 'stands' as const) }), {
    freq: 3,
  }),
  answerLost: fc.boolean(),
  synced: fc.boolean(),
});
/** Mostly the first of each: it is where things meet that they go wrong. */
const mostly = <T>([first, ...others]: readonly [T, ...T[]]): fc.Arbitrary<T> =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(first) }, { weight: 1, arbitrary: fc.constantFrom(first, ...others) });
const workspace = mostly<string>(WORKSPACES);
const chat = mostly<string>(CHATS);

export const action = fc.oneof(
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('customer' as const),
      workspace,
      chat,
      who: mostly<string>(CUSTOMERS),
      command: customerCommand,
      journey,
    }),
  },
  {
    weight: 9,
    arbitrary: fc.record({
      do: fc.constant('operator' as const),
      workspace,
      chat,
      who: mostly<string>([OPERATORS[2], ...OPERATORS]),
      command: operatorCommand,
      journey,
    }),
  },
  {
    weight: 10,
    arbitrary: fc.record({
      do: fc.constant('time' as const),
      seconds: fc.oneof(
        { weight: 4, arbitrary: fc.integer({ min: 0, max: 30 }) },
        { weight: 3, arbitrary: fc.integer({ min: 30, max: 200 }) },
        { weight: 1, arbitrary: fc.integer({ min: 200, max: 30_000 }) },
      ),
    }),
  },
  {
    weight: 4,
    arbitrary: fc.record({
      do: fc.constant('presence' as const),
      workspace,
      who: fc.constantFrom(...OPERATORS),
      state: fc.constantFrom<Presence>('available', 'away', 'off', 'off'),
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('night' as const), night: fc.boolean() }) },
  {
    weight: 3,
    arbitrary: fc.record({
      do: fc.constant('acknowledge' as const),
      workspace,
      who: fc.constantFrom(...LEADS),
      journey,
    }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('pass' as const), workspace, who: fc.constantFrom(...LEADS) }) },
  {
    weight: 1,
    arbitrary: fc.record({ do: fc.constant('alarm' as const), workspace, who: fc.constantFrom(...OPERATORS) }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      do: fc.constant('phone' as const),
      who: fc.constantFrom(...LEADS, EVERYBODY),
      refuses: fc.boolean(),
    }),
  },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('redeliver' as const), which: fc.nat(), journey }) },
  {
    weight: 2,
    arbitrary: fc.record({ do: fc.constant('power' as const), queue: fc.boolean(), machines: fc.boolean() }),
  },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('wake' as const) }) },
);
type Made<A> = A extends fc.Arbitrary<infer T> ? T : never;
export type Action = Made<typeof action>;

const arrives: Journey = { stop: null, answerLost: false, synced: true };
const first = { workspace: WORKSPACES[0], chat: CHATS[0], journey: arrives } as const;
const asks = (command: ConversationCommand): Action => ({ do: 'customer', who: CUSTOMERS[0], command, ...first });
const does = (command: ConversationCommand, who: string = OPERATORS[2]): Action => ({
  do: 'operator',
  who,
  command,
  ...first,
});
const here: Action = { do: 'presence', workspace: WORKSPACES[0], who: OPERATORS[2], state: 'available' };

/** Where a run begins, so that chance needs not find the way to every corner by itself. */
const beginnings: readonly (readonly Action[])[] = [
  [],
  [here, asks(say('Не работает'))],
  [asks(say('Не работает')), { do: 'time', seconds: 25 }],
  [here, asks(say('Не работает')), does(say('Минуту, пожалуйста.'))],
  [here, asks(say('Не работает')), does(say('Почистите фильтр.')), asks(say('Ау?')), { do: 'time', seconds: 610 }],
  [asks({ type: 'human.request', choice: 'morning' })],
  [
    here,
    asks(say('Не работает')),
    does({ type: 'promise.make', text: typed('Выясню и напишу'), due: 5_000 }),
    does({ type: 'conversation.snooze', until: 20_000 }),
  ],
  [here, asks(say('Не работает')), does(say('Почистите фильтр.')), does({ type: 'conversation.snooze', until: null })],
  [
    here,
    asks(say('Не работает')),
    does(say('Почистите фильтр.')),
    does({ type: 'conversation.snooze', until: 120 }),
    { do: 'time', seconds: 150 },
  ],
  [here, asks(say('Не работает')), does({ type: 'understanding.propose', text: typed('Не греет') })],
  [asks({ type: 'callback.request', phone: number('+49 30 901820', '+4930901820'), at: 3_000 })],
  [asks(say('Не работает')), asks({ type: 'callback.request', phone: number('8 (912) 345-67-89', '+79123456789') })],
  [
    here,
    asks(say('Не работает')),
    asks({ type: 'callback.request', phone: number('+49 30 901820', '+4930901820'), at: 3_000 }),
  ],
  [here, asks(say('Не работает')), does(say('Почистите фильтр.')), does({ type: 'conversation.close' })],
  [
    here,
    asks(say('Не работает')),
    does(say('Почистите фильтр.')),
    does({ type: 'conversation.close' }),
    asks({ type: 'conversation.rate', score: 'bad' }),
  ],
  [
    asks(say('Не работает')),
    does(say('Почистите фильтр.'), LEADS[0]),
    does({ type: 'conversation.close' }, LEADS[0]),
    asks({ type: 'conversation.rate', score: 'bad' }),
    does({ type: 'review.close', outcome: typed(SECRET) }, LEADS[0]),
  ],
];
/** A run: where it begins, and what happens then. */
export const story: fc.Arbitrary<Action[]> = fc
  .tuple(fc.constantFrom(...beginnings), fc.array(action, { maxLength: 60, size: 'max' }))
  .map(([beginning, more]) => [...beginning, ...more]);

interface Frame {
  readonly id: string;
  readonly after: number;
  readonly command: ConversationCommand;
}
type Journey = Made<typeof journey>;

/** A command as a client makes it, of the log as it stands. */
function filled(command: ConversationCommand, log: ChatLog, { now }: Simulator): ConversationCommand {
  const ahead = (seconds: number): number => now + seconds * 1000;
  switch (command.type) {
    case 'conversation.snooze':
      return { ...command, until: command.until === null ? null : ahead(command.until) };
    case 'promise.make':
      return { ...command, due: ahead(command.due) };
    case 'promise.settle':
      return command.due === undefined ? command : { ...command, due: ahead(command.due) };
    case 'callback.request':
      return command.at === undefined ? command : { ...command, at: ahead(command.at) };
    case 'understanding.answer':
      return { ...command, seq: stateOf(log, EMPTY).understanding?.seq ?? 1 };
    case 'message.recall': {
      const said = log.commits.findLast(({ events }) =>
        events.some((e) => e.type === 'message.posted' && e.by === 'operator'),
      );
      const ended = said?.events.find((event) => event.type === 'clock.stopped' && event.outcome === 'answered');
      const written = { by: said?.by.id ?? '', ...(ended?.type === 'clock.stopped' && { ended: ended.since }) };
      return { ...command, seq: said?.seq ?? 1, written };
    }
    default:
      return command;
  }
}

/** One tab: it keeps one unacknowledged command and sends it again, unchanged, until it is answered. */
export class Sender {
  readonly workspace: string;
  readonly chat: string;
  readonly actor: Actor;
  known = 0;
  pending: Frame | null = null;
  /** every command in the order it was first sent, and whether its commit was acknowledged */
  readonly sent: { readonly frame: Frame; acknowledged: boolean }[] = [];

  constructor(workspace: string, chat: string, actor: Actor) {
    this.workspace = workspace;
    this.chat = chat;
    this.actor = actor;
  }

  send(sim: Simulator, command: ConversationCommand, journey: Journey): void {
    if (!this.pending) {
      if (journey.synced) this.known = stateOf(sim.chat(this.workspace, this.chat), EMPTY).seq;
      const meant = filled(command, sim.chat(this.workspace, this.chat), sim);
      this.pending = { id: `${this.workspace}-${sim.id()}`, after: this.known, command: meant };
      this.sent.push({ frame: this.pending, acknowledged: false });
    }
    this.deliver(sim, this.pending, journey);
  }

  deliver(sim: Simulator, frame: Frame, { stop, answerLost }: Journey): void {
    const result = sim.run(sim.command(this.workspace, this.chat, this.actor, frame), stop);
    if (!result || answerLost || frame !== this.pending) return;
    if (!result.ok && result.reason === 'busy') return;
    this.pending = null;
    if (!result.ok || !result.commit) return;
    this.known = Math.max(this.known, result.commit.seq);
    for (const one of this.sent) if (one.frame === frame) one.acknowledged = true;
  }
}

/** Plays actions on a simulator. */
export class Play {
  readonly sim: Simulator;
  readonly senders = new Map<string, Sender>();
  /** seconds of the actions are for the ordinary policy; a fast one has them shortened */
  private readonly scale: number;

  constructor(sim: Simulator) {
    this.sim = sim;
    this.scale = sim.policy.recheck / 60;
  }

  sender(workspace: string, chat: string, actor: Actor): Sender {
    const key = `${workspace}/${chat}/${actor.id}`;
    const sender = this.senders.get(key) ?? new Sender(workspace, chat, actor);
    this.senders.set(key, sender);
    return sender;
  }

  do(step: Action): void {
    const { sim } = this;
    if (step.do === 'customer') {
      const actor: Actor = { kind: 'customer', id: step.who, name: 'Customer' };
      this.sender(step.workspace, step.chat, actor).send(sim, step.command, step.journey);
    } else if (step.do === 'operator') {
      this.sender(step.workspace, step.chat, operator(step.who, LEADS)).send(sim, step.command, step.journey);
    } else if (step.do === 'time') sim.advance(Math.ceil(step.seconds * 1000 * this.scale));
    else if (step.do === 'presence') sim.setPresence(step.workspace, step.who, step.state);
    else if (step.do === 'night') sim.setNight(step.night);
    else if (step.do === 'acknowledge') {
      sim.run(sim.acknowledge(step.workspace, step.who, this.episode(step.workspace)), step.journey.stop);
    } else if (step.do === 'pass') {
      const episode = this.episode(step.workspace);
      sim.run(sim.pageCommand(step.workspace, { type: 'page.pass', by: step.who, episode }));
    } else if (step.do === 'alarm') sim.run(sim.raiseAlarm(step.workspace, step.who));
    else if (step.do === 'phone') sim.refusing[step.refuses ? 'add' : 'delete'](step.who);
    else if (step.do === 'redeliver') this.redeliver(step.which, step.journey);
    else if (step.do === 'power') sim.alive = { queue: step.queue, machines: step.machines };
    else sim.wake(true);
  }

  private episode(workspace: string): number {
    return stateOf(this.sim.page(workspace), NO_PAGE).episode;
  }

  /** A frame that was sent before arrives once more, however late. */
  private redeliver(which: number, journey: Journey): void {
    const senders = [...this.senders.values()].filter(({ sent }) => sent.length > 0);
    const sender = senders[which % Math.max(1, senders.length)];
    const again = sender?.sent[which % sender.sent.length];
    if (sender && again) sender.deliver(this.sim, again.frame, journey);
  }

  /** The network and everything else work again; every sender gets its answer. */
  heal(): void {
    const { sim } = this;
    sim.alive = { queue: true, machines: true };
    sim.chaotic = false;
    sim.wake(true);
    for (const sender of this.senders.values())
      while (sender.pending) sender.deliver(sim, sender.pending, { stop: null, answerLost: false, synced: false });
  }
}
