import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';
import { type VapidKeys, vapidKeys } from './vapid.ts';

/** The key that signs sessions and tickets. */
export interface SigningKey {
  readonly kid: string;
  readonly secret: Uint8Array;
}

/** HS256 wants at least as many bits as it makes: 32 bytes. */
const SigningSecret = v.object({ kid: v.string(), secret: v.pipe(v.string(), v.minLength(32)) });

/** Shorter ones could be guessed; what is made up by itself has 64 letters and digits. */
const PushSecret = v.pipe(v.string(), v.minLength(32));

export function signingKey(client: SecretsManagerClient, arn: string): () => Promise<SigningKey> {
  return once(async () => {
    const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), SigningSecret), await read(client, arn));
    // The text itself is the secret: nothing of it goes into the error.
    if (!parsed.success) throw new Error(`The signing secret ${arn} is not JSON {"kid", "secret"} with 32 characters.`);
    return { kid: parsed.output.kid, secret: new TextEncoder().encode(parsed.output.secret) };
  });
}

export function pushKeys(client: SecretsManagerClient, arn: string): () => Promise<VapidKeys> {
  return once(async () => {
    const parsed = v.safeParse(PushSecret, await read(client, arn));
    if (!parsed.success) throw new Error(`The push secret ${arn} is shorter than 32 characters.`);
    return vapidKeys(parsed.output);
  });
}

async function read(client: SecretsManagerClient, arn: string): Promise<string | undefined> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  return SecretString;
}

/** Reads once per environment; a read that failed is tried again by the next request. */
function once<Value>(read: () => Promise<Value>): () => Promise<Value> {
  let known: Promise<Value> | null = null;
  return () => {
    known ??= read().catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}
