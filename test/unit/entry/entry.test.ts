import { beforeEach, describe, expect, it } from 'vitest';
import { sha256Digest } from '../../../functions/entry/adapters/sha256-digest.ts';
import { authorize } from '../../../functions/entry/authorize.ts';
import type { Session, Ticket } from '../../../functions/entry/ports.ts';
import { openSession, SESSION_MS } from '../../../functions/entry/sessions.ts';
import { giveTicket, OPERATOR_SOCKET_MS, TICKET_MS } from '../../../functions/entry/tickets.ts';
import { countingRandom, manualClock } from '../../support/fakes.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { plainSignIn, plainTokens } from '../../support/tokens.ts';
import { OPERATORS, WORKSPACE } from '../../support/world.ts';

const SHOP = 'https://shop.example';
const SECRET = 'the secret of the shop';

async function aDoor() {
  const clock = manualClock();
  const store = memoryStore();
  await store.putWorkspace({ ...WORKSPACE, identitySecret: SECRET });
  await store.putWorkspace({ ...WORKSPACE, id: 'nameless', origins: ['https://other.example'] });
  for (const operator of OPERATORS) await store.putOperator(WORKSPACE.id, operator);
  const tokens = plainTokens(clock);
  const deps = {
    directory: store.directory,
    tickets: store.tickets,
    tokens,
    signIn: plainSignIn,
    digest: sha256Digest,
    clock,
    random: countingRandom(),
    sightings: store.sightings,
    log: { warn: () => undefined },
    addresses: { customer: 'wss://customer.example', operator: 'wss://operator.example' },
  };
  return { ...deps, deps, store, clock };
}
let door: Awaited<ReturnType<typeof aDoor>>;
beforeEach(async () => {
  door = await aDoor();
});
const identity = (subject: string, name?: string, secret = SECRET): string =>
  `identity-${secret}.${JSON.stringify({ subject, ...(name && { name }) })}`;

describe('a session', () => {
  const open = (more: Partial<Parameters<typeof openSession>[1]> = {}) =>
    openSession(door.deps, { workspace: WORKSPACE.id, origin: SHOP, ...more });
  const opened = async (more: Partial<Parameters<typeof openSession>[1]> = {}) => {
    const answer = await open(more);
    if (!answer.ok) throw new Error(answer.code);
    return { ...answer, claims: (await door.tokens.readSession(answer.session)) as Session };
  };

  it('without an identity is a new person each time, for thirty days, in the workspace’s language', async () => {
    const [one, two] = [await opened(), await opened({ locale: 'ru' })];
    expect(one.customer).not.toBe(two.customer);
    expect(one.expiresAt).toBe(door.clock.now() + SESSION_MS);
    expect(one.claims).toMatchObject({ subject: one.customer, verified: false, role: 'customer', locale: 'en' });
    expect(two.claims.locale).toBe('ru');
  });

  it('of an allowed page says that the widget stands on a site; any other says nothing', async () => {
    const first = () => door.store.sightings.first(WORKSPACE.id);
    await open({ origin: 'https://evil.example' });
    await openSession(door.deps, { workspace: WORKSPACE.id });
    expect(await first()).toBeNull();
    await opened();
    const seen = door.clock.now();
    door.clock.advance(60_000);
    await opened();
    expect(await first()).toBe(seen);
    expect(await door.store.sightings.first('nameless')).toBeNull();
  });

  it('opens though that cannot be written down, which is logged', async () => {
    const warned: unknown[] = [];
    const answer = await openSession(
      {
        ...door.deps,
        sightings: { note: () => Promise.reject(new Error('the table is away')) },
        log: { warn: (...said: unknown[]) => void warned.push(said) },
      },
      { workspace: WORKSPACE.id, origin: SHOP },
    );
    expect(answer.ok).toBe(true);
    expect(warned).toEqual([['site.not_noted', { workspace: WORKSPACE.id, error: 'Error: the table is away' }]]);
  });

  it('with an identity is the same person everywhere, whom no anonymous one can be', async () => {
    const [one, two] = [await opened({ identity: identity('17', 'Ivan') }), await opened({ identity: identity('17') })];
    expect(one.customer).toBe(two.customer);
    expect(one.customer).toMatch(/^c_/);
    expect(one.claims).toMatchObject({ verified: true, name: 'Ivan' });
    expect((await opened({ identity: identity('18') })).customer).not.toBe(one.customer);
    expect((await opened()).customer).toMatch(/^a_/);
  });

  it.each([
    ['a wrong identity', { identity: identity('17', 'Ivan', 'another') }, 'bad_identity'],
    [
      'an identity where none can be checked',
      { workspace: 'nameless', identity: identity('17'), origin: 'https://other.example' },
      'bad_identity',
    ],
    ['a foreign site', { origin: 'https://evil.example' }, 'origin_not_allowed'],
    ['a page without an origin of its own', { origin: 'null' }, 'origin_not_allowed'],
    ['a workspace that is not there', { workspace: 'nowhere' }, 'unknown_workspace'],
    ['a session to renew that is none', { session: 'x' }, 'session_over'],
  ])('is refused for %s, never made anonymous', async (_what, more, code) => {
    expect(await open(more)).toEqual({ ok: false, code });
  });

  it('is renewed as the same person, anew for thirty days', async () => {
    const { customer, session } = await opened();
    door.clock.advance(SESSION_MS - 1000);
    const renewed = await opened({ session });
    expect(renewed).toMatchObject({ customer, expiresAt: door.clock.now() + SESSION_MS });
    door.clock.advance(SESSION_MS);
    expect(await open({ session: renewed.session })).toEqual({ ok: false, code: 'session_over' });
  });

  it('of one whom the company vouched for is not made longer without the company', async () => {
    const { session, expiresAt } = await opened({ identity: identity('17', 'Ivan') });
    door.clock.advance(1000);
    expect(await opened({ session })).toMatchObject({ expiresAt, claims: { name: 'Ivan', verified: true } });
  });

  it('is not renewed in another workspace, nor for a lead who came by a link', async () => {
    const { session } = await opened();
    expect(await open({ workspace: 'nameless', origin: 'https://other.example', session })).toMatchObject({
      ok: false,
    });
    const lead = await door.tokens.writeSession({
      workspace: WORKSPACE.id,
      subject: 'anna',
      kind: 'operator',
      role: 'lead',
      verified: false,
      locale: 'en',
      scope: 'conversation-0000000001',
      expiresAt: door.clock.now() + 1000,
    });
    expect(await open({ session: lead })).toEqual({ ok: false, code: 'session_over' });
  });
});

