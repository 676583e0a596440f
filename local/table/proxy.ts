import { AwsError, type AwsService, jsonAnswer } from '../aws/call.ts';
import type { Guard } from '../aws/guard.ts';
import { isObject, type JsonObject, listOf, numberOf, objectOf, parseJson } from '../json.ts';
import type { Usage } from '../usage.ts';
import { accessesOf } from './accesses.ts';
import type { EngineClient } from './engine-client.ts';
import type { TableModel } from './model.ts';

export interface TableProxyOptions {
  readonly table: TableModel;
  readonly client: EngineClient;
  readonly guard: Guard;
  readonly usage: Usage;
  /** Told after each write, so that the stream is read at once. */
  readonly onWrite: () => void;
}

const WRITES = new Set(['PutItem', 'UpdateItem', 'DeleteItem', 'BatchWriteItem', 'TransactWriteItems']);
const READS = new Set(['GetItem', 'Query', 'Scan', 'BatchGetItem', 'TransactGetItems']);

/** Stands before the table: checks the caller's permissions key by key, and counts the capacity that calls consume. */
export function tableProxy({ table, client, guard, usage, onWrite }: TableProxyOptions): AwsService {
  return async (call) => {
    const body = parseJson(call.body.toString('utf8'));
    if (!isObject(body)) throw new AwsError(400, 'SerializationException', 'The body is no JSON object.');
    for (const { action, resource, leadingKeys } of accessesOf(call.action, body, table)) {
      const context = leadingKeys === undefined ? {} : { 'dynamodb:leadingkeys': leadingKeys };
      guard.check(call.caller, { action, resource, context });
    }

    const isWrite = WRITES.has(call.action);
    const isCounted = isWrite || READS.has(call.action);
    const isAsked = body['ReturnConsumedCapacity'] !== undefined && body['ReturnConsumedCapacity'] !== 'NONE';
    const request = isCounted && !isAsked ? JSON.stringify({ ...body, ReturnConsumedCapacity: 'TOTAL' }) : call.body;
    const answer = await client.send(String(call.headers['x-amz-target']), request);
    if (answer.status >= 300 || !isCounted) {
      return { status: answer.status, headers: { 'content-type': 'application/x-amz-json-1.0' }, body: answer.body };
    }

    const value = objectOf(parseJson(answer.body.toString('utf8')));
    const units = consumedIn(value);
    const used = usage.of(call.caller);
    if (isWrite) {
      used.writeUnits += units;
      onWrite();
    } else used.readUnits += units;
    if (!isAsked) delete value['ConsumedCapacity'];
    return jsonAnswer(value);
  };
}

const consumedIn = (answer: JsonObject): number =>
  listOf(answer['ConsumedCapacity']).reduce<number>((sum, one) => sum + numberOf(objectOf(one)['CapacityUnits'], 0), 0);
