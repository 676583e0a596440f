import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { FunctionUsage, UsageReport } from '../../local/usage.ts';
import { INDEX, KEY_CLASS } from '../../shared/contract.ts';
import { MINUTES, type Told } from './conversation.ts';
import type { Units } from './prices.ts';
import type { Machine } from './remote.ts';
import { ownTable } from './seed.ts';
import { gzippedBytes, widgetFiles } from './sizes.ts';

/**
 * What is counted on the machine is exact: frames, requests, invocations, capacity units (as the table engine answers
 * them, indexes with their table), calls of the queue, transitions, bytes. What cannot be measured on one machine is
 * computed from it, by the figures here; docs/cost.md says so.
 */

/** Memory of every function (infra/constructs/otvet-function.ts), in GB. */
const MEMORY_GB = 0.5;

/**
 * Milliseconds that an invocation is billed for: its own work, and its calls as if each waited for the one before, though
 * many run side by side. An empty handler takes 3.4 ms at 512 MB; ours works for about 2 ms on a whole core, of which it
 * is given 0.29. Calls take the middle of what is usual within a Region.
 */
const BILLED_MS = {
  own: 10,
  calls: {
    'dynamodb:GetItem': 4,
    'dynamodb:Query': 4,
    'dynamodb:PutItem': 6,
    'dynamodb:UpdateItem': 6,
    'dynamodb:DeleteItem': 6,
    'dynamodb:TransactWriteItems': 15,
    'execute-api:POST': 25,
    'sqs:SendMessage': 16,
  } as Readonly<Record<string, number>>,
  /** any other call; none of them is part of a message */
  otherCall: 30,
  /** every twentieth invocation begins a new environment, whose start takes this long */
  coldShare: 0.05,
  cold: 300,
} as const;

/** An environment loads the workspace, and some its operators, once a minute; the run was too short for most of that. */
const RELOADS = { minutes: MINUTES, workspace: 0.5, operators: 0.5, withWorkspace: 4, withOperators: 2 } as const;

/** Callers that work for all conversations, or are no part of the product. */
const NOT_COUNTED = new Set(['sweep', 'owner', 'none']);

/** A log event is billed with this many bytes more than it has. */
const LOG_EVENT_BYTES = 26;

/** What access logs say of a frame that went well; ids have 16 characters. */
const LOGGED: Readonly<Record<string, string>> = {
  requestTime: '22/Nov/2026:20:36:49 +0000',
  eventType: 'MESSAGE',
  routeKey: '$default',
  status: '200',
  'identity.sourceIp': '203.0.113.100',
  'authorizer.workspace': 'kofevarnya',
  integrationStatus: '200',
  integrationLatency: '100',
  responseLatency: '100',
  'authorizer.error': '-',
  'error.message': '-',
  integrationErrorMessage: '-',
};

export async function countUnits(machine: Machine, told: Told, assembly: string, web: string): Promise<Units> {
  const report = await machine.usage();
  const functions = Object.entries(report.functions).filter(([name]) => !NOT_COUNTED.has(name));
  const sum = (of: (used: FunctionUsage) => number): number => functions.reduce((all, [, used]) => all + of(used), 0);
  const invocations = sum((used) => used.invocations);
  const sends = sum(({ calls }) => calls['sqs:SendMessage'] ?? 0);
  const stored = await storedBytes(machine);
  const { launcher, panel, parts } = widgetFiles(web, 'en');
  const files = [launcher, panel, parts.get('later') ?? '', parts.get('forms') ?? ''];
  // The widget asks from another origin: the browser asks before each of its two requests whether it may.
  const httpRequests = report.shared.httpRequests + 2;
  const logGb = (functionLogBytes(machine.logs) + accessLogBytes(report, httpRequests, assembly)) / 1e9;
  const reloads =
    (RELOADS.minutes - 1) * (RELOADS.workspace * RELOADS.withWorkspace + RELOADS.operators * RELOADS.withOperators);
  return {
    socketMessages: Object.values(report.shared.frames).reduce((all, frames) => all + frames, 0),
    socketMinutes: report.shared.connections * MINUTES,
    httpRequests,
    lambdaRequests: invocations,
    lambdaGbSeconds: (sum(billedMs) / 1000) * MEMORY_GB,
    writeUnits: sum((used) => used.writeUnits),
    readUnits: sum((used) => used.readUnits) + reloads,
    streamReads: report.functions['projector']?.invocations ?? 0,
    // Each message is sent, received and deleted, at worst in a batch of its own.
    queueRequests: sends * 3,
    transitions: report.shared.stateTransitions,
    // Functions pass on a trace that somebody else began (infra/constructs/otvet-function.ts), and here nobody does.
    traces: 0,
    logGb,
    logGbMonths: logGb,
    tableGbMonths: (stored.table + stored.indexes) / 1e9,
    backupGbMonths: stored.table / 1e9,
    siteRequests: httpRequests + files.length,
    siteGb: gzippedBytes(files) / 1e9,
    socketGb: told.bytesOut / 1e9,
  };
}

