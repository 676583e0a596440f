import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import WebSocket from 'ws';
import { jwtTokens } from '../../functions/entry/adapters/jwt.ts';
import type { Ticket } from '../../functions/entry/ports.ts';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import {
  customerOf,
  type Frame,
  identityOf,
  newId,
  openSession,
  operatorOf,
  post,
  rawSocket,
  signIn,
  ticketOf,
} from '../support/drive.ts';
import { eventually, startTestStack, type TestStack } from '../support/stack.ts';
import { stackTokens } from '../support/stack-tokens.ts';
import type { TestWorkspace } from '../support/workspaces.ts';

/** Who is let in at the doors, and what a workspace sees of another. On the real stack, handshakes and all. */
let stack: TestStack;
let here: TestWorkspace;
let there: TestWorkspace;
const stops: (() => void)[] = [];
const kept = <T extends { readonly stop: () => void }>(driven: T): T => {
  stops.push(driven.stop);
  return driven;
};

beforeAll(async () => {
  stack = await startTestStack();
  [here, there] = [
    await stack.workspace({ policy: DEFAULT_POLICY }),
    await stack.workspace({ policy: DEFAULT_POLICY }),
  ];
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  stack.faults.clear();
});
afterAll(() => stack?.stop());

/** How a handshake ends: 101 when the socket opens, else the status. */
function handshake(door: 'customer' | 'operator', protocols: string[], headers: Record<string, string> = {}) {
  return new Promise<number>((resolve, reject) => {
    const socket = new WebSocket(stack.sockets[door] ?? '', protocols, { headers });
    socket.on('open', () => {
      socket.close();
      resolve(101);
    });
    socket.on('unexpected-response', (_request, response) => {
      let said = '';
      response.on('data', (chunk) => {
        said += String(chunk);
      });
      response.on('end', () => {
        if (/\bat .*:\d+:\d+|Error:|node_modules/.test(said)) reject(new Error(`a stack trace was sent: ${said}`));
        resolve(response.statusCode ?? 0);
      });
    });
    socket.on('error', () => undefined);
  });
}
const offering = (ticket: string): string[] => ['otvet.v1', ticket];
const allLogs = async (): Promise<unknown[]> =>
  (await stack.everything()).filter(({ pk }) => /^(C|N|P|I)#/.test(String(pk)));

describe('a ticket', () => {
  const aTicket = (more: Partial<Ticket> = {}): Ticket => ({
    workspace: here.id,
    subject: 'a_someone-who-has-a-ticket',
    kind: 'customer',
    role: 'customer',
    verified: false,
    locale: 'en',
    expiresAt: Date.now() + 3_600_000,
    id: newId(),
    usableUntil: Date.now() + 60_000,
    ...more,
  });

  it('opens one socket', async () => {
    const tokens = await stackTokens(stack);
    expect(await handshake('customer', offering(await tokens.writeTicket(aTicket())))).toBe(101);
  });

  it('that has expired opens none', async () => {
    const earlier = await stackTokens(stack, () => Date.now() - 61_000);
    const expired = await earlier.writeTicket(aTicket({ usableUntil: Date.now() - 1_000 }));
    expect(await handshake('customer', offering(expired))).toBe(403);
  });

  it('that was used opens no second one, not even at the same moment', async () => {
    const { session } = await openSession(stack, here.id);
    const { ticket } = await ticketOf(stack, session);
    expect(await handshake('customer', offering(ticket))).toBe(101);
    expect(await handshake('customer', offering(ticket))).toBe(403);
    const { ticket: other } = await ticketOf(stack, session);
    const both = await Promise.all([0, 1].map(() => handshake('customer', offering(other))));
    expect(both.toSorted()).toEqual([101, 403]);
  });

  it('that is missing, or not alone, opens none', async () => {
    const { session } = await openSession(stack, here.id);
    const { ticket } = await ticketOf(stack, session);
    expect(await handshake('customer', [])).toBe(401);
    expect(await handshake('customer', ['otvet.v1'])).toBe(403);
    expect(await handshake('customer', [ticket])).toBe(403);
    expect(await handshake('customer', [ticket, 'otvet.v1'])).toBe(403);
    expect(await handshake('customer', ['otvet.v1', ticket, ticket.slice(0, -1)])).toBe(403);
    expect(await handshake('customer', ['otvet.v2', ticket])).toBe(403);
    // None of these used it up.
    expect(await handshake('customer', offering(ticket))).toBe(101);
  });

  it('of the other door opens none', async () => {
    const { session } = await openSession(stack, here.id);
    const { ticket: customers } = await ticketOf(stack, session);
    const { ticket: operators } = await ticketOf(stack, await signIn(stack, here.people.oleg.email));
    expect(await handshake('operator', offering(customers))).toBe(403);
    expect(await handshake('customer', offering(operators))).toBe(403);
  });

  it('signed by somebody else, for something else, or torn, opens none', async () => {
    const { session } = await openSession(stack, here.id);
    const { ticket } = await ticketOf(stack, session);
    const forger = jwtTokens(async () => ({ kid: '1', secret: new TextEncoder().encode('x'.repeat(32)) }), Date);
    const [head = '', , signature = ''] = ticket.split('.');
    const claims = Buffer.from(JSON.stringify({ sub: 'lead', ws: here.id, role: 'lead' })).toString('base64url');
    const unsigned = Buffer.from('{"alg":"none"}').toString('base64url');
    for (const token of [
      await forger.writeTicket(aTicket()),
      session,
      `${head}.${claims}.${signature}`,
      `${unsigned}.${claims}.`,
      ticket.slice(0, -2),
      'not-a-token',
    ])
      expect(await handshake('customer', offering(token))).toBe(403);
  });

  it('for a workspace that is not there, or of somebody who works here no more, opens none', async () => {
    const tokens = await stackTokens(stack);
    expect(await handshake('customer', offering(await tokens.writeTicket(aTicket({ workspace: 'nowhere' }))))).toBe(
      403,
    );
    const stranger = aTicket({ kind: 'operator', role: 'operator', subject: 'was-here-once' });
    expect(await handshake('operator', offering(await tokens.writeTicket(stranger)))).toBe(403);
    const promoted = aTicket({ kind: 'operator', role: 'lead', subject: here.people.oleg.id });
    expect(await handshake('operator', offering(await tokens.writeTicket(promoted)))).toBe(403);
  });

  it('is not given without a session, for a session of nobody, or for another’s ID token', async () => {
    expect(await post(stack, '/v1/tickets', {})).toMatchObject({ status: 401, body: { code: 'not_signed_in' } });
    const bearer = (token: string) => ({ authorization: `Bearer ${token}` });
    expect(await post(stack, '/v1/tickets', {}, bearer('torn'))).toMatchObject({
      status: 401,
      body: { code: 'session_over' },
    });
    const earlier = await stackTokens(stack, () => Date.now() - 10_000);
    const over = await earlier.writeSession({ ...aTicket(), expiresAt: Date.now() - 1_000 });
    expect(await post(stack, '/v1/tickets', {}, bearer(over))).toMatchObject({
      status: 401,
      body: { code: 'session_over' },
    });
  });
});

describe('a session that ends', () => {
  it('ends its socket’s say: the next frame is answered with bye, and changes nothing', async () => {
    const tokens = await stackTokens(stack);
    const endsAt = Date.now() + 2_000;
    const session = await tokens.writeSession({
      workspace: here.id,
      subject: 'a_leaves-in-two-seconds',
      kind: 'customer',
      role: 'customer',
      verified: false,
      locale: 'en',
      expiresAt: endsAt,
    });
    const socket = await rawSocket(stack, session);
    expect(await socket.exchange({ type: 'hello', id: newId(), version: 1 })).toMatchObject({ type: 'welcome' });
    await eventually(() => Date.now() > endsAt, { what: 'the end of the session' });
    const before = await allLogs();
    const conversation = newId();
    const late = { type: 'message.post', id: newId(), conversation, after: 0, text: 'x' };
    expect(await socket.exchange(late)).toMatchObject({ type: 'bye', code: 'session_over' });
    expect(await allLogs()).toEqual(before);
    socket.close();
  });
});

describe('a page of a foreign origin', () => {
  const evil = { origin: 'https://evil.example' };

  it('gets no session, no ticket and no socket', async () => {
    expect(await post(stack, '/v1/sessions', { workspace: here.id }, evil)).toMatchObject({
      status: 403,
      body: { code: 'origin_not_allowed' },
    });
    const { session } = await openSession(stack, here.id);
    expect(await post(stack, '/v1/tickets', {}, { ...evil, authorization: `Bearer ${session}` })).toMatchObject({
      status: 403,
      body: { code: 'origin_not_allowed' },
    });
    const { ticket } = await ticketOf(stack, session);
    expect(await handshake('customer', offering(ticket), evil)).toBe(403);
    // A refused handshake does not use the ticket up.
    expect(await handshake('customer', offering(ticket), { origin: stack.url })).toBe(101);
    const { ticket: operators } = await ticketOf(stack, await signIn(stack, here.people.oleg.email));
    expect(await handshake('operator', offering(operators), evil)).toBe(403);
  });

  it('is foreign as well when another workspace allows it, and when it only looks alike', async () => {
    const shop = 'https://shop.example';
    const open = await stack.workspace({ origins: [shop], policy: DEFAULT_POLICY });
    const statusOf = async (workspace: string, origin: string): Promise<number> =>
      (await post(stack, '/v1/sessions', { workspace }, { origin })).status;
    expect(await statusOf(open.id, shop)).toBe(200);
    expect(await statusOf(here.id, shop)).toBe(403);
    for (const alike of ['https://shop.example.evil.example', 'http://shop.example', `${shop}:8443`, 'null'])
      expect(await statusOf(open.id, alike)).toBe(403);
  });
});

describe('another workspace', () => {
  it('is not there for who names its ids', async () => {
    const theirs = kept(await customerOf(stack, there));
    theirs.say('ours alone');
    await eventually(() => theirs.texts().length === 1);
    await stack.projected();
    const before = await allLogs();

    const operator = await rawSocket(stack, await signIn(stack, here.people.anna.email));
    await operator.exchange({ type: 'hello', id: newId(), version: 1 });
    const { conversation } = theirs;
    const ask = (frame: Frame) => operator.exchange({ id: newId(), conversation, ...frame });
    for (const frame of [
      { type: 'conversation.watch', since: 0, notes: 0 },
      { type: 'sync', log: 'conversation', since: 0 },
      { type: 'history', log: 'conversation', before: null, limit: 50 },
      { type: 'conversation.claim', after: 0 },
      { type: 'conversation.close', after: 0 },
      { type: 'note.post', after: 0, text: 'x' },
      { type: 'message.post', after: 0, text: 'x', draft: { conversation, customer: theirs.id } },
    ])
      expect(await ask(frame)).toMatchObject({ type: 'error', code: 'not_found' });
    expect(await ask({ type: 'conversation.claim', after: 1 })).toMatchObject({ type: 'error', code: 'resync' });
    const inbox = await operator.exchange({ type: 'inbox.watch', id: newId() });
    const pong = await operator.exchange({ type: 'ping', id: newId(), seqs: { [conversation]: 0 } });
    expect(JSON.stringify([inbox, pong, operator.received])).not.toMatch(/ours alone/);

    const customer = await rawSocket(stack, (await openSession(stack, here.id)).session);
    await customer.exchange({ type: 'hello', id: newId(), version: 1 });
    const sync = { type: 'sync', id: newId(), conversation, log: 'conversation', since: 0 };
    expect(await customer.exchange(sync)).toMatchObject({ type: 'error', code: 'not_found' });
    await stack.projected();
    expect(await allLogs()).toEqual(before);
    operator.close();
    customer.close();
  });

  it('may have the same ids: two conversations of one id never meet', async () => {
    const conversation = newId();
    const [oleg, boris] = [kept(await operatorOf(stack, here, 'oleg')), kept(await operatorOf(stack, there, 'oleg'))];
    const [ivan, pavel] = [
      kept(await customerOf(stack, here, { conversation })),
      kept(await customerOf(stack, there, { conversation })),
    ];
    ivan.say('here 1');
    pavel.say('there 1');
    await eventually(
      () => oleg.client.state.inbox.cards.has(conversation) && boris.client.state.inbox.cards.has(conversation),
    );
    for (const [operator, word] of [
      [oleg, 'here'],
      [boris, 'there'],
    ] as const) {
      operator.client.watch(conversation);
      operator.ask(conversation, 'conversation.claim');
      operator.say(conversation, `${word} 2`);
      operator.ask(conversation, 'note.post', { text: `${word} note` }, 'notes');
    }
    await eventually(() => ivan.texts().length === 2 && pavel.texts().length === 2);
    expect([ivan.texts(), pavel.texts()]).toEqual([
      ['here 1', 'here 2'],
      ['there 1', 'there 2'],
    ]);
    // The end of one is not the end of the other.
    oleg.ask(conversation, 'conversation.close');
    await eventually(() => ivan.client.state.conversations.get(conversation)?.log.view?.status === 'closed');
    pavel.say('there 3');
    await eventually(() => boris.texts(conversation).length === 3);
    await eventually(() => oleg.notes(conversation).length === 1 && boris.notes(conversation).length === 1);
    expect(pavel.client.state.conversations.get(conversation)?.log.view?.status).toBe('open');
    expect(JSON.stringify([ivan.received, oleg.received])).not.toMatch(/there \d|there note/);
    expect(JSON.stringify([pavel.received, boris.received])).not.toMatch(/[^t]here \d|"here note/);
    await stack.projected();
    expect(await stack.log(here, conversation)).not.toHaveLength(0);
    expect(JSON.stringify(await stack.log(there, conversation))).not.toMatch(/"here/);
  });
});

describe('a customer whom the company vouches for', () => {
  it('is the same on every device, somebody else in another workspace, and nobody for who only knows the name', async () => {
    const ivan = await identityOf(here, 'customer-42', 'Ivan');
    const [laptop, phone] = [await openSession(stack, here.id, ivan), await openSession(stack, here.id, ivan)];
    expect(phone.customer).toBe(laptop.customer);
    const elsewhere = await openSession(stack, there.id, await identityOf(there, 'customer-42', 'Ivan'));
    expect(elsewhere.customer).not.toBe(laptop.customer);
    const anonymous = await openSession(stack, here.id);
    expect(anonymous.customer).not.toBe(laptop.customer);

    const onLaptop = kept(await customerOf(stack, here, { session: laptop }));
    onLaptop.say('from my laptop');
    await eventually(() => onLaptop.texts().length === 1);
    const { conversation } = onLaptop;
    const onPhone = kept(await customerOf(stack, here, { session: phone, conversation }));
    await eventually(() => onPhone.texts().length === 1);
    await stack.projected();
    const again = kept(await customerOf(stack, here, { session: phone }));
    await eventually(() => again.client.state.welcome?.conversations.some((one) => one.conversation === conversation));
    for (const session of [anonymous, elsewhere]) {
      const socket = await rawSocket(stack, session.session);
      const welcome = await socket.exchange({ type: 'hello', id: newId(), version: 1 });
      expect(welcome).toMatchObject({ type: 'welcome', conversations: [] });
      const ask = { type: 'sync', id: newId(), conversation, log: 'conversation', since: 0 };
      expect(await socket.exchange(ask)).toMatchObject({ type: 'error', code: 'not_found' });
      socket.close();
    }
  });
});

describe('what nobody expected', () => {
  it('is answered on a socket with a code and "send it again", without a word of what it was', async () => {
    const { session } = await openSession(stack, here.id);
    const socket = await rawSocket(stack, session);
    await socket.exchange({ type: 'hello', id: newId(), version: 1 });
    const conversation = newId();
    const frame = { type: 'message.post', id: newId(), conversation, after: 0, text: 'in bad weather' };
    stack.faults.failNext({
      caller: 'customer-socket',
      service: 'dynamodb',
      action: 'PutItem',
      includes: conversation,
      times: 3,
    });
    const answer = await socket.exchange(frame);
    expect(answer).toMatchObject({ type: 'error', id: frame.id, code: 'internal', retry: 'same' });
    expect(JSON.stringify(answer)).not.toMatch(/fault|InternalServerError|dynamo|\bat /i);
    // The same frame again, and it lands.
    expect(await socket.exchange(frame)).toMatchObject({ type: 'ack', id: frame.id, seq: 1 });
    socket.close();
  });

  it('is answered over HTTP with a code, without a word of what it was', async () => {
    stack.faults.failNext({ caller: 'http', service: 'dynamodb', times: 3 });
    const fresh = await stack.workspace({ policy: DEFAULT_POLICY });
    const { status, text } = await post(stack, '/v1/sessions', { workspace: fresh.id });
    expect(status).toBe(500);
    expect(JSON.parse(text)).toEqual({ code: 'internal', message: expect.any(String) });
    expect(text).not.toMatch(/fault|InternalServerError|dynamo|\bat /i);
  });

  it.each([
    ['no JSON', '{', 400, 'invalid_json'],
    ['a field that nobody knows', '{"workspace":"w","admin":true}', 400, 'invalid_body'],
    ['no workspace', '{}', 400, 'invalid_body'],
    ['a workspace that is a path', '{"workspace":"../w"}', 400, 'invalid_body'],
    ['a workspace that is not there', '{"workspace":"nowhere"}', 404, 'unknown_workspace'],
    ['too much', JSON.stringify({ workspace: 'w', identity: 'x'.repeat(9_000) }), 413, 'too_large'],
  ])('a body with %s is refused by its code', async (_what, body, status, code) => {
    expect(await post(stack, '/v1/sessions', body)).toMatchObject({ status, body: { code } });
  });

  it.each([
    ['no JSON', '{', 400, 'invalid_json'],
    ['a field that nobody knows', '{"locale":"ru"}', 400, 'invalid_body'],
    ['a path that is no text', '{"path":["/"]}', 400, 'invalid_body'],
    ['a path without end', JSON.stringify({ path: `/${'a'.repeat(1_000)}` }), 400, 'invalid_body'],
    ['a zone without end', JSON.stringify({ zone: 'A'.repeat(65) }), 400, 'invalid_body'],
    ['a zone that is no text', '{"zone":3}', 400, 'invalid_body'],
    ['too much', JSON.stringify({ path: 'x'.repeat(9_000) }), 413, 'too_large'],
  ])('a wish for a ticket with %s is refused by its code', async (_what, body, status, code) => {
    const { session } = await openSession(stack, here.id);
    const answer = await post(stack, '/v1/tickets', body, { authorization: `Bearer ${session}` });
    expect(answer).toMatchObject({ status, body: { code } });
  });

  it('an identity that the company did not sign is refused, not taken for nobody', async () => {
    const forged = 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJpdmFuIn0.';
    expect(await post(stack, '/v1/sessions', { workspace: here.id, identity: forged })).toMatchObject({
      status: 401,
      body: { code: 'bad_identity' },
    });
  });
});
