import type { SocketLike } from '../../shared/client/types.ts';
import { customerView } from '../../shared/domain/conversation/audience.ts';
import { cardOf } from '../../shared/domain/conversation/card.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import { evolve } from '../../shared/domain/conversation/evolve.ts';
import { type Conversation, EMPTY } from '../../shared/domain/conversation/state.ts';
import type { Body } from '../../shared/domain/kernel/types.ts';
import { evolveNotes, NO_NOTES } from '../../shared/domain/notes/notes.ts';
import { encode, errorFrame, parseCommand } from '../../shared/protocol/codec.ts';
import type { Code } from '../../shared/protocol/codes.ts';
import {
  type ClientCommand,
  CUSTOMER_COMMANDS,
  CustomerCommandSchema,
  OPERATOR_COMMANDS,
  OperatorCommandSchema,
} from '../../shared/protocol/commands.ts';
import { inboxHash } from '../../shared/protocol/hash.ts';
import {
  CustomerPushSchema,
  OperatorPushSchema,
  type ServerPush,
  type WireCard,
} from '../../shared/protocol/pushes.ts';
import {
  type ConversationCommit,
  type NoteCommit,
  toCustomerCommit,
  toOperatorCommit,
  toOperatorNoteCommit,
  toWireView,
} from '../../shared/protocol/wire.ts';
import type { FakeClock } from './fake-clock.ts';

/**
 * A server in the test's own process that keeps the contract (docs/PROTOCOL.md) and lets a test spoil it. It has the real
 * schemas, wire mapping and `evolve`, and no rules: every command of a log is accepted.
 *
 * To bend it, from the most to the least common:
 * - `drop()` cuts sockets; `commit()` writes as somebody else; `send()` pushes any frame.
 * - `network` decides each frame's fate: its delays in ms, none = lost, two = twice.
 * - `answer` replaces the answer to a frame; `ticket` what fetching a ticket does.
 */
type Door = 'customer' | 'operator';
type Frame = ClientCommand;
export interface Hop {
  readonly to: 'server' | 'client';
  readonly frame: Frame | ServerPush;
  readonly person: string;
}
interface Logs {
  conversation: ConversationCommit[];
  notes: NoteCommit[];
}

export class FakeServer {
  readonly clock: FakeClock;
  /** what arrived, with its sender */
  readonly received: { readonly person: string; readonly frame: Frame }[] = [];
  readonly sockets = new Set<FakeSocket>();
  readonly logs = new Map<string, Logs>();
  /** names and previews, as the projection has them */
  readonly cardExtras = new Map<string, Partial<WireCard>>();
  readonly opened: { readonly address: string; readonly protocols: readonly string[] }[] = [];
  network: (hop: Hop) => readonly number[] = () => [10];
  answer: (frame: Frame, socket: FakeSocket) => ServerPush | 'silence' | string | undefined = () => undefined;
  ticket: (person: string, door: Door) => Promise<{ ticket: string; address: string }> = async (person, door) => ({
    ticket: `ticket-${person}`,
    address: `wss://fake/${door}`,
  });
  /** how many newer commits a command may follow */
  behind = 200;
  staffed = true;
  cardsPerFrame = 2;
  #ids = 0;

  constructor(clock: FakeClock) {
    this.clock = clock;
  }

  id(): string {
    return `server-made-id-${String(++this.#ids).padStart(8, '0')}`;
  }

  /** For `openSocket`: who connects is in the ticket. */
  open(address: string, protocols: readonly string[]): SocketLike {
    this.opened.push({ address, protocols });
    const socket = new FakeSocket(
      this,
      (protocols[1] ?? '').replace('ticket-', ''),
      address.endsWith('operator') ? 'operator' : 'customer',
    );
    this.sockets.add(socket);
    this.clock.setTimer(() => this.sockets.has(socket) && socket.onopen?.(), 10);
    return socket;
  }

  /** Cuts the sockets of a person, or all: nothing more goes either way. */
  drop(person?: string): void {
    for (const socket of [...this.sockets])
      if (person === undefined || socket.person === person) {
        this.sockets.delete(socket);
        socket.onclose?.({ code: 1006 });
      }
  }

  framesOf<T extends Frame['type']>(type: T): Extract<Frame, { type: T }>[] {
    return this.received.map(({ frame }) => frame).filter((frame) => frame.type === type) as Extract<
      Frame,
      { type: T }
    >[];
  }

