import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { jwtTokens } from '../../../functions/entry/adapters/jwt.ts';
import { oidcSignIn } from '../../../functions/entry/adapters/oidc.ts';
import type { Session } from '../../../functions/entry/ports.ts';
import { manualClock } from '../../support/fakes.ts';

const clock = manualClock();
const NOW = clock.now();
const SECRET = new TextEncoder().encode('a secret of sixty-four characters, or as good as that it is now.');
const tokens = jwtTokens(async () => ({ kid: '1', secret: SECRET }), clock);

const SESSION: Session = {
  workspace: 'kofe',
  subject: 'a_0123456789abcdefghijkl',
  kind: 'customer',
  role: 'customer',
  name: 'Иван',
  verified: true,
  locale: 'ru',
  expiresAt: NOW + 3_600_000,
};
const TICKET = { ...SESSION, id: 'ticket-0000000000001', usableUntil: NOW + 60_000 } as const;
const signed = (claims: JWTPayload, secret = SECRET, alg = 'HS256') =>
  new SignJWT(claims).setProtectedHeader({ alg }).sign(secret);

describe('sessions and tickets', () => {
  it('come back as they were written', async () => {
    expect(await tokens.readSession(await tokens.writeSession(SESSION))).toEqual(SESSION);
    expect(await tokens.readTicket(await tokens.writeTicket(TICKET), 'customer')).toEqual(TICKET);
    const visit = { ...TICKET, path: '/возврат', zone: 'Europe/Samara' };
    expect(await tokens.readTicket(await tokens.writeTicket(visit), 'customer')).toEqual(visit);
    const { name: _, ...nameless } = SESSION;
    const lead = { ...nameless, kind: 'operator', role: 'lead', scope: 'conversation-0000000001' } as const;
    expect(await tokens.readSession(await tokens.writeSession(lead))).toEqual(lead);
  });

  it('end at their time', async () => {
    const later = manualClock(NOW);
    const then = jwtTokens(async () => ({ kid: '1', secret: SECRET }), later);
    const [session, ticket] = [await tokens.writeSession(SESSION), await tokens.writeTicket(TICKET)];
    later.advance(59_000);
    expect(await then.readTicket(ticket, 'customer')).not.toBeNull();
    later.advance(1_000);
    expect(await then.readTicket(ticket, 'customer')).toBeNull();
    later.set(NOW + 3_600_000);
    expect(await then.readSession(session)).toBeNull();
  });

  it('are not taken for each other, nor one door’s for the other’s', async () => {
    const [session, ticket] = [await tokens.writeSession(SESSION), await tokens.writeTicket(TICKET)];
    expect(await tokens.readTicket(session, 'customer')).toBeNull();
    expect(await tokens.readSession(ticket)).toBeNull();
    expect(await tokens.readTicket(ticket, 'operator')).toBeNull();
  });

  it('are refused when forged, damaged, unsigned or made by somebody else', async () => {
    const good = await tokens.writeSession(SESSION);
    const [header, payload, signature] = good.split('.');
    const richer = Buffer.from(
      JSON.stringify({ ...JSON.parse(Buffer.from(payload ?? '', 'base64url').toString()), role: 'lead' }),
    ).toString('base64url');
    const none = Buffer.from('{"alg":"none"}').toString('base64url');
    const claims = { sub: 'x', ws: 'kofe', kind: 'customer', role: 'customer', verified: true, locale: 'ru' };
    const rest = { iss: 'otvet', aud: 'session', exp: NOW / 1000 + 60 };
    for (const token of [
      '',
      'x',
      'a.b.c',
      `${header}.${richer}.${signature}`,
      `${none}.${payload}.`,
      await signed({ ...claims, ...rest }, new TextEncoder().encode('another secret of thirty-two bytes')),
      await signed({ ...claims, ...rest, iss: 'another' }),
      await signed({ ...claims, ...rest, exp: undefined } as never),
      await signed({ ...claims, ...rest, ws: 'a#b' }),
      await signed({ ...claims, ...rest, role: 'owner' }),
    ])
      expect(await tokens.readSession(token)).toBeNull();
    expect(await tokens.readSession(await signed({ ...claims, ...rest }))).toMatchObject({ subject: 'x' });
  });
});

