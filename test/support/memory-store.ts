import assert from 'node:assert/strict';
import { isDeepStrictEqual } from 'node:util';
import type { DueIndex, DueLease } from '../../functions/clocks/ports.ts';
import type { ReadMarks } from '../../functions/conversation/ports.ts';
import type { DraftStore, DraftVersion } from '../../functions/desk/ports.ts';
import type { Sightings, Tickets, Whereabouts } from '../../functions/entry/ports.ts';
import { commitItem, commitReader } from '../../functions/kernel/adapters/commit-item.ts';
import { CONVERSATION_LOG, type LogSpec, NOTES_LOG, PAGE_LOG } from '../../functions/kernel/adapters/log-schemas.ts';
import type { Connections } from '../../functions/kernel/ports.ts';
import {
  type Clock,
  type Directory,
  type LogKey,
  type LogStore,
  type Operator,
  type Presence,
  type Subscriptions,
  topic,
  type Workspace,
} from '../../functions/kernel/ports.ts';
import type { Calendars, OnCallSettings, Rounds } from '../../functions/on-call/ports.ts';
import type { Contacts, Link, Links, Receipt, Receipts } from '../../functions/paging/ports.ts';
import {
  type CustomerHistory,
  type CustomerIndex,
  type Figures,
  type HistoryRow,
  hintCounters,
  type Inbox,
  type Projection,
  type Projections,
  type Served,
  servedBy,
  TEAM,
  type Vocabulary,
} from '../../functions/projection/ports.ts';
import { DUE_SHARDS } from '../../shared/contract.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import { COUNTED_RULES } from '../../shared/domain/desk/hint-rules.ts';
import type { Commit } from '../../shared/domain/kernel/log.ts';
import type { NoteEvent, Notes } from '../../shared/domain/notes/notes.ts';
import type { RoundsState } from '../../shared/domain/on-call/rounds.ts';
import { type Contact, rangAt } from '../../shared/domain/paging/contact.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import type { WireCard } from '../../shared/protocol/pushes.ts';
import type { DraftKind } from '../../shared/protocol/values.ts';

/** Every port that stores something. The database's adapters and this fake pass one contract suite. */
export interface Store {
  readonly conversations: LogStore<ConversationEvent, Conversation>;
  readonly notes: LogStore<NoteEvent, Notes>;
  readonly pages: LogStore<PageEvent, Page>;
  readonly due: DueIndex;
  readonly subscriptions: { readonly customer: Subscriptions; readonly operator: Subscriptions };
  readonly connections: { readonly customer: Connections; readonly operator: Connections };
  readonly presence: Presence;
  readonly directory: Directory;
  readonly inbox: Inbox;
  readonly readMarks: ReadMarks;
  readonly drafts: DraftStore;
  readonly customers: CustomerIndex;
  readonly history: CustomerHistory;
  readonly served: Served;
  readonly whereabouts: Whereabouts;
  readonly links: Links;
  readonly contacts: Contacts;
  readonly receipts: Receipts;
  readonly settings: OnCallSettings;
  readonly calendars: Calendars;
  readonly rounds: Rounds;
  readonly tickets: Tickets;
  readonly sightings: Sightings;
  readonly projections: Projections;
  readonly figures: Figures;
  readonly vocabulary: Vocabulary;
  /** writes reference data, as `npm run setup` does */
  putWorkspace(workspace: Workspace): Promise<void>;
  putOperator(workspace: string, operator: Operator): Promise<void>;
}

type CardRow = { readonly seq: number; readonly card: WireCard; readonly previewSeq: number };

/** What was put comes back as another object, as it would from a database. */
const copy = <T>(value: T): T => JSON.parse(JSON.stringify(value)) as T;
/** Frozen through and through: every reader may have the same object, and whoever writes into it fails at once. */
const frozen = <T>(value: T): T => {
  if (typeof value === 'object' && value !== null) for (const part of Object.values(value)) frozen(part);
  return Object.freeze(value);
};
const keyOf = (...parts: readonly (string | number)[]): string => parts.join('#');

const mistakeOf = (row: HistoryRow) => {
  if (row.kind !== 'incident') return [];
  const { incident, mistake: kind, conversation, at, told, closed } = row;
  return [{ incident, kind, conversation, at, told, closed }];
};

/** A store in memory, and a look at all that it keeps. */
export interface MemoryStore extends Store {
  /** A copy of everything, but of who is connected, present, or has used a ticket. */
  everything(): unknown;
}