/** Billed milliseconds of all invocations of a function. */
function billedMs({ invocations, calls }: Pick<FunctionUsage, 'invocations' | 'calls'>): number {
  const { own, calls: msOf, otherCall, coldShare, cold } = BILLED_MS;
  const waiting = Object.entries(calls).reduce((all, [call, n]) => all + n * (msOf[call] ?? otherCall), 0);
  return invocations * (own + coldShare * cold) + waiting;
}

/** What the conversation leaves in the table; DynamoDB adds 100 bytes to an item, in the table and in each index. */
async function storedBytes(machine: Machine): Promise<{ readonly table: number; readonly indexes: number }> {
  const OVERHEAD = 100;
  const { conversation, notes, card, read, customer, stat, marker } = KEY_CLASS;
  const left = new Set<string>([conversation, notes, card, read, customer, stat, marker]);
  using table = ownTable(machine);
  const { Items = [] } = await table.client.send(new ScanCommand({ TableName: table.name, ConsistentRead: true }));
  const items = Items.filter(({ pk }) => left.has(String(pk).split('#')[0] ?? ''));
  const size = (item: unknown): number => Buffer.byteLength(JSON.stringify(item)) + OVERHEAD;
  const bytes = (list: readonly unknown[]): number => list.reduce<number>((all, item) => all + size(item), 0);
  const keysOnly = ({ pk, sk, [INDEX.due.pk]: duePk, due }: Record<string, unknown>) => ({ pk, sk, duePk, due });
  return {
    table: bytes(items),
    indexes:
      bytes(items.filter((item) => item[INDEX.inbox.pk] !== undefined)) +
      bytes(items.filter((item) => item[INDEX.due.pk] !== undefined).map(keysOnly)),
  };
}

const functionLogBytes = (folder: string): number =>
  readdirSync(folder)
    .filter((name) => name !== 'sweep.log' && name !== 'gateway.log')
    .reduce((all, name) => all + statSync(join(folder, name)).size, 0);

/** The lines that the gateways would write: one for each handshake, frame in, and request, as the template formats them. */
function accessLogBytes({ functions, shared }: UsageReport, httpRequests: number, assembly: string): number {
  const { Resources } = JSON.parse(readFileSync(join(assembly, 'Otvet.template.json'), 'utf8')) as {
    Resources: Record<string, { Type: string; Properties: { AccessLogSettings?: { Format: string } } }>;
  };
  const formats = Object.entries(Resources).flatMap(([id, { Type, Properties }]) =>
    Type === 'AWS::ApiGatewayV2::Stage' ? [[id, Properties.AccessLogSettings?.Format ?? ''] as const] : [],
  );
  const lengthOf = (door: string): number =>
    (formats.find(([id]) => id.startsWith(door))?.[1] ?? '').replaceAll(
      /\$context\.([\w.]+)/g,
      (_, name: string) => LOGGED[name] ?? 'as long as an id',
    ).length + LOG_EVENT_BYTES;
  const frames = ['customer-socket', 'operator-socket', 'customer-connection', 'operator-connection'].reduce(
    (all, name) => all + (functions[name]?.invocations ?? 0),
    shared.connections,
  );
  return frames * lengthOf('CustomerDoor') + httpRequests * lengthOf('HttpDoor');
}