describe('identities', () => {
  const secret = 'the secret that the shop signs with';
  const shop = new TextEncoder().encode(secret);
  const times = { iat: NOW / 1000, exp: NOW / 1000 + 3600 };

  it('say who the company’s customer is', async () => {
    const token = await signed(
      { sub: 'customer 17', name: '  Ivan\u0000\nPetrov ', email: 'i@shop.example', ...times },
      shop,
    );
    expect(await tokens.readIdentity(token, secret)).toEqual({
      subject: 'customer 17',
      name: 'Ivan Petrov',
      ignored: ['email'],
    });
  });

  it('carry facts for operators: ten at most, short, and nothing but words', async () => {
    const attributes = { План: 'Про', ' ': 'x', empty: '', ['k'.repeat(40)]: 'v'.repeat(100) };
    const token = await signed({ sub: 'x', attributes, ...times }, shop);
    expect((await tokens.readIdentity(token, secret))?.attributes).toEqual({
      План: 'Про',
      ['k'.repeat(30)]: 'v'.repeat(80),
    });
    const many = Object.fromEntries(Array.from({ length: 30 }, (_, n) => [`n${n}`, 'v']));
    const most = await tokens.readIdentity(await signed({ sub: 'x', attributes: many, ...times }, shop), secret);
    expect(Object.keys(most?.attributes ?? {})).toHaveLength(10);
    // The longest facts in letters of four bytes: what the authorizer gives on stays within 8 KB, or the socket were refused.
    const long = Object.fromEntries(Array.from({ length: 10 }, (_, n) => [`${n}${'😀'.repeat(40)}`, '😀'.repeat(90)]));
    const cut = await tokens.readIdentity(await signed({ sub: 'x', attributes: long, ...times }, shop), secret);
    expect(Buffer.byteLength(JSON.stringify(cut?.attributes))).toBeLessThanOrEqual(3_500);
    expect(Object.keys(cut?.attributes ?? {}).length).toBeGreaterThan(5);
    const session = { workspace: 'kofe', subject: 'c_1', kind: 'customer', role: 'customer', locale: 'ru' } as const;
    const kept = await tokens.writeSession({
      ...session,
      verified: true,
      attributes: { План: 'Про' },
      expiresAt: NOW + 60_000,
    });
    expect((await tokens.readSession(kept))?.attributes).toEqual({ План: 'Про' });
  });

  it.each([
    ['a name that is null', { name: null }, { ignored: ['name'] }],
    [
      'a number for a name',
      { name: 17, attributes: { plan: 'Pro' } },
      { attributes: { plan: 'Pro' }, ignored: ['name'] },
    ],
    [
      'facts of which one is no text',
      { name: 'Ivan', attributes: { plan: 'Pro', orders: 17, last: null } },
      { name: 'Ivan', attributes: { plan: 'Pro' }, ignored: ['attributes.orders', 'attributes.last'] },
    ],
    ['a list of facts', { name: 'Ivan', attributes: ['Pro'] }, { name: 'Ivan', ignored: ['attributes'] }],
    ['fields that we do not know', { name: 'Ivan', iss: 'shop', age: 40 }, { name: 'Ivan', ignored: ['age'] }],
  ])('are about the same customer with %s: what is odd is left out by itself, and named', async (_what, more, read) => {
    const token = await signed({ sub: 'x', ...more, ...times } as JWTPayload, shop);
    expect(await tokens.readIdentity(token, secret)).toEqual({ subject: 'x', ...read });
  });

  it('cut a long name between two characters', async () => {
    const token = await signed({ sub: 'x', name: `\ud83d${'😀'.repeat(100)}`, ...times }, shop);
    expect((await tokens.readIdentity(token, secret))?.name).toBe('😀'.repeat(80));
  });

  it.each([
    ['signed with another secret', { sub: 'x', ...times }, SECRET],
    ['about nobody', { sub: '', ...times }, shop],
    ['without an end', { sub: 'x', iat: times.iat }, shop],
    ['without a beginning', { sub: 'x', exp: times.exp }, shop],
    ['that live over a day', { sub: 'x', iat: times.iat, exp: times.iat + 86_401 }, shop],
    ['that have ended', { sub: 'x', iat: times.iat - 3600, exp: times.iat - 60 }, shop],
    ['made tomorrow', { sub: 'x', iat: times.iat + 3600, exp: times.exp + 3600 }, shop],
  ] as const)('are refused when they are %s', async (_what, claims, by) => {
    expect(await tokens.readIdentity(await signed(claims as JWTPayload, by), secret)).toBeNull();
  });
});

