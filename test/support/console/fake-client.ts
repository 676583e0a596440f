import type { Client, ConversationCopy, OperatorState, Pending } from '../../../shared/client/types.ts';
import { cardOf, lastOf } from '../../../shared/domain/conversation/card.ts';
import type { ConversationCommand } from '../../../shared/domain/conversation/commands.ts';
import { decide } from '../../../shared/domain/conversation/decide.ts';
import type { ConversationEvent } from '../../../shared/domain/conversation/events.ts';
import { evolve } from '../../../shared/domain/conversation/evolve.ts';
import { type Conversation, EMPTY } from '../../../shared/domain/conversation/state.ts';
import type { IncidentKind } from '../../../shared/domain/kernel/incidents.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import type { Actor, Body } from '../../../shared/domain/kernel/types.ts';
import type { ServerPush, WireCard, WirePage, WirePerson } from '../../../shared/protocol/pushes.ts';
import { toOperatorCommit } from '../../../shared/protocol/wire.ts';

type Copy = ConversationCopy<
  OperatorState['conversations'] extends ReadonlyMap<string, ConversationCopy<infer V>> ? V : never
>;

/** What somebody did, so many seconds before now. */
export type Step = readonly [
  ago: number,
  actor: Actor,
  command: ConversationCommand | readonly ConversationEvent[],
  body?: Body,
];

export interface FakeOptions {
  readonly me: string;
  readonly role: 'operator' | 'lead';
  readonly people: readonly WirePerson[];
  now(): number;
  readonly workspace?: string;
  readonly today?: { joined: number; inTime: number };
}

/** A console's client with the real rules behind it and no server: commands are decided and answered at once. */
export class FakeClient implements Client<OperatorState> {
  state: OperatorState;
  /** requests made, oldest first */
  readonly requests: { readonly type: string; readonly [field: string]: unknown }[] = [];
  readonly hints: { readonly type: string; readonly [field: string]: unknown }[] = [];
  /** what a kind of request is answered with, where an `ack` is not enough */
  readonly answers = new Map<string, (frame: { readonly [field: string]: unknown }) => ServerPush>();
  /** commands given, oldest first */
  readonly commands: { readonly conversation: string; readonly id: string; readonly type: string }[] = [];
  /** answers of requests take so long, ms */
  delay = 0;
  /** commands stay unanswered while true */
  isSlow = false;
  /** read marks of customers */
  readonly #options: FakeOptions;
  readonly #listeners = new Set<(state: OperatorState) => void>();
  #ids = 0;

  constructor(options: FakeOptions) {
    this.#options = options;
    const now = options.now();
    this.state = {
      connection: { status: 'online', since: now },
      offset: 0,
      welcome: {
        type: 'welcome',
        id: 'welcome-0000000000000',
        version: 1,
        serverTime: now,
        workspace: { id: 'kofevarnya', name: options.workspace ?? 'Кофеварня', connect: 100, reply: 600, silence: 20 },
        staffed: true,
        morning: nextMorning(now),
        me: { id: options.me, role: options.role },
        people: [...options.people],
        page: null,
        ...(options.today && { today: options.today }),
      },
      staffed: true,
      morning: nextMorning(now),
      conversations: new Map(),
      inbox: { cards: new Map(), loaded: true, asOf: now },
      people: options.people,
      viewers: new Map(),
      left: null,
      page: null,
      otherPages: new Map(),
      refusals: [],
    };
  }

