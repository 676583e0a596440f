import type { AwsService } from '../aws/call.ts';
import type { Guard } from '../aws/guard.ts';
import type { DataDirectory } from '../data/directory.ts';
import type { LocalHandler } from '../server/route.ts';
import type { StackTemplate } from '../template/stack-template.ts';
import { cognitoService } from './cognito-service.ts';
import { oidcIssuer } from './issuer.ts';
import { readUserPool } from './model.ts';
import { openPeople, type People } from './people.ts';
import { openSigningKey } from './signing-key.ts';
import { issueTokens } from './tokens.ts';

/** The user pool of the machine: sign-in for browsers, and Cognito's API for administrators. */
export interface Issuer {
  readonly people: People;
  readonly handler: LocalHandler;
  readonly service: (guard: Guard) => AwsService;
}

/**
 * @param ownOrigins names that this machine goes by: pages at any of them may sign in
 * @returns undefined when the template has no user pool
 */
export async function startIssuer(
  template: StackTemplate,
  localize: (text: string) => string,
  issuer: string,
  data: DataDirectory,
  ownOrigins: readonly string[],
): Promise<Issuer | undefined> {
  const pool = readUserPool(template, localize);
  if (pool === undefined) return undefined;
  const { clients } = pool;
  const people = openPeople(data.file('oidc', 'people.json'), pool.byEmail);
  const key = await openSigningKey(data.file('oidc', 'key.json'));
  const tokens = issueTokens(issuer, clients, people, key, data.file('oidc', 'refresh-tokens.json'));
  const isOwnOrigin = (address: string): boolean =>
    URL.canParse(address) && ownOrigins.includes(new URL(address).origin);
  return {
    people,
    handler: oidcIssuer({ issuer, clients, people, key, tokens, isOwnOrigin }),
    service: (guard) => cognitoService(people, pool, guard),
  };
}
