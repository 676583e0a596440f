import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { jwtTokens } from '../../functions/entry/adapters/jwt.ts';
import type { Tokens } from '../../functions/entry/ports.ts';
import { signingKey } from '../../functions/kernel/adapters/secrets.ts';
import type { Stack } from '../../local/stack.ts';
import { ENV } from '../../shared/contract.ts';

/** Sessions and tickets as a running stack signs them, made at whatever time: for what only a clock could bring about. */
export async function stackTokens(
  stack: Pick<Stack, 'awsEndpoint' | 'functionEnv'>,
  at: () => number = Date.now,
): Promise<Tokens> {
  const client = new SecretsManagerClient({
    endpoint: stack.awsEndpoint,
    region: 'us-east-1',
    credentials: { accessKeyId: 'owner', secretAccessKey: 'not-a-secret' },
  });
  const key = await signingKey(client, stack.functionEnv('http')[ENV.signingSecretArn] ?? '')();
  client.destroy();
  return jwtTokens(async () => key, { now: at });
}
