import { createRemoteJWKSet, errors, type JWTVerifyGetKey, jwtVerify } from 'jose';
import * as v from 'valibot';
import { NameIdSchema } from '../../../shared/protocol/values.ts';
import type { Clock } from '../../kernel/ports.ts';
import type { SignIn } from '../ports.ts';

/** The issuer's answer is awaited this long; the browser waits for the ticket meanwhile. */
const TIMEOUT_MS = 4_000;
/** Public-key algorithms only: an ID token is never checked with a secret. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];

const Discovery = v.object({ issuer: v.string(), jwks_uri: v.pipe(v.string(), v.url()) });
const IdClaims = v.object({
  sub: NameIdSchema,
  'custom:workspace': NameIdSchema,
  /** the user pool marks its tokens; an access token is no ID token */
  token_use: v.optional(v.literal('id')),
});

/** ID tokens of the one issuer and client that this deployment trusts. Its keys are found by discovery and kept. */
export function oidcSignIn(
  { issuer, clientId }: { readonly issuer: string; readonly clientId: string },
  clock: Clock,
): SignIn {
  let keys: Promise<JWTVerifyGetKey> | null = null;
  const keysOnce = (): Promise<JWTVerifyGetKey> => {
    keys ??= discover(issuer).catch((error: unknown) => {
      keys = null;
      throw error;
    });
    return keys;
  };
  return {
    issuer,
    clientId,
    async read(idToken) {
      try {
        const { payload } = await jwtVerify(idToken, await keysOnce(), {
          issuer,
          audience: clientId,
          algorithms: ALGORITHMS,
          currentDate: new Date(clock.now()),
          requiredClaims: ['sub', 'exp'],
        });
        const claims = v.safeParse(IdClaims, payload);
        return claims.success ? { workspace: claims.output['custom:workspace'], subject: claims.output.sub } : null;
      } catch (error) {
        if (error instanceof errors.JOSEError && !(error instanceof errors.JWKSTimeout)) return null;
        throw error;
      }
    },
  };
}

async function discover(issuer: string): Promise<JWTVerifyGetKey> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`The identity provider answers ${response.status} at ${url}.`);
  const found = v.parse(Discovery, await response.json());
  if (found.issuer !== issuer) throw new Error(`The identity provider at ${url} calls itself ${found.issuer}.`);
  return createRemoteJWKSet(new URL(found.jwks_uri), { timeoutDuration: TIMEOUT_MS });
}
