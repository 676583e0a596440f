import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { workspaceKey } from '../../functions/kernel/adapters/directory-items.ts';
import type { Table } from '../../functions/kernel/adapters/table.ts';
import type { Workspace } from '../../functions/kernel/ports.ts';

/** Lets this machine's pages in: its port, or its address in the local network, is another one today. */
export async function allowOrigins(
  { client, name }: Table,
  { id, origins }: Workspace,
  wanted: readonly string[],
): Promise<void> {
  const missing = wanted.filter((origin) => !origins.includes(origin));
  if (missing.length === 0) return;
  await client.send(
    new UpdateCommand({
      TableName: name,
      Key: workspaceKey(id),
      UpdateExpression: 'SET #origins = list_append(#origins, :missing)',
      ExpressionAttributeNames: { '#origins': 'origins' },
      ExpressionAttributeValues: { ':missing': missing },
    }),
  );
}
