import { createHash, randomUUID } from 'node:crypto';
import { openJsonFile } from '../data/json-file.ts';
import type { People, Person } from './people.ts';
import type { SigningKey } from './signing-key.ts';

/** A client of the user pool. */
export interface ClientModel {
  readonly id: string;
  readonly callbackUrls: readonly string[];
  readonly logoutUrls: readonly string[];
  readonly idTokenSeconds: number;
  readonly accessTokenSeconds: number;
  readonly refreshTokenSeconds: number;
}

/** What a code was given for. */
export interface Grant {
  readonly clientId: string;
  readonly username: string;
  readonly redirectUri: string;
  readonly challenge: string;
  readonly nonce: string | undefined;
  readonly scope: string;
}

/** An error of the token endpoint (RFC 6749, 5.2). */
export class GrantError extends Error {
  override readonly name = 'GrantError';
}

/** Gives codes, and tokens for them. */
export interface Tokens {
  readonly code: (grant: Grant) => string;
  /** @throws {GrantError} `invalid_grant`, `invalid_client`, … */
  readonly redeem: (parameters: URLSearchParams) => Promise<object>;
}

const CODE_MS = 5 * 60_000;

export function issueTokens(
  issuer: string,
  clients: readonly ClientModel[],
  people: People,
  key: SigningKey,
  refreshFile: string,
): Tokens {
  const codes = new Map<string, Grant & { readonly expires: number }>();
  const refreshable = openJsonFile<
    Record<string, { clientId: string; username: string; scope: string; expires: number }>
  >(refreshFile, {});

  const give = async (client: ClientModel, person: Person, scope: string, nonce?: string): Promise<object> => {
    const now = Math.floor(Date.now() / 1000);
    const common = { sub: person.sub, iss: issuer, iat: now, auth_time: now, jti: randomUUID() };
    const idToken = await key.sign({
      ...person.attributes,
      ...common,
      email_verified: true,
      'cognito:username': person.username,
      aud: client.id,
      token_use: 'id',
      exp: now + client.idTokenSeconds,
      ...(nonce !== undefined && { nonce }),
    });
    const accessToken = await key.sign({
      ...common,
      client_id: client.id,
      username: person.username,
      scope,
      token_use: 'access',
      exp: now + client.accessTokenSeconds,
    });
    return {
      id_token: idToken,
      access_token: accessToken,
      token_type: 'Bearer',
      expires_in: client.accessTokenSeconds,
    };
  };
  const personOf = (username: string): Person => {
    const person = people.find(username);
    if (person?.isEnabled !== true) throw new GrantError('invalid_grant');
    return person;
  };

  return {
    code: (grant) => {
      const code = randomUUID();
      codes.set(code, { ...grant, expires: Date.now() + CODE_MS });
      return code;
    },
    redeem: async (parameters) => {
      const client = clients.find(({ id }) => id === parameters.get('client_id'));
      if (client === undefined) throw new GrantError('invalid_client');
      if (parameters.get('grant_type') === 'refresh_token') {
        const kept = refreshable.value[parameters.get('refresh_token') ?? ''];
        if (kept === undefined || kept.clientId !== client.id || kept.expires < Date.now())
          throw new GrantError('invalid_grant');
        return give(client, personOf(kept.username), kept.scope);
      }
      if (parameters.get('grant_type') !== 'authorization_code') throw new GrantError('unsupported_grant_type');

      const code = parameters.get('code') ?? '';
      const grant = codes.get(code);
      codes.delete(code);
      const isRight =
        grant !== undefined &&
        grant.expires > Date.now() &&
        grant.clientId === client.id &&
        grant.redirectUri === parameters.get('redirect_uri') &&
        grant.challenge === challengeOf(parameters.get('code_verifier') ?? '');
      if (!isRight) throw new GrantError('invalid_grant');
      const person = personOf(grant.username);
      const refreshToken = randomUUID();
      refreshable.value[refreshToken] = {
        clientId: client.id,
        username: person.username,
        scope: grant.scope,
        expires: Date.now() + client.refreshTokenSeconds * 1000,
      };
      refreshable.save();
      return { ...(await give(client, person, grant.scope, grant.nonce)), refresh_token: refreshToken };
    },
  };
}

/** PKCE's S256. */
const challengeOf = (verifier: string): string => createHash('sha256').update(verifier).digest('base64url');