  /** Changes the state as the server's frames would. */
  set(part: Partial<OperatorState>): void {
    this.state = { ...this.state, ...part };
    for (const listener of this.#listeners) listener(this.state);
  }

  /** Tells a conversation from its steps. */
  tell(conversation: string, name: string | undefined, verified: boolean, steps: readonly Step[]): void {
    for (const [ago, actor, what, body] of steps) {
      const at = this.#options.now() - ago * 1000;
      if ('type' in what) this.#decide(conversation, actor, what, at, `step-${++this.#ids}-aaaaaaaaaaaa`);
      else this.#append(conversation, actor, what, body ?? {}, at, `step-${++this.#ids}-aaaaaaaaaaaa`);
    }
    this.#card(conversation, { ...(name !== undefined && { name }), verified });
  }

  note(conversation: string, ago: number, person: string, name: string, text: string): void {
    const copy = this.copy(conversation);
    const seq = copy.notes.seq + 1;
    const entry = {
      seq,
      at: this.#options.now() - ago * 1000,
      by: { kind: 'operator' as const, id: person },
      command: `note-${++this.#ids}-aaaaaaaaaaaa`,
      events: [{ type: 'note.posted' as const, person, name, text }],
    };
    this.#copy(conversation, { notes: { ...copy.notes, seq, entries: [...copy.notes.entries, entry] } });
  }

  copy(conversation: string): Copy {
    return this.state.conversations.get(conversation) ?? NO_COPY;
  }
  #copy(conversation: string, part: Partial<Copy>): void {
    const conversations = new Map(this.state.conversations);
    conversations.set(conversation, { ...this.copy(conversation), ...part });
    this.set({ conversations });
  }
  /** what only the server knows: read marks, typing */
  patch(conversation: string, part: Partial<Pick<Copy, 'read' | 'typing' | 'pending' | 'drafts'>>): void {
    this.#copy(conversation, part);
  }
  #card(conversation: string, more: Partial<WireCard>): void {
    const view = this.copy(conversation).log.view;
    if (!view) return;
    const before = this.state.inbox.cards.get(conversation);
    const cards = new Map(this.state.inbox.cards);
    cards.set(conversation, { ...before, ...cardOf(conversation, view as Conversation), ...more });
    this.set({ inbox: { ...this.state.inbox, cards } });
  }

  #decide(conversation: string, actor: Actor, command: ConversationCommand, at: number, id: string): string | null {
    const state = (this.copy(conversation).log.view ?? EMPTY) as Conversation;
    const decision = decide(state, command, {
      now: at,
      actor,
      policy: DEFAULT_POLICY,
      conversation,
      reviewers: ['anna', 'pyotr'],
      morning: nextMorning(at),
    });
    if (!decision.ok) {
      const refusal = { id, conversation, code: decision.reason, command: { ...command } };
      this.set({
        refusals: [
          ...this.state.refusals,
          {
            ...refusal,
            ...(decision.by !== undefined && { by: decision.by }),
            ...(decision.at !== undefined && { at: decision.at }),
          },
        ],
      });
      return decision.reason;
    }
    if (decision.events.length > 0) this.#append(conversation, actor, decision.events, decision.body ?? {}, at, id);
    return null;
  }

  #append(
    conversation: string,
    actor: Actor,
    events: readonly ConversationEvent[],
    body: Body,
    at: number,
    id: string,
  ): void {
    const copy = this.copy(conversation);
    const before = (copy.log.view ?? EMPTY) as Conversation;
    const state = evolve(before, events, at);
    const commit = toOperatorCommit({
      seq: state.seq,
      prev: before.seen,
      commitId: id,
      command: id,
      at,
      by: { kind: actor.kind, id: actor.id },
      events,
      body,
      state,
    });
    const { view, ...entry } = commit;
    this.#copy(conversation, { log: { ...copy.log, seq: state.seq, entries: [...copy.log.entries, entry], view } });
    const said = commit.events.findLast((event) => event.type === 'message.posted');
    const last = lastOf(events);
    this.#card(conversation, {
      ...(said && { preview: said.text, previewBy: said.by }),
      ...(last && { last: { kind: last, at } }),
    });
  }

  get #me(): Actor {
    const me = this.#options.people.find(({ id }) => id === this.#options.me);
    return { kind: 'operator', id: this.#options.me, role: this.#options.role, name: me?.name ?? '' };
  }

  subscribe(listener: (state: OperatorState) => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }
  start(): void {}
  stop(): void {}
  command(
    conversation: string,
    command: Pending['command'],
    log: 'conversation' | 'notes' = 'conversation',
    { id, after }: Pick<Pending, 'id' | 'after'> = { id: `command-${++this.#ids}-aaaaaaaaaaaa`, after: null },
  ): string {
    this.commands.push({ conversation, id, ...command });
    if (this.isSlow) {
      const pending = {
        id,
        conversation,
        log,
        command,
        after,
        queuedAt: this.#options.now(),
        sentAt: null,
        late: false,
      };
      this.#copy(conversation, { pending: [...this.copy(conversation).pending, pending] });
    } else if (command.type.startsWith('incident.')) this.#incident(conversation, command, id);
    else if (log === 'notes') this.note(conversation, 0, this.#me.id, this.#me.name ?? '', String(command['text']));
    else if (command.type === 'message.recall') this.#recall(conversation, command, id);
    else this.#decide(conversation, this.#me, command as unknown as ConversationCommand, this.#options.now(), id);
    return id;
  }

  /** What is recorded of a mistake, as its notes tell it. */
  #incident(conversation: string, command: Pending['command'], id: string): void {
    const copy = this.copy(conversation);
    const who = { by: this.#me.id, name: this.#me.name ?? '' };
    const customerOf = (one: string): string => this.state.inbox.cards.get(one)?.customer ?? 'somebody';
    const incident = command.type === 'incident.open' ? id : String(command['incident']);
    const places = [conversation, ...((command['also'] as readonly string[] | undefined) ?? [])];
    const event = {
      'incident.open': {
        type: 'incident.opened' as const,
        incident,
        kind: command['kind'] as IncidentKind,
        touches: places.map((one) => ({ conversation: one, customer: customerOf(one) })),
        note: String(command['note']),
        ...who,
      },
      'incident.tell': { type: 'incident.told' as const, incident, conversation: String(command['told']), ...who },
      'incident.close': { type: 'incident.closed' as const, incident, outcome: String(command['outcome']), ...who },
    }[command.type];
    if (!event) return;
    const seq = copy.notes.seq + 1;
    const by = { kind: 'operator' as const, id: this.#me.id };
    const entry = { seq, at: this.#options.now(), by, command: id, events: [event] };
    this.#copy(conversation, { notes: { ...copy.notes, seq, entries: [...copy.notes.entries, entry] } });
  }

  /** As the server does it: the original goes to the notes, its text out of the log, then the rules say the rest. */
  #recall(conversation: string, command: Pending['command'], id: string): void {
    const copy = this.copy(conversation);
    const seq = Number(command['seq']);
    const entry = copy.log.entries.find((one) => one.seq === seq);
    const said = entry?.events.find(({ type }) => type === 'message.posted' || type === 'understanding.proposed');
    if (!said || !('text' in said)) return;
    const person = 'person' in said ? String(said.person) : this.#me.id;
    const withdrawn = { type: 'message.withdrawn', seq, person, by: this.#me.id, text: said.text ?? null } as const;
    const reason = command['reason'] as Extract<ConversationCommand, { type: 'message.recall' }>['reason'];
    const note: (typeof copy.notes.entries)[number] = {
      seq: copy.notes.seq + 1,
      at: this.#options.now(),
      by: { kind: 'operator', id: this.#me.id },
      command: id,
      events: [{ ...withdrawn, reason }],
    };
    const blank = copy.log.entries.map((one) =>
      one.seq === seq ? { ...one, events: one.events.map((event) => ({ ...event, text: null }) as typeof event) } : one,
    );
    this.#copy(conversation, {
      log: { ...copy.log, entries: blank },
      notes: { ...copy.notes, seq: note.seq, entries: [...copy.notes.entries, note] },
    });
    const written = { by: person };
    this.#decide(conversation, this.#me, { type: 'message.recall', seq, reason, written }, this.#options.now(), id);
  }
  async request(frame: { readonly type: string; readonly [field: string]: unknown }): Promise<ServerPush> {
    this.requests.push(frame);
    if (this.delay > 0) await new Promise((resolve) => setTimeout(resolve, this.delay));
    const told = this.answers.get(frame.type);
    if (told) return told(frame);
    if (frame.type === 'draft.keep') return { type: 'kept', id: 'request-0000000000000', at: this.#options.now() };
    if (frame.type === 'presence.set') {
      const presence = frame['state'] as WirePerson['presence'];
      this.set({
        people: this.state.people.map((person) => (person.id === this.#options.me ? { ...person, presence } : person)),
      });
    }
    if (frame.type === 'alarm.raise')
      this.set({ page: aPage(this.#options.now(), { alarm: { by: this.#options.me } }) });
    if (frame.type === 'page.acknowledge' && this.state.page)
      this.set({
        page: {
          ...this.state.page,
          status: 'acknowledged',
          acknowledged: { by: this.#options.me, at: this.#options.now() },
        },
      });
    return { type: 'ack', id: 'request-0000000000000' };
  }
  hint(frame: { readonly type: string; readonly [field: string]: unknown }): void {
    this.hints.push(frame);
    if (frame.type !== 'read') return;
    const id = String(frame['conversation']);
    const { read } = this.copy(id);
    this.#copy(id, { read: { ...read, operator: Math.max(read.operator, Number(frame['seq'])) } });
  }
  watch(): void {}
  unwatch(): void {}
  older(): void {}
  dismiss(refusal: string): void {
    this.set({ refusals: this.state.refusals.filter(({ id }) => id !== refusal) });
  }
  wake(): void {}
  setActive(): void {}
}

const NO_COPY: Copy = {
  log: { seq: 0, entries: [], view: null, complete: true, syncing: false },
  notes: { seq: 0, entries: [], view: null, complete: true, syncing: false },
  pending: [],
  typing: null,
  read: { customer: 0, operator: 0, delivered: 0 },
};

/** 9:00 of the next day, by the local clock. */
function nextMorning(at: number): number {
  const day = new Date(at);
  day.setDate(day.getDate() + 1);
  return day.setHours(9, 0, 0, 0);
}

/** A page that rings Anna. */
const aPage = (now: number, part: Partial<WirePage> = {}): WirePage => ({
  ladder: 'oncall',
  episode: 7,
  status: 'ringing',
  raisedAt: now,
  step: 0,
  ringing: ['anna'],
  waits: [],
  more: 0,
  alarm: null,
  acknowledged: null,
  reached: true,
  ...part,
});
