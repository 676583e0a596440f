import { GetSecretValueCommand, type SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import * as v from 'valibot';

/** The key that signs sessions and tickets. */
export interface SigningKey {
  readonly kid: string;
  readonly secret: Uint8Array;
}

/** HS256 wants at least as many bits as it makes: 32 bytes. */
const SigningSecret = v.object({ kid: v.string(), secret: v.pipe(v.string(), v.minLength(32)) });

/** Reads the key once per environment; a read that failed is tried again by the next request. */
export function signingKey(client: SecretsManagerClient, arn: string): () => Promise<SigningKey> {
  let known: Promise<SigningKey> | null = null;
  return () => {
    known ??= read(client, arn).catch((error: unknown) => {
      known = null;
      throw error;
    });
    return known;
  };
}

async function read(client: SecretsManagerClient, arn: string): Promise<SigningKey> {
  const { SecretString } = await client.send(new GetSecretValueCommand({ SecretId: arn }));
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), SigningSecret), SecretString);
  // The text itself is the secret: nothing of it goes into the error.
  if (!parsed.success) throw new Error(`The signing secret ${arn} is not JSON {"kid", "secret"} with 32 characters.`);
  return { kid: parsed.output.kid, secret: new TextEncoder().encode(parsed.output.secret) };
}