describe('ID tokens', () => {
  let server: Server;
  let issuer: string;
  let sign: (claims: JWTPayload, headers?: { alg: string; kid: string }) => Promise<string>;
  let asked = 0;
  let isDown = false;

  beforeAll(async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256');
    const jwk = { ...(await exportJWK(publicKey)), kid: 'key-1', alg: 'RS256', use: 'sig' };
    server = createServer((request, response) => {
      asked += 1;
      const body = request.url?.endsWith('/jwks') ? { keys: [jwk] } : { issuer, jwks_uri: `${issuer}/jwks` };
      response.writeHead(isDown ? 503 : 200, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}/pool`;
    sign = (claims, headers = { alg: 'RS256', kid: 'key-1' }) =>
      new SignJWT(claims).setProtectedHeader(headers).sign(privateKey);
  });
  afterAll(() => {
    server.close();
  });
  const claims = () => ({
    iss: issuer,
    aud: 'console',
    sub: 'anna-sub',
    exp: NOW / 1000 + 60,
    'custom:workspace': 'kofe',
    token_use: 'id',
  });

  it('say who signed in, and the issuer is asked for its keys once', async () => {
    const signIn = oidcSignIn({ issuer, clientId: 'console' }, clock);
    asked = 0;
    for (let i = 0; i < 3; i++)
      expect(await signIn.read(await sign(claims()))).toEqual({ workspace: 'kofe', subject: 'anna-sub' });
    expect(asked).toBe(2);
  });

  it.each([
    ['of another issuer', { iss: 'https://elsewhere.example' }],
    ['for another client', { aud: 'another' }],
    ['that have ended', { exp: NOW / 1000 - 1 }],
    ['that are access tokens', { token_use: 'access' }],
    ['of nobody’s workspace', { 'custom:workspace': undefined }],
    ['of a workspace with a strange name', { 'custom:workspace': 'a#b' }],
  ])('are refused when they are %s', async (_what, wrong) => {
    const signIn = oidcSignIn({ issuer, clientId: 'console' }, clock);
    expect(await signIn.read(await sign({ ...claims(), ...wrong } as JWTPayload))).toBeNull();
  });

  it('are refused when signed with a secret, by an unknown key, or not at all', async () => {
    const signIn = oidcSignIn({ issuer, clientId: 'console' }, clock);
    expect(await signIn.read(await signed(claims()))).toBeNull();
    expect(await signIn.read(await sign(claims(), { alg: 'RS256', kid: 'key-2' }))).toBeNull();
    expect(await signIn.read('no token')).toBeNull();
  });

  it('are nobody’s fault when the issuer is down, and are read again when it is back', async () => {
    const signIn = oidcSignIn({ issuer, clientId: 'console' }, clock);
    const token = await sign(claims());
    isDown = true;
    await expect(signIn.read(token)).rejects.toThrow('The identity provider answers 503');
    isDown = false;
    expect(await signIn.read(token)).not.toBeNull();
  });
});