  log(conversation: string): Logs {
    const logs = this.logs.get(conversation) ?? { conversation: [], notes: [] };
    this.logs.set(conversation, logs);
    return logs;
  }
  stateOf = (conversation: string): Conversation => this.log(conversation).conversation.at(-1)?.state ?? EMPTY;
  cards = (): WireCard[] =>
    [...this.logs.keys()].map((id) => ({ ...cardOf(id, this.stateOf(id)), ...this.cardExtras.get(id) }));

  /** Writes a commit and tells whom it concerns. */
  commit(
    conversation: string,
    by: { kind: 'customer' | 'operator' | 'system'; id: string },
    events: readonly ConversationEvent[],
    { body = {}, command = this.id(), except }: { body?: Body; command?: string; except?: FakeSocket } = {},
  ): ConversationCommit {
    const before = this.stateOf(conversation);
    const at = this.clock.now();
    const state = evolve(before, events, at);
    const commit = { seq: state.seq, prev: before.seen, commitId: this.id(), command, at, by, events, body, state };
    this.log(conversation).conversation.push(commit);
    for (const socket of this.sockets) {
      if (socket === except) continue;
      const push = this.#wire(socket, commit);
      const hears = socket.door === 'customer' ? socket.person === state.customer : socket.topics.has(conversation);
      if (push && hears)
        this.send(socket, { type: 'commit', conversation, log: 'conversation', ...push } as ServerPush);
      if (socket.topics.has('inbox') && state.moved.seq === state.seq)
        this.send(socket, { type: 'inbox', cards: [{ ...cardOf(conversation, state) }], whole: false });
    }
    return commit;
  }

  /** A message of somebody else. */
  say(conversation: string, by: 'customer' | 'operator', person: string, text: string): ConversationCommit {
    const opening = this.stateOf(conversation).status === 'none';
    return this.commit(
      conversation,
      { kind: by, id: person },
      [
        ...(opening ? [{ type: 'conversation.opened', customer: person } as const] : []),
        { type: 'message.posted', by, person },
      ],
      { body: { text } },
    );
  }

  note(conversation: string, person: string, text: string, command = this.id(), except?: FakeSocket): NoteCommit {
    const { notes } = this.log(conversation);
    const before = notes.at(-1)?.state ?? NO_NOTES;
    const state = evolveNotes(before);
    const commit: NoteCommit = {
      seq: state.seq,
      prev: before.seen,
      commitId: this.id(),
      command,
      at: this.clock.now(),
      by: { kind: 'operator', id: person },
      events: [{ type: 'note.posted', person }],
      body: { text },
      state,
    };
    notes.push(commit);
    for (const socket of this.sockets)
      if (socket !== except && socket.topics.has(conversation))
        this.send(socket, { type: 'commit', conversation, log: 'notes', ...toOperatorNoteCommit(commit) });
    return commit;
  }

  /** Sends a frame, or any text, to a socket: validated, and over the network of the test. */
  send(socket: FakeSocket, frame: ServerPush | string): void {
    const text = typeof frame === 'string' ? frame : encodePush(socket.door, frame);
    const fate = typeof frame === 'string' ? [10] : this.network({ to: 'client', frame, person: socket.person });
    for (const delay of fate)
      this.clock.setTimer(() => this.sockets.has(socket) && socket.onmessage?.({ data: text }), delay);
  }

  /** A frame's way to the server: lost, late or twice as `network` says. */
  carry(socket: FakeSocket, text: string): void {
    const parsed =
      socket.door === 'customer'
        ? parseCommand(CustomerCommandSchema, CUSTOMER_COMMANDS, text)
        : parseCommand(OperatorCommandSchema, OPERATOR_COMMANDS, text);
    if (!parsed.ok) throw new Error(`the client sent what the contract does not know: ${text}`);
    const { frame } = parsed;
    for (const delay of this.network({ to: 'server', frame, person: socket.person }))
      this.clock.setTimer(() => this.#receive(socket, frame), delay); // what was sent arrives, though the socket be gone
  }

  #receive(socket: FakeSocket, frame: Frame): void {
    this.received.push({ person: socket.person, frame });
    const answer = this.answer(frame, socket) ?? this.#handle(socket, frame);
    if (answer !== 'silence') this.send(socket, answer);
  }

