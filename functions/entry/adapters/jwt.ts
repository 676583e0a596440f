import { errors, jwtVerify, SignJWT } from 'jose';
import * as v from 'valibot';
import { IdSchema, NameIdSchema } from '../../../shared/protocol/values.ts';
import type { SigningKey } from '../../kernel/adapters/secrets.ts';
import type { Clock } from '../../kernel/ports.ts';
import type { Identity, Person, Session, Ticket, Tokens, Visit } from '../ports.ts';

const ISSUER = 'otvet';
const ALGORITHM = 'HS256';
/** What each kind of token is for; one kind is never taken for another. */
const AUDIENCE = { session: 'session', ticket: (door: string): string => `ticket:${door}` } as const;
/** Identities are made by the company's server for one visit, and live no longer than a day. */
const IDENTITY_SECONDS = 24 * 3600;
/** Clocks of two servers differ a little. */
const SKEW_SECONDS = 30;

/** Without control characters and halves of characters; cut between two. */
const tidy = (text: string, length: number): string =>
  [...text.replace(/\p{C}+/gu, ' ').trim()].slice(0, length).join('');
const nameSchema = v.pipe(
  v.string(),
  v.transform((name) => tidy(name, 80)),
);
/**
 * At most so many facts about a customer, so long: they travel with each ticket, in a header of 10 KB, and from the authorizer
 * to each frame in 8 KB with a name and a path beside them. A socket whose facts are too many bytes would be refused.
 */
const ATTRIBUTES = { most: 10, name: 30, value: 80, bytes: 3_500 } as const;
const attributesSchema = v.pipe(
  v.record(v.string(), v.string()),
  v.transform((given) =>
    Object.fromEntries(
      Object.entries(given)
        .map(([name, value]) => [tidy(name, ATTRIBUTES.name), tidy(value, ATTRIBUTES.value)] as const)
        .filter(([name, value]) => name !== '' && value !== '')
        .slice(0, ATTRIBUTES.most)
        .filter(whatFits(ATTRIBUTES.bytes)),
    ),
  ),
);

/** For a filter: keeps what fits into so many bytes of JSON, the first ones first. */
function whatFits(bytes: number): (fact: readonly [string, string]) => boolean {
  let left = bytes;
  return (fact) => {
    left -= Buffer.byteLength(JSON.stringify(fact));
    return left >= 0;
  };
}
const seconds = v.pipe(v.number(), v.minValue(0));

const PersonClaims = v.object({
  sub: NameIdSchema,
  ws: NameIdSchema,
  kind: v.picklist(['customer', 'operator']),
  role: v.picklist(['customer', 'operator', 'lead']),
  name: v.exactOptional(v.string()),
  verified: v.boolean(),
  attributes: v.exactOptional(attributesSchema),
  scope: v.exactOptional(IdSchema),
  locale: v.picklist(['ru', 'en']),
  exp: seconds,
});
const TicketClaims = v.object({
  ...PersonClaims.entries,
  path: v.exactOptional(v.string()),
  zone: v.exactOptional(v.string()),
  jti: IdSchema,
  until: seconds,
});
const IdentityClaims = v.looseObject({
  sub: v.pipe(v.string(), v.minLength(1), v.maxLength(256)),
  /** read one by one, by `describe` */
  name: v.optional(v.unknown()),
  attributes: v.optional(v.unknown()),
  iat: seconds,
  exp: seconds,
});
const factsSchema = v.pipe(
  v.unknown(),
  v.check((facts) => !Array.isArray(facts)),
  v.record(v.string(), v.unknown()),
);
/** What a JWT may hold besides: its own claims, which say nothing of the customer. */
const OWN_CLAIMS: readonly string[] = [...Object.keys(IdentityClaims.entries), 'iss', 'aud', 'nbf', 'jti'];
/** At most so many names of fields that were ignored go back to the page. */
const MAX_IGNORED = 20;

/**
 * What an identity says besides whose it is. A field that is odd, or that we do not know, is ignored by itself and named: it
 * is no reason to take a customer for a guest.
 */