/** A store in memory, for tests of use cases. Faithful in what the ports promise, consistent in all else. */
export function memoryStore(clock: Clock = { now: () => 0 }): MemoryStore {
  const logs = new Map<string, Commit<unknown, unknown>[]>();
  const leases = new Map<string, DueLease>();
  const connections = new Map<string, Set<string>>();
  const listeners = new Map<string, Set<string>>();
  const presences = new Map<string, { operator: string; state: 'available' | 'away'; until: number }>();
  const workspaces = new Map<string, Workspace>();
  const operators = new Map<string, Operator>();
  const marks = new Map<string, number>();
  const drafts = new Map<string, DraftVersion & { readonly kind: DraftKind; readonly until: number }>();
  const links = new Map<string, Link>();
  const contacts = new Map<string, Contact>();
  const receipts = new Map<string, Receipt>();
  const calendars = new Map<string, string>();
  const feeds = new Map<string, { workspace: string; person: string }>();
  const rounds = new Map<string, RoundsState>();
  const tickets = new Set<string>();
  const sites = new Map<string, number>();
  const cards = new Map<string, CardRow>();
  const customers = new Map<string, NonNullable<Projection['customer']> & { conversation: string }>();
  const history = new Map<string, HistoryRow & { seq: number }>();
  const served = new Map<string, { conversation: string; at: number }>();
  const lefts = new Map<string, number>();
  const counted = new Set<string>();
  const figures = new Map<string, number>();
  const tags = new Map<string, { tag: string; label: string; n: number }>();
  const stored: readonly Iterable<unknown>[] = [
    logs,
    leases,
    workspaces,
    operators,
    marks,
    drafts,
    links,
    contacts,
    receipts,
    calendars,
    feeds,
    rounds,
    cards,
    customers,
    history,
    served,
    lefts,
    counted,
    figures,
    tags,
  ];

  const subscriptionsOf = (door: string): Subscriptions => ({
    of: async (workspace, topic) => [...(listeners.get(keyOf(door, workspace, topic)) ?? [])],
    add: async (workspace, topic, connection) => {
      const key = keyOf(door, workspace, topic);
      listeners.set(key, (listeners.get(key) ?? new Set()).add(connection));
      const row = keyOf(door, connection);
      connections.set(row, (connections.get(row) ?? new Set()).add(topic));
    },
    remove: async (workspace, topic, connection) => {
      listeners.get(keyOf(door, workspace, topic))?.delete(connection);
      connections.get(keyOf(door, connection))?.delete(topic);
    },
    forget: async (workspace, connection) => {
      for (const topic of connections.get(keyOf(door, connection)) ?? [])
        listeners.get(keyOf(door, workspace, topic))?.delete(connection);
      connections.delete(keyOf(door, connection));
    },
  });
  const subscriptions = { customer: subscriptionsOf('customer'), operator: subscriptionsOf('operator') };
  const connectionsOf = (door: string): Connections => ({
    open: async (connection) => void connections.set(keyOf(door, connection), new Set()),
  });
  /** Holds only while the workspace has the version that was edited. */
  const edit = async (id: string, version: number, by: string, change: Partial<Workspace>): Promise<boolean> => {
    const workspace = workspaces.get(id);
    if (workspace?.version !== version) return false;
    const edited = { by, at: clock.now() };
    workspaces.set(id, copy({ ...workspace, ...change, version: version + 1, edited }));
    return true;
  };
  const under = <T>(map: ReadonlyMap<string, T>, prefix: string): [string, T][] =>
    [...map].filter(([key]) => key.startsWith(`${prefix}#`));

  return {
    conversations: memoryLog(CONVERSATION_LOG, logs, leases),
    notes: memoryLog(NOTES_LOG, logs, leases),
    pages: memoryLog(PAGE_LOG, logs, leases),
    due: {
      dueBefore: async (before, limit) =>
        [...leases.values()]
          .filter(({ due }) => due < before)
          .sort((a, b) => a.due - b.due)
          .slice(0, limit * DUE_SHARDS),
    },
    subscriptions,
    connections: { customer: connectionsOf('customer'), operator: connectionsOf('operator') },
    presence: {
      begin: async (workspace, operator, until, state) => {
        const key = keyOf(workspace, operator);
        presences.set(key, { operator, until, state: state ?? presences.get(key)?.state ?? 'available' });
      },
      extend: async (workspace, operator, until) => {
        const key = keyOf(workspace, operator);
        const known = presences.get(key);
        if (known && known.until > 0) presences.set(key, { ...known, until });
      },
      visit: async (workspace, operator, now, until) => {
        const key = keyOf(workspace, operator);
        const known = presences.get(key);
        const isLive = known !== undefined && known.until > now;
        presences.set(
          key,
          isLive ? { ...known, until: Math.max(until, known.until) } : { operator, until, state: 'away' },
        );
      },
      end: async (workspace, operator) => {
        const key = keyOf(workspace, operator);
        const known = presences.get(key);
        if (known) presences.set(key, { ...known, until: 0 });
      },
      live: async (workspace, now) =>
        under(presences, workspace)
          .filter(([, { until }]) => until > now)
          .map(([, { operator, state }]) => ({ operator, state })),
    },
    directory: {
      workspace: async (id) => workspaces.get(id) ?? null,
      operators: async (workspace) => under(operators, workspace).map(([, operator]) => operator),
      operator: async (workspace, id) => operators.get(keyOf(workspace, id)) ?? null,
    },
    putWorkspace: async (workspace) => void workspaces.set(workspace.id, copy(workspace)),
    putOperator: async (workspace, operator) => void operators.set(keyOf(workspace, operator.id), copy(operator)),
    inbox: {
      open: async (workspace) =>
        under(cards, workspace)
          .map(([, { card }]) => copy(card))
          .filter(({ bucket }) => bucket !== 'closed'),
      cards: async (workspace) => {
        const all = under(cards, workspace).map(([, { card }]) => copy(card));
        const closed = all.filter((card) => card.bucket === 'closed').sort((a, b) => b.since - a.since);
        return [...all.filter((card) => card.bucket !== 'closed'), ...closed.slice(0, 50)];
      },
    },
    readMarks: {
      mark: async (workspace, conversation, mark, seq) => {
        const key = keyOf(workspace, conversation, mark);
        marks.set(key, Math.max(seq, marks.get(key) ?? 0));
      },
      of: async (workspace, conversation) => ({
        customer: marks.get(keyOf(workspace, conversation, 'customer')) ?? 0,
        operator: marks.get(keyOf(workspace, conversation, 'operator')) ?? 0,
        delivered: marks.get(keyOf(workspace, conversation, 'delivered')) ?? 0,
      }),
    },
    drafts: {
      of: async ({ workspace, operator, conversation }) =>
        under(drafts, keyOf(workspace, operator, conversation))
          .filter(([, { until }]) => until > clock.now())
          .map(([, { kind, at, draft }]) => copy({ kind, at, draft })),
      keep: async ({ workspace, operator, conversation, kind }, version, since) => {
        const key = keyOf(workspace, operator, conversation, kind);
        const known = drafts.get(key);
        if (known && known.until > clock.now() && known.at !== since)
          return { ok: false, other: copy({ at: known.at, draft: known.draft }) };
        drafts.set(key, copy({ ...version, kind, until: clock.now() + 30 * 24 * 3_600_000 }));
        return { ok: true };
      },
    },
    customers: {
      conversations: async (workspace, customer) =>
        under(customers, keyOf(workspace, customer))
          .map(([, row]) => row)
          .sort((a, b) => b.at - a.at)
          .map(({ conversation, seq, status }) => ({ conversation, seq, status })),
    },
    history: {
      of: async (workspace, customer) => {
        const newest = <T extends { readonly at: number }>(rows: T[]): T[] => rows.sort((a, b) => b.at - a.at);
        const rows = newest(under(history, keyOf(workspace, customer)).map(([, row]) => copy(row)));
        return {
          chats: newest(
            under(customers, keyOf(workspace, customer)).map(([, { conversation, status, at, promise }]) => ({
              conversation,
              status,
              at,
              ...(promise !== undefined && { promise }),
            })),
          ),
          ratings: rows.flatMap((row) =>
            row.kind === 'rating' ? [{ conversation: row.conversation, score: row.score, at: row.at }] : [],
          ),
          incidents: rows.flatMap(mistakeOf),
        };
      },
      mistakes: async (workspace) =>
        under(history, keyOf(workspace, TEAM))
          .flatMap(([, row]) => mistakeOf(row))
          .sort((a, b) => b.at - a.at),
    },
    served: {
      newest: async (workspace, operator, before, limit) =>
        under(served, keyOf(workspace, servedBy(operator)))
          .map(([, row]) => row)
          .filter(({ at }) => before === null || at < before)
          .sort((a, b) => b.at - a.at)
          .slice(0, limit),
    },
    whereabouts: {
      left: async (workspace, customer) => void lefts.set(keyOf(workspace, customer), clock.now()),
      of: async (workspace, customer) => ({
        here: (await subscriptions.customer.of(workspace, topic.person(customer))).length > 0,
        left: lefts.get(keyOf(workspace, customer)) ?? null,
      }),
    },
    links: {
      put: async (code, link) => void links.set(code, copy(link)),
      get: async (code) => links.get(code) ?? null,
    },
    contacts: {
      all: async (workspace) => under(contacts, workspace).map(([, contact]) => copy(contact)),
      of: async (workspace, person) => under(contacts, keyOf(workspace, person)).map(([, contact]) => copy(contact)),
      put: async (workspace, contact, was) => {
        const key = keyOf(workspace, contact.person, contact.id);
        if (!isDeepStrictEqual(contacts.get(key) ?? null, was)) return false;
        contacts.set(key, copy(contact));
        return true;
      },
      remove: async (workspace, person, id) => void contacts.delete(keyOf(workspace, person, id)),
      note: async (workspace, { person, id }, delivery) => {
        const key = keyOf(workspace, person, id);
        const contact = contacts.get(key);
        if (!contact) return;
        const rang = delivery.result === 'sent' ? rangAt(contact.rang, delivery.at) : contact.rang;
        contacts.set(key, { ...contact, rang, last: delivery });
      },
    },
    receipts: {
      put: async (receipt, of) => void receipts.set(receipt, of),
      get: async (receipt) => receipts.get(receipt) ?? null,
    },
    settings: {
      workspace: async (id) => workspaces.get(id) ?? null,
      saveSchedule: (id, version, schedule, by) => edit(id, version, by, { schedule }),
      savePolicy: (id, version, policy, by) => edit(id, version, by, { policy }),
      operators: async (workspace) => under(operators, workspace).map(([, operator]) => operator),
      saveSkills: async (workspace, person, skills) => {
        const key = keyOf(workspace, person);
        const operator = operators.get(key);
        if (operator) operators.set(key, { ...operator, skills: [...skills] });
      },
    },
    calendars: {
      codeOf: async (workspace, person) => calendars.get(keyOf(workspace, person)) ?? null,
      renew: async (workspace, person, code) => {
        feeds.delete(calendars.get(keyOf(workspace, person)) ?? '');
        calendars.set(keyOf(workspace, person), code);
        feeds.set(code, { workspace, person });
      },
      owner: async (code) => feeds.get(code) ?? null,
    },
    rounds: {
      read: async (workspace) => copy(rounds.get(workspace) ?? null),
      write: async (workspace, state, due) => {
        if ((rounds.get(workspace)?.version ?? 0) !== state.version) return false;
        rounds.set(workspace, copy({ ...state, version: state.version + 1 }));
        leases.set(keyOf('rounds', workspace), { kind: 'rounds', key: { workspace, id: workspace }, seq: 0, due });
        return true;
      },
    },
    sightings: {
      async note(workspace, now) {
        if (!sites.has(workspace)) sites.set(workspace, now);
      },
      first: async (workspace) => sites.get(workspace) ?? null,
    },
    tickets: {
      use: async (ticket) => {
        if (tickets.has(ticket)) return false;
        tickets.add(ticket);
        return true;
      },
    },
    projections: {
      apply: async ({
        key: { workspace, id },
        seq,
        log = '',
        card,
        customer,
        history: lines = [],
        served: had,
        tagged,
        counts,
      }) => {
        const marker = keyOf(workspace, id, log, seq);
        for (const line of lines) {
          const row = keyOf(workspace, line.customer, line.kind === 'rating' ? keyOf(id, seq) : line.incident);
          if ((history.get(row)?.seq ?? 0) < seq) history.set(row, copy({ ...line, seq }));
        }
        if (had) served.set(keyOf(workspace, servedBy(had.operator), had.at, id), { conversation: id, at: had.at });
        const shownRow = cards.get(keyOf(workspace, id));
        if (shownRow && card?.withdrawn !== undefined && shownRow.previewSeq === card.withdrawn)
          cards.set(keyOf(workspace, id), { ...shownRow, card: { ...shownRow.card, preview: null } });
        if (card) {
          const row: CardRow = cards.get(keyOf(workspace, id)) ?? { seq: 0, previewSeq: 0, card: card.card };
          const { name, verified, preview, previewBy } = row.card;
          const last = card.last && card.last.at >= (row.card.last?.at ?? 0) ? card.last : row.card.last;
          const named = card.customer ?? { ...(name !== undefined && { name }), ...(verified && { verified }) };
          const shown =
            card.preview && row.previewSeq < seq
              ? { preview: card.preview.text, previewBy: card.preview.by }
              : { ...(preview !== undefined && { preview }), ...(previewBy && { previewBy }) };
          cards.set(keyOf(workspace, id), {
            seq: Math.max(seq, row.seq),
            previewSeq: card.preview ? Math.max(seq, row.previewSeq) : row.previewSeq,
            card: copy({ ...(row.seq < seq ? card.card : row.card), ...named, ...shown, ...(last && { last }) }),
          });
        }
        if (customer) {
          const row = keyOf(workspace, customer.customer, id);
          if ((customers.get(row)?.seq ?? 0) < customer.seq) customers.set(row, { conversation: id, ...customer });
        }
        if (counts.length > 0 && !counted.has(marker)) {
          counted.add(marker);
          if (tagged) {
            const row = keyOf(workspace, tagged.tag);
            tags.set(row, { ...tagged, n: (tags.get(row)?.n ?? 0) + 1 });
          }
          for (const { metric, person, day, hour, add } of counts)
            for (const who of person === null ? ['all'] : ['all', person])
              for (const [name, by] of Object.entries(add)) {
                const row = keyOf(workspace, day, metric, who, hour, name);
                figures.set(row, (figures.get(row) ?? 0) + by);
              }
        }
      },
    },
    figures: {
      joined: async (workspace, day) => {
        const sum = (name: string): number =>
          under(figures, keyOf(workspace, day, 'joined', 'all')).reduce(
            (total, [key, n]) => (key.endsWith(`#${name}`) ? total + n : total),
            0,
          );
        return { joined: sum('n'), inTime: sum('inTime') };
      },
      hints: async (workspace, days) => {
        const rows = days.flatMap((day) => under(figures, keyOf(workspace, day, 'hint', 'all')));
        const sum = (name: string): number =>
          rows.reduce((total, [key, n]) => (key.endsWith(`#${name}`) ? total + n : total), 0);
        const all = COUNTED_RULES.map((rule) => {
          const { shown, overridden } = hintCounters(rule);
          return [rule, { shown: sum(shown), overridden: sum(overridden) }] as const;
        });
        return Object.fromEntries(all.filter(([, { shown }]) => shown > 0));
      },
    },
    vocabulary: { tags: async (workspace) => under(tags, workspace).map(([, row]) => copy(row)) },
    everything: () => copy(stored.map((rows) => [...rows])),
  };
}

