import { isObject, type JsonObject, listOf, objectOf, optionalText } from '../json.ts';
import type { TableModel } from './model.ts';

/** One thing that a request does with the table, as IAM sees it. */
export interface TableAccess {
  readonly action: string;
  readonly resource: string;
  /** Values of the partition keys in the request (of an index, for a query of it); undefined when it names none. */
  readonly leadingKeys: readonly string[] | undefined;
}

/**
 * What a request does. A transaction asks for the calls inside it; a batch for itself, with all its keys; a scan names
 * no key, which is why a policy needs the `Null` guard.
 */
export function accessesOf(action: string, body: JsonObject, table: TableModel): readonly TableAccess[] {
  const access = (name: string, keys: readonly string[] | undefined, resource = table.arn): TableAccess => ({
    action: `dynamodb:${name}`,
    resource,
    leadingKeys: keys !== undefined && keys.length > 0 ? keys : undefined,
  });
  const keyIn = (item: unknown): readonly string[] => keyText(objectOf(item)[table.partitionKey]);

  switch (action) {
    case 'GetItem':
    case 'UpdateItem':
    case 'DeleteItem':
      return [access(action, keyIn(body['Key']))];
    case 'PutItem':
      return [access(action, keyIn(body['Item']))];
    case 'Query': {
      const index = optionalText(body['IndexName']);
      const key = index === undefined ? table.partitionKey : (table.indexKeys[index] ?? '');
      return [access(action, queriedKey(body, key), index === undefined ? table.arn : `${table.arn}/index/${index}`)];
    }
    case 'Scan': {
      const index = optionalText(body['IndexName']);
      return [access(action, undefined, index === undefined ? table.arn : `${table.arn}/index/${index}`)];
    }
    case 'BatchGetItem':
      return [
        access(
          action,
          tableRequests(body).flatMap((request) => listOf(objectOf(request)['Keys']).flatMap(keyIn)),
        ),
      ];
    case 'BatchWriteItem':
      return [
        access(
          action,
          tableRequests(body).flatMap((requests) =>
            listOf(requests)
              .map(objectOf)
              .flatMap(({ PutRequest: put, DeleteRequest: remove }) =>
                put === undefined ? keyIn(objectOf(remove)['Key']) : keyIn(objectOf(put)['Item']),
              ),
          ),
        ),
      ];
    case 'TransactGetItems':
      return listOf(body['TransactItems']).map((item) =>
        access('GetItem', keyIn(objectOf(objectOf(item)['Get'])['Key'])),
      );
    case 'TransactWriteItems':
      return listOf(body['TransactItems']).map((item) => {
        const { Put: put, Update: update, Delete: remove, ConditionCheck: check } = objectOf(item);
        if (put !== undefined) return access('PutItem', keyIn(objectOf(put)['Item']));
        if (update !== undefined) return access('UpdateItem', keyIn(objectOf(update)['Key']));
        if (remove !== undefined) return access('DeleteItem', keyIn(objectOf(remove)['Key']));
        return access('ConditionCheckItem', keyIn(objectOf(check)['Key']));
      });
    case 'ExecuteStatement':
    case 'BatchExecuteStatement':
    case 'ExecuteTransaction':
      return [access('PartiQLSelect', undefined), access('PartiQLUpdate', undefined)];
    default:
      return [access(action, undefined)];
  }
}

const tableRequests = (body: JsonObject): readonly unknown[] => Object.values(objectOf(body['RequestItems']));

function keyText(value: unknown): readonly string[] {
  if (!isObject(value)) return [];
  const text = value['S'] ?? value['N'] ?? value['B'];
  return typeof text === 'string' ? [text] : [];
}

/** The value that a query gives the partition key: `#pk = :pk AND …`, or the older `KeyConditions`. */
function queriedKey(body: JsonObject, key: string): readonly string[] {
  const names = objectOf(body['ExpressionAttributeNames']);
  const values = objectOf(body['ExpressionAttributeValues']);
  const expression = optionalText(body['KeyConditionExpression']) ?? '';
  for (const [, name = '', value = ''] of expression.matchAll(/([#\w.-]+)\s*=\s*(:\w+)/g)) {
    if ((names[name] ?? name) === key) return keyText(values[value]);
  }
  const condition = objectOf(objectOf(body['KeyConditions'])[key]);
  return listOf(condition['AttributeValueList']).flatMap(keyText);
}