describe('a ticket', () => {
  const ticketOf = async (token: string, side: 'customer' | 'operator') =>
    (await door.tokens.readTicket(token, side)) as Ticket;

  it('is given for a session, for a minute, to the door of customers', async () => {
    const session = await openSession(door.deps, { workspace: WORKSPACE.id, identity: identity('17', 'Ivan') });
    const answer = await giveTicket(door.deps, { bearer: session.ok ? session.session : '', origin: SHOP });
    if (!answer.ok) throw new Error(answer.code);
    expect(answer).toMatchObject({ address: 'wss://customer.example', expiresAt: door.clock.now() + TICKET_MS });
    expect(await ticketOf(answer.ticket, 'customer')).toMatchObject({
      kind: 'customer',
      name: 'Ivan',
      verified: true,
      expiresAt: door.clock.now() + SESSION_MS,
    });
    expect(await ticketOf(answer.ticket, 'operator')).toBeNull();
  });

  const visited = async (visit: { path?: string; zone?: string }, bearer?: string) => {
    const session = await openSession(door.deps, { workspace: WORKSPACE.id });
    const answer = await giveTicket(door.deps, { bearer: bearer ?? (session.ok ? session.session : ''), ...visit });
    if (!answer.ok) throw new Error(answer.code);
    const ticket = await ticketOf(answer.ticket, bearer ? 'operator' : 'customer');
    return Object.fromEntries(Object.entries(ticket).filter(([field]) => field === 'path' || field === 'zone'));
  };

  it.each([
    ['the page and the clock there', { path: '/returns', zone: 'Europe/Samara' }, undefined],
    ['nothing, as older widgets do', {}, undefined],
    ['a query and a fragment: they may hold a secret', { path: '/a?token=1#b' }, { path: '/a' }],
    ['letters as browsers write them', { path: '/%D0%BA%D0%BE%D1%84%D0%B5/%2F%3F' }, { path: '/кофе/%2F%3F' }],
    ['a letter cut in two', { path: '/%D0%BA%D0' }, { path: '/%D0%BA%D0' }],
    ['signs that turn the line round', { path: '/a%E2%80%AEb%00c' }, { path: '/a b c' }],
    ['a very long address', { path: `/${'щ'.repeat(300)}` }, { path: `/${'щ'.repeat(199)}` }],
    ['no path', { path: 'javascript:alert(1)' }, {}],
    ['an empty one', { path: '' }, {}],
    ['a zone that is none', { path: '/', zone: 'Mars/Olympus_Mons' }, { path: '/' }],
    ['a shift for a zone', { zone: '+03:00' }, {}],
    ['a script for a zone', { zone: '<script>' }, {}],
  ])(
    'keeps of a customer’s visit what can be told to operators, and refuses nobody for the rest: %s',
    async (_, visit, kept) => {
      expect(await visited(visit)).toEqual(kept ?? visit);
    },
  );

  it('says nothing of where an operator is', async () => {
    expect(await visited({ path: '/console/', zone: 'Europe/Samara' }, `id.${WORKSPACE.id}.anna`)).toEqual({});
  });

  it('is given for an ID token, with the role and name of our own row', async () => {
    const answer = await giveTicket(door.deps, { bearer: `id.${WORKSPACE.id}.anna` });
    if (!answer.ok) throw new Error(answer.code);
    expect(answer.address).toBe('wss://operator.example');
    expect(await ticketOf(answer.ticket, 'operator')).toMatchObject({
      subject: 'anna',
      role: 'lead',
      name: 'Anna',
      expiresAt: door.clock.now() + OPERATOR_SOCKET_MS,
    });
  });

  it('ends no later than the session it was given for', async () => {
    const bearer = await door.tokens.writeSession({
      workspace: WORKSPACE.id,
      subject: 'a_1',
      kind: 'customer',
      role: 'customer',
      verified: false,
      locale: 'en',
      expiresAt: door.clock.now() + 5000,
    });
    expect(await giveTicket(door.deps, { bearer })).toMatchObject({ expiresAt: door.clock.now() + 5000 });
  });

  it.each([
    ['nothing that is valid', { bearer: 'x' }, 'session_over'],
    ['an ID token of somebody unknown', { bearer: 'id.kofevarnya.stranger' }, 'not_an_operator'],
    ['an ID token of a person of another workspace', { bearer: 'id.nameless.anna' }, 'not_an_operator'],
    ['a foreign site', { bearer: 'id.kofevarnya.anna', origin: 'https://evil.example' }, 'origin_not_allowed'],
  ])('is not given for %s', async (_what, request, code) => {
    expect(await giveTicket(door.deps, request)).toEqual({ ok: false, code });
  });

  it('is not given to who has left', async () => {
    await door.store.putOperator(WORKSPACE.id, { ...OPERATORS[0], id: 'anna', active: false } as never);
    expect(await giveTicket(door.deps, { bearer: `id.${WORKSPACE.id}.anna` })).toMatchObject({
      code: 'not_an_operator',
    });
  });
});