  #wire(socket: FakeSocket, commit: ConversationCommit) {
    return socket.door === 'customer' ? toCustomerCommit(commit, () => 'Анна') : toOperatorCommit(commit);
  }

  #handle(socket: FakeSocket, frame: Frame): ServerPush | 'silence' {
    const { clock, staffed } = this;
    const time = { serverTime: clock.now(), staffed, morning: clock.now() + 3_600_000 };
    switch (frame.type) {
      case 'hello':
        return this.#welcome(socket, frame.id);
      case 'ping':
        this.#repair(socket, frame);
        return { type: 'pong', id: frame.id, ...time, ...(socket.door === 'operator' && { people: [] }) };
      case 'sync':
        return this.#synced(socket, frame, frame.since) ?? error(frame.id, 'not_found');
      case 'history':
        return this.#history(socket, frame) ?? error(frame.id, 'not_found');
      case 'typing':
      case 'read':
      case 'delivered':
      case 'viewing':
        return 'silence';
      case 'inbox.watch': {
        socket.topics.add('inbox');
        return this.#inbox(socket, frame.id);
      }
      case 'conversation.watch': {
        const { id, conversation } = frame;
        socket.topics.add(conversation);
        const notes = this.#synced(socket, { id, conversation, log: 'notes' }, frame.notes);
        if (notes && notes.commits.length > 0) this.send(socket, notes);
        return this.#synced(socket, { id, conversation, log: 'conversation' }, frame.since) ?? error(id, 'not_found');
      }
      case 'conversation.unwatch':
        socket.topics.delete(frame.conversation);
        return { type: 'ack', id: frame.id };
      case 'presence.set':
      case 'alarm.raise':
      case 'page.acknowledge':
      case 'page.pass':
      case 'page.widen':
      case 'page.call_off':
      case 'specialist.wake':
      case 'customer.card':
      case 'conversations.search':
      case 'mistakes':
      case 'tags':
        return { type: 'ack', id: frame.id };
      case 'draft.keep':
        return { type: 'kept', id: frame.id, at: this.clock.now() };
      default:
        return this.#command(socket, frame);
    }
  }

  #welcome(socket: FakeSocket, id: string): ServerPush {
    const { person, door } = socket;
    const base = {
      type: 'welcome' as const,
      id,
      version: 1 as const,
      serverTime: this.clock.now(),
      staffed: this.staffed,
      morning: this.clock.now() + 3_600_000,
      workspace: { id: 'w', name: 'Кофе', connect: 100, reply: 600, silence: 20 },
    };
    const conversations = [...this.logs.keys()]
      .filter((key) => this.stateOf(key).customer === person)
      .map((conversation) => ({
        conversation,
        seq: this.stateOf(conversation).seen.customer,
        status: 'open' as const,
      }));
    return door === 'customer'
      ? { ...base, me: { id: person, verified: false }, conversations, faces: [] }
      : { ...base, me: { id: person, role: 'lead' }, people: [], page: null };
  }

  #synced(socket: FakeSocket, ask: { id: string; conversation: string; log: 'conversation' | 'notes' }, since: number) {
    const all = this.#all(socket, ask);
    if (!all) return null;
    const newer = all.commits.filter(({ seq }) => seq > since);
    const isFar = newer.length > this.behind || since > all.last;
    const commits = isFar ? all.commits.slice(-2) : newer.slice(0, 3); // small pages: `more` and `reset` are common here
    const more = isFar ? all.commits.length > 2 : newer.length > 3;
    const { id, conversation, log } = ask;
    return {
      type: 'synced',
      id,
      conversation,
      log,
      commits,
      seq: all.seq,
      view: all.view,
      more,
      reset: isFar,
    } as Synced;
  }

  #history(socket: FakeSocket, ask: Extract<Frame, { type: 'history' }>) {
    const all = this.#all(socket, ask);
    if (!all) return null;
    const older = all.commits.filter(({ seq }) => ask.before === null || seq < ask.before);
    const { id, conversation, log } = ask;
    const page = { commits: older.slice(-2), more: older.length > 2, reset: false };
    return { type: 'synced', id, conversation, log, seq: all.seq, view: all.view, ...page } as Synced;
  }

  /** Everything of a log for this socket's audience; null when there is no such conversation for it. */
  #all(socket: FakeSocket, { conversation, log }: { conversation: string; log: 'conversation' | 'notes' }) {
    const logs = this.logs.get(conversation);
    const state = this.stateOf(conversation);
    if (log === 'notes') {
      const notes = logs?.notes ?? [];
      return { commits: notes.map(toOperatorNoteCommit), seq: notes.length, last: notes.length, view: null };
    }
    if (!logs || state.seq === 0 || (socket.door === 'customer' && state.customer !== socket.person)) return null;
    const commits = logs.conversation.map((commit) => this.#wire(socket, commit)).filter((commit) => commit !== null);
    const view = socket.door === 'customer' ? toWireView(customerView(state), () => 'Анна') : commits.at(-1)?.view;
    return { commits, seq: state.seq, last: state.seq, view };
  }

  #repair(socket: FakeSocket, frame: Extract<Frame, { type: 'ping' }>): void {
    for (const [conversation, seq] of Object.entries(frame.seqs)) {
      const all = this.#all(socket, { conversation, log: 'conversation' });
      const newest = all?.commits.at(-1);
      if (newest && newest.seq > seq)
        this.send(socket, { type: 'commit', conversation, log: 'conversation', ...newest } as ServerPush);
    }
    if (!('notes' in frame)) return;
    for (const [conversation, seq] of Object.entries(frame.notes ?? {})) {
      const notes = this.#synced(socket, { id: frame.id, conversation, log: 'notes' }, seq);
      if (notes && notes.commits.length > 0) this.send(socket, notes);
    }
    if (frame.inbox !== undefined && frame.inbox !== inboxHash(this.cards())) this.send(socket, this.#inbox(socket));
  }

  #inbox(socket: FakeSocket, id?: string): ServerPush {
    const cards = this.cards();
    const part = (from: number, more: boolean) =>
      ({
        type: 'inbox',
        whole: true,
        more,
        cards: cards.slice(from, from + this.cardsPerFrame),
        ...(id !== undefined && { id }),
      }) as const;
    let from = 0;
    for (; from + this.cardsPerFrame < cards.length; from += this.cardsPerFrame) this.send(socket, part(from, true));
    return part(from, false);
  }

  /** Appends a command once: the same id after `after` is the same command. */
  #command(socket: FakeSocket, frame: Extract<Frame, { after: number }>): ServerPush {
    const { id, conversation, after } = frame;
    const log = frame.type === 'note.post' ? 'notes' : 'conversation';
    const commits: readonly (ConversationCommit | NoteCommit)[] = this.log(conversation)[log];
    const newer = commits.filter(({ seq }) => seq > after);
    if (newer.length > this.behind || (after > 0 && commits.length < after)) return error(id, 'resync');
    const known = newer.find((commit) => commit.command === id && commit.by.id === socket.person);
    const commit = known ?? this.#append(socket, frame);
    const own =
      log === 'notes' ? toOperatorNoteCommit(commit as NoteCommit) : this.#wire(socket, commit as ConversationCommit);
    return { type: 'ack', id, seq: commit.seq, conversation, log, ...(own && { commit: own }) } as ServerPush;
  }

  #append(socket: FakeSocket, frame: Extract<Frame, { after: number }>): ConversationCommit | NoteCommit {
    const { id: command, conversation } = frame;
    const { person, door } = socket;
    if (frame.type === 'note.post') return this.note(conversation, person, frame.text, command, socket);
    const opening = this.stateOf(conversation).status === 'none';
    const event: ConversationEvent =
      frame.type === 'message.post'
        ? { type: 'message.posted', by: door, person }
        : frame.type === 'conversation.claim'
          ? { type: 'conversation.claimed', owner: person }
          : { type: 'human.requested' };
    const events = [...(opening ? [{ type: 'conversation.opened', customer: person } as const] : []), event];
    const body = frame.type === 'message.post' ? { text: frame.text } : {};
    return this.commit(conversation, { kind: door, id: person }, events, { body, command, except: socket });
  }
}

type Synced = Extract<ServerPush, { type: 'synced' }>;
const error = (id: string, code: Code): ServerPush => errorFrame(id, code);

const encodePush = (door: Door, frame: ServerPush): string =>
  door === 'customer'
    ? encode(CustomerPushSchema, frame as Parameters<typeof encode<typeof CustomerPushSchema>>[1])
    : encode(OperatorPushSchema, frame as Parameters<typeof encode<typeof OperatorPushSchema>>[1]);

export class FakeSocket implements SocketLike {
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: unknown }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  readonly person: string;
  readonly door: Door;
  readonly topics = new Set<string>();
  readonly #server: FakeServer;

  constructor(server: FakeServer, person: string, door: Door) {
    this.#server = server;
    this.person = person;
    this.door = door;
  }
  send(data: string): void {
    this.#server.carry(this, data);
  }
  close(): void {
    this.#server.sockets.delete(this);
  }
}