function describe(payload: Readonly<Record<string, unknown>>): Omit<Identity, 'subject'> {
  const ignored = Object.keys(payload).filter((field) => !OWN_CLAIMS.includes(field));
  const words = <S extends v.GenericSchema>(schema: S, field: string, value: unknown): v.InferOutput<S> | undefined => {
    const parsed = v.safeParse(schema, value);
    if (parsed.success) return parsed.output;
    ignored.push(field);
    return undefined;
  };
  const { name: given, attributes: facts } = payload;
  const name = given === undefined ? '' : words(nameSchema, 'name', given);
  const entries = facts === undefined ? {} : (words(factsSchema, 'attributes', facts) ?? {});
  const said = Object.entries(entries).filter(
    ([fact, value]) => words(v.string(), `attributes.${fact}`, value) !== undefined,
  );
  const attributes = v.parse(attributesSchema, Object.fromEntries(said));
  return {
    ...(name && { name }),
    ...(Object.keys(attributes).length > 0 && { attributes }),
    ...(ignored.length > 0 && { ignored: ignored.slice(0, MAX_IGNORED).map((field) => tidy(field, 80)) }),
  };
}

/** Sessions and tickets as JWTs of ours, HS256, and the identities that companies' servers sign. */
export function jwtTokens(key: () => Promise<SigningKey>, clock: Clock): Tokens {
  const write = async (audience: string, claims: Record<string, unknown>, expiresAt: number): Promise<string> => {
    const { kid, secret } = await key();
    return new SignJWT(claims)
      .setProtectedHeader({ alg: ALGORITHM, kid })
      .setIssuer(ISSUER)
      .setAudience(audience)
      .setIssuedAt(toSeconds(clock.now()))
      .setExpirationTime(toSeconds(expiresAt))
      .sign(secret);
  };
  const read = async <S extends v.GenericSchema>(schema: S, audience: string, token: string) =>
    verified(schema, token, (await key()).secret, {
      issuer: ISSUER,
      audience,
      currentDate: new Date(clock.now()),
      requiredClaims: ['exp'],
    });

  return {
    writeSession: (session) => write(AUDIENCE.session, personClaims(session), session.expiresAt),

    async readSession(token) {
      const claims = await read(PersonClaims, AUDIENCE.session, token);
      return claims && toSession(claims, claims.exp);
    },

    writeTicket: (ticket) =>
      write(
        AUDIENCE.ticket(ticket.kind),
        { ...personClaims(ticket), ...visitIn(ticket), jti: ticket.id, until: toSeconds(ticket.expiresAt) },
        ticket.usableUntil,
      ),

    async readTicket(token, door): Promise<Ticket | null> {
      const claims = await read(TicketClaims, AUDIENCE.ticket(door), token);
      if (!claims) return null;
      const { until, jti: id, exp } = claims;
      return { ...toSession(claims, until), ...visitIn(claims), id, usableUntil: exp * 1000 };
    },

    async readIdentity(token, secret): Promise<Identity | null> {
      const now = clock.now();
      const claims = await verified(IdentityClaims, token, new TextEncoder().encode(secret), {
        currentDate: new Date(now),
        clockTolerance: SKEW_SECONDS,
        requiredClaims: ['sub', 'iat', 'exp'],
      });
      if (!claims || claims.exp - claims.iat > IDENTITY_SECONDS || claims.iat > now / 1000 + SKEW_SECONDS) return null;
      return { subject: claims.sub, ...describe(claims) };
    },
  };
}

/** Claims of a token that is valid now, else null; a key that is no key at all throws. */
async function verified<S extends v.GenericSchema>(
  schema: S,
  token: string,
  secret: Uint8Array,
  options: Parameters<typeof jwtVerify>[2],
): Promise<v.InferOutput<S> | null> {
  try {
    const { payload } = await jwtVerify(token, secret, { algorithms: [ALGORITHM], ...options });
    const parsed = v.safeParse(schema, payload);
    return parsed.success ? parsed.output : null;
  } catch (error) {
    if (error instanceof errors.JOSEError) return null;
    throw error;
  }
}

const toSeconds = (at: number): number => Math.floor(at / 1000);

function personClaims({ workspace, subject, kind, role, name, verified, attributes, scope, locale }: Person) {
  return {
    sub: subject,
    ws: workspace,
    kind,
    role,
    verified,
    locale,
    ...(name !== undefined && { name }),
    ...(attributes && { attributes }),
    ...(scope !== undefined && { scope }),
  };
}

const visitIn = ({ path, zone }: Visit): Visit => ({
  ...(path !== undefined && { path }),
  ...(zone !== undefined && { zone }),
});

function toSession(claims: v.InferOutput<typeof PersonClaims>, endsAt: number): Session {
  const { sub, ws, kind, role, name, verified, attributes, scope, locale } = claims;
  return {
    subject: sub,
    workspace: ws,
    kind,
    role,
    verified,
    locale,
    ...(name !== undefined && { name }),
    ...(attributes && { attributes }),
    ...(scope !== undefined && { scope }),
    expiresAt: endsAt * 1000,
  };
}