describe('a handshake', () => {
  const ticket = async (bearer = `id.${WORKSPACE.id}.anna`): Promise<string> => {
    const answer = await giveTicket(door.deps, { bearer });
    return answer.ok ? answer.ticket : '';
  };
  const customerTicket = async (): Promise<string> => {
    const session = await openSession(door.deps, { workspace: WORKSPACE.id });
    return ticket(session.ok ? session.session : '');
  };

  it('is let in once with its ticket', async () => {
    const protocols = `otvet.v1, ${await customerTicket()}`;
    expect(await authorize(door.deps, { door: 'customer', protocols, origin: SHOP })).toMatchObject({
      ok: true,
      ticket: { workspace: WORKSPACE.id, role: 'customer' },
    });
    expect(await authorize(door.deps, { door: 'customer', protocols, origin: SHOP })).toMatchObject({
      ok: false,
      reason: 'used_ticket',
    });
  });

  it('without an origin comes from no page, and is let in', async () => {
    expect(await authorize(door.deps, { door: 'operator', protocols: `otvet.v1,${await ticket()}` })).toMatchObject({
      ok: true,
    });
  });

  it('is refused without a ticket, with another protocol first, or with more than one ticket', async () => {
    const good = await ticket();
    for (const protocols of [
      undefined,
      '',
      'otvet.v1',
      'otvet.v1,',
      good,
      `${good}, otvet.v1`,
      `otvet.v2, ${good}`,
      `otvet.v1, ${good}, x`,
    ])
      expect(await authorize(door.deps, { door: 'operator', ...(protocols !== undefined && { protocols }) })).toEqual({
        ok: false,
        reason: 'no_ticket',
      });
    expect(await authorize(door.deps, { door: 'operator', protocols: `otvet.v1, ${good}` })).toMatchObject({
      ok: true,
    });
  });

  it('is refused by the other door, a minute later, and for a token of another kind', async () => {
    const protocols = `otvet.v1, ${await ticket()}`;
    expect(await authorize(door.deps, { door: 'customer', protocols })).toMatchObject({ reason: 'bad_ticket' });
    door.clock.advance(TICKET_MS);
    expect(await authorize(door.deps, { door: 'operator', protocols })).toMatchObject({ reason: 'bad_ticket' });
    expect(await authorize(door.deps, { door: 'operator', protocols: 'otvet.v1, session.x' })).toMatchObject({
      reason: 'bad_ticket',
    });
  });

  it('from a foreign site is refused, and does not use the ticket up', async () => {
    const protocols = `otvet.v1, ${await customerTicket()}`;
    expect(await authorize(door.deps, { door: 'customer', protocols, origin: 'https://evil.example' })).toMatchObject({
      reason: 'origin',
      workspace: WORKSPACE.id,
    });
    expect(await authorize(door.deps, { door: 'customer', protocols, origin: SHOP })).toMatchObject({ ok: true });
  });

  it('of an operator who was let go, or has another role by now, is refused', async () => {
    const [anna] = OPERATORS;
    const protocols = [`otvet.v1, ${await ticket()}`, `otvet.v1, ${await ticket()}`];
    for (const change of [{ role: 'operator' }, { active: false }]) {
      await door.store.putOperator(WORKSPACE.id, { ...anna, ...change } as never);
      const [protocol = ''] = protocols.splice(0, 1);
      expect(await authorize(door.deps, { door: 'operator', protocols: protocol })).toMatchObject({
        reason: 'not_an_operator',
      });
    }
  });
});
