import type { Stack } from '../../local/stack.ts';

/** Headers of a call under an access key: the name of a function, or `owner` for whoever owns the machine. */
export const signature = (service: string, caller = 'owner') => ({
  authorization: `AWS4-HMAC-SHA256 Credential=${caller}/20260101/us-east-1/${service}/aws4_request, SignedHeaders=host, Signature=0`,
});

/** Makes a call of the table. @throws {Error} with the name of the error */
export async function tableCall(
  stack: Stack,
  action: string,
  body: object,
  caller = 'owner',
): Promise<Record<string, unknown>> {
  const response = await fetch(stack.table.endpoint, {
    method: 'POST',
    headers: {
      ...signature('dynamodb', caller),
      'content-type': 'application/x-amz-json-1.0',
      'x-amz-target': `DynamoDB_20120810.${action}`,
    },
    body: JSON.stringify({ TableName: stack.table.name, ...body }),
  });
  const value = (await response.json()) as Record<string, unknown>;
  if (!response.ok) throw new Error(`${String(value['__type'])}: ${String(value['message'])}`);
  return value;
}

type Item = Readonly<Record<string, { readonly S?: string; readonly N?: string }>>;

/** All items of a partition. */
export async function itemsOf(stack: Stack, pk: string): Promise<readonly Item[]> {
  const { Items } = await tableCall(stack, 'Query', {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': { S: pk } },
  });
  return Items as readonly Item[];
}

export const putItem = (stack: Stack, pk: string, sk: string, caller = 'owner') =>
  tableCall(stack, 'PutItem', { Item: { pk: { S: pk }, sk: { S: sk } } }, caller);