/**
 * Takes what the database's schemas take: a field that one of them forgets fails here as well. A commit is copied once, when
 * it is appended, and read frozen: trials of pages read whole logs after each step.
 */
function memoryLog<E, S>(
  spec: LogSpec<E, S>,
  logs: Map<string, Commit<unknown, unknown>[]>,
  leases: Map<string, DueLease>,
): LogStore<E, S> {
  const { kind } = spec;
  const toCommit = commitReader(spec);
  const rowOf = ({ workspace, id }: LogKey): string => keyOf(kind, workspace, id);
  const logOf = (key: LogKey): Commit<E, S>[] => (logs.get(rowOf(key)) ?? []) as Commit<E, S>[];
  const leaseKey = ({ workspace, id }: LogKey, seq: number): string => keyOf(kind, workspace, id, seq);
  return {
    kind,
    read: async (key, from, limit) => {
      const found = logOf(key).filter(({ seq }) => seq >= from);
      return { commits: found.slice(0, limit), more: found.length > limit };
    },
    readBack: async (key, before, limit) =>
      logOf(key)
        .filter(({ seq }) => before === null || seq < before)
        .slice(-limit)
        .reverse(),
    append: async (key, commit, due) => {
      const log = logOf(key);
      const winner = log.find(({ seq }) => seq === commit.seq);
      if (winner) return { ok: false, winner };
      const stored = frozen(copy(commit));
      assert.deepStrictEqual(toCommit(copy(commitItem(spec, key, commit, due))), stored, 'the schemas keep all of it');
      log.push(stored);
      log.sort((a, b) => a.seq - b.seq);
      logs.set(rowOf(key), log);
      if (due !== null && kind !== 'notes') leases.set(leaseKey(key, commit.seq), { kind, key, seq: commit.seq, due });
      return { ok: true };
    },
    removeBody: async (key, seq, fields) => {
      const log = logOf(key);
      const index = log.findIndex((commit) => commit.seq === seq);
      const found = log[index];
      if (!found) return;
      const body = Object.fromEntries(Object.entries(found.body).filter(([field]) => !fields.includes(field as never)));
      log[index] = frozen({ ...found, body });
    },
    moveLease: async (key, seq, due) => {
      const lease = leases.get(leaseKey(key, seq));
      if (lease) leases.set(leaseKey(key, seq), { ...lease, due });
    },
    clearLease: async (key, seq) => void leases.delete(leaseKey(key, seq)),
  };
}
