import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { commitItem } from '../../functions/kernel/adapters/commit-item.ts';
import { CONVERSATION_LOG, type LogSpec, NOTES_LOG, PAGE_LOG } from '../../functions/kernel/adapters/log-schemas.ts';
import type { Table } from '../../functions/kernel/adapters/table.ts';
import {
  cardUpdate,
  countWrites,
  customerPut,
  historyPut,
} from '../../functions/projection/adapters/dynamo-projections.ts';
import { servedPut } from '../../functions/projection/adapters/dynamo-served.ts';
import type { Count, Projection } from '../../functions/projection/ports.ts';
import { mistakesOf, projectionOf } from '../../functions/projection/project.ts';
import { TABLE } from '../../shared/contract.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { History, ToldChat } from './history.ts';
import type { Entry } from './memory-log.ts';

type Write = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
/** Writes that hold together or not at all. */
export type Unit = readonly Write[];

/** What one transaction takes. */
const MAX_WRITES = 100;

/**
 * The history of a workspace as writes, in their order. Each holds only where nothing newer is, so that one that was
 * broken off can be written again: what people have done since stays.
 */
export function unitsOf({ workspace, chats, pages }: History, name: string, now: Millis): Unit[] {
  const open: Unit[] = [];
  const tales: Unit[] = [];
  const ordinary: Unit[] = [];
  const figures = new Map<string, Count[]>();
  for (const chat of chats) {
    const units = !chat.isTale ? ordinary : isOpen(chat) ? open : tales;
    units.push(...chat.commits.map((entry) => [commitPut(name, CONVERSATION_LOG, entry)]));
    units.push(...chat.notes.map((entry) => [commitPut(name, NOTES_LOG, entry)]));
    const projections = chat.commits.map(({ key, commit }) => projectionOf(key, commit, workspace.policy));
    const mistakes = chat.notes.map(({ key, commit }) => mistakesOf(key, commit, workspace.policy));
    units.push(...stateUnits(name, projections), ...historyUnits(name, [...projections, ...mistakes], now));
    for (const count of [...projections, ...mistakes].flatMap(({ counts }) => counts)) {
      const ofDay = figures.get(count.day);
      if (ofDay) ofDay.push(count);
      else figures.set(count.day, [count]);
    }
  }
  const [today = [], ...days] = [...figures]
    .sort(([a], [b]) => b.localeCompare(a))
    .map(([day, counts]): Unit => {
      const key = { workspace: workspace.id, id: `demo-${day}` };
      return countWrites(name, { key, seq: 1, counts: summed(counts) }, { now: () => now });
    });
  // What the first look falls on comes first: the open tales in the inbox, and today's figures above it.
  return [...open, today, ...tales, ...ordinary, ...pages.map((entry) => [commitPut(name, PAGE_LOG, entry)]), ...days];
}

/** Whether it stands in the inbox: something is open in it, or is to be looked into. */
function isOpen({ commits }: ToldChat): boolean {
  const state = commits.at(-1)?.commit.state;
  return state?.status === 'open' || (state?.review ?? null) !== null;
}

const commitPut = <E, S>(name: string, spec: LogSpec<E, S>, { key, commit, due }: Entry<E, S>): Write => ({
  Put: {
    TableName: name,
    Item: commitItem(spec, key, commit, due),
    ConditionExpression: 'attribute_not_exists(#pk)',
    ExpressionAttributeNames: { '#pk': TABLE.pk },
  },
});

/** The card, the customer's list and the operators' own as a chat's commits leave them: what the projector would have come to, at once. */
function stateUnits(name: string, projections: readonly Projection[]): Unit[] {
  const last = projections.at(-1);
  if (!last?.card) return [];
  const opening = projections.find(({ card }) => card?.customer)?.card?.customer;
  const preview = projections.findLast(({ card }) => card?.preview)?.card?.preview;
  const customer = projections.findLast((projection) => projection.customer)?.customer;
  const card = { ...last.card, ...(opening && { customer: opening }), ...(preview && { preview }) };
  return [
    [{ Update: cardUpdate(name, last.key, last.seq, card) }],
    ...(customer ? [[{ Put: customerPut(name, last.key, customer) }]] : []),
    ...projections.flatMap(({ key, served }) => (served ? [[{ Put: servedPut(name, key, served) }]] : [])),
  ];
}

/** Ratings and mistakes on the cards of those whom they touch, each as its last commit leaves it. */
function historyUnits(name: string, projections: readonly Projection[], now: Millis): Unit[] {
  const rows = new Map<string, Write>();
  for (const { key, seq, history = [] } of projections)
    for (const row of history) {
      const id = row.kind === 'incident' ? row.incident : `${seq}`;
      rows.set(`${row.customer} ${id}`, { Put: historyPut(name, key, seq, row, { now: () => now }) });
    }
  return [...rows.values()].map((row) => [row]);
}

/** The counts of a day, one for each row; those of single people are left to days that were really worked. */
function summed(counts: readonly Count[]): Count[] {
  const rows = new Map<string, Count>();
  for (const { metric, day, hour, add } of counts) {
    const row = `${metric}#${hour}`;
    const known = rows.get(row)?.add ?? {};
    const sums = Object.fromEntries(Object.entries(add).map(([field, n]) => [field, (known[field] ?? 0) + n]));
    rows.set(row, { metric, person: null, day, hour, add: { ...known, ...sums } });
  }
  return [...rows.values()];
}

/** Units in as few transactions as they fit in. */
export function packed(units: readonly Unit[]): Unit[][] {
  const packs: Unit[][] = [];
  let size = MAX_WRITES;
  for (const unit of units) {
    if (size + unit.length > MAX_WRITES) {
      packs.push([]);
      size = 0;
    }
    packs.at(-1)?.push(unit);
    size += unit.length;
  }
  return packs;
}

/** Writes all units, in their order. What is there already, or newer, is left alone. */
export async function writeUnits(table: Pick<Table, 'client'>, units: readonly Unit[]): Promise<void> {
  for (const pack of packed(units)) await writePack(table, pack);
}

/** One unit whose condition fails keeps the others of its transaction out: they go again without it. */
async function writePack({ client }: Pick<Table, 'client'>, pack: readonly Unit[]): Promise<void> {
  let rest = pack;
  while (rest.length > 0) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: rest.flat() }));
      return;
    } catch (error) {
      const left = withoutRefused(rest, error);
      if (left.length === rest.length) throw error;
      rest = left;
    }
  }
}

function withoutRefused(pack: readonly Unit[], error: unknown): readonly Unit[] {
  const reasons = error instanceof TransactionCanceledException ? (error.CancellationReasons ?? []) : [];
  let next = 0;
  return pack.filter((unit) => {
    const own = reasons.slice(next, next + unit.length);
    next += unit.length;
    return own.every(({ Code }) => Code !== 'ConditionalCheckFailed');
  });
}
