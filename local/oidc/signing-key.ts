import { exportJWK, generateKeyPair, importJWK, type JWK, SignJWT } from 'jose';
import { openJsonFile } from '../data/json-file.ts';

/** The key that signs ID tokens; made at the first start and kept, so that sessions outlive a restart. */
export interface SigningKey {
  /** The public half, as a set of keys. */
  readonly jwks: { readonly keys: readonly JWK[] };
  readonly sign: (claims: Readonly<Record<string, unknown>>) => Promise<string>;
}

export async function openSigningKey(file: string): Promise<SigningKey> {
  const store = openJsonFile<{ key?: JWK }>(file, {});
  if (store.value.key === undefined) {
    const { privateKey } = await generateKeyPair('RS256', { extractable: true });
    store.value.key = { ...(await exportJWK(privateKey)), kid: 'otvet-1', alg: 'RS256', use: 'sig' };
    store.save();
  }
  const jwk = store.value.key;
  const privateKey = await importJWK(jwk, 'RS256');
  const { kty, kid, alg, use, n, e } = jwk;
  const publicKey = Object.fromEntries(
    Object.entries({ kty, kid, alg, use, n, e }).filter(([, part]) => part !== undefined),
  );
  return {
    jwks: { keys: [publicKey as JWK] },
    sign: (claims) =>
      new SignJWT({ ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: kid ?? 'otvet-1', typ: 'JWT' })
        .sign(privateKey),
  };
}
