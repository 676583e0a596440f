import middy from '@middy/core';
import fc from 'fast-check';
import * as v from 'valibot';
import { describe, expect, it } from 'vitest';
import type { Caller, Session } from '../../../functions/entry/ports.ts';
import { authorizerHandler } from '../../../functions/middleware/authorizer.ts';
import { connectionHandler } from '../../../functions/middleware/connection.ts';
import { type HttpAnswer, HttpError, httpErrors, json } from '../../../functions/middleware/http-errors.ts';
import { type HttpEvent, httpRouter } from '../../../functions/middleware/http-router.ts';
import { readBody } from '../../../functions/middleware/json-body.ts';
import { socketHandler } from '../../../functions/middleware/socket.ts';
import { callerOf, contextOf } from '../../../functions/middleware/socket-session.ts';
import { fakeMeter, manualClock } from '../../support/fakes.ts';
import { aContext, requestLogger } from '../../support/lambda.ts';
import { memoryStore } from '../../support/memory-store.ts';
import { plainTokens } from '../../support/tokens.ts';
import { OPERATORS, WORKSPACE } from '../../support/world.ts';

const clock = manualClock();
const NOW = clock.now();
const SESSION: Session = {
  workspace: 'kofe',
  subject: 'c_17',
  kind: 'customer',
  role: 'customer',
  name: 'Иван',
  verified: true,
  locale: 'ru',
  expiresAt: NOW + 60_000,
};
const aFrame = (body: string, session: Session = SESSION, more: object = {}) => ({
  requestContext: {
    connectionId: 'socket=',
    eventType: 'MESSAGE',
    authorizer: { ...contextOf(session), principalId: 'x', integrationLatency: 3 },
    ...more,
  },
  body,
});

describe('a socket’s handler', () => {
  const run = async (
    event: ReturnType<typeof aFrame>,
    handle: (caller: Caller, text: string) => Promise<string | null>,
  ) => {
    const [log, meter] = [requestLogger(), fakeMeter()];
    const answer = await socketHandler('customer', { log, meter, clock }, handle)(event as never, aContext());
    return { answer: answer as { statusCode: number; body?: string }, log, meter };
  };

  it('hears who sent a frame from the gateway, and answers its sender by the route', async () => {
    const heard: [Caller, string][] = [];
    const { answer, log } = await run(aFrame('{"type":"hello"}'), async (caller, text) => {
      heard.push([caller, text]);
      return '{"type":"welcome"}';
    });
    expect(answer).toEqual({ statusCode: 200, body: '{"type":"welcome"}' });
    expect(heard).toEqual([
      [
        {
          connection: 'socket=',
          workspace: 'kofe',
          actor: { kind: 'customer', id: 'c_17', name: 'Иван' },
          verified: true,
          locale: 'ru',
          expires: NOW + 60_000,
        },
        '{"type":"hello"}',
      ],
    ]);
    expect(log.begun).toEqual([{ connection: 'socket=', workspace: 'kofe' }]);
  });

  it('answers a hint with nothing', async () => {
    expect((await run(aFrame('{}'), async () => null)).answer).toEqual({ statusCode: 200 });
  });

  it('sends no answer that would close the socket: it is our fault, said and counted like any other', async () => {
    const large = JSON.stringify({ type: 'synced', text: 'я'.repeat(16 * 1024) });
    const { answer, log, meter } = await run(aFrame('{"type":"sync","id":"s1"}'), async () => large);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ type: 'error', id: 's1', code: 'internal', retry: 'same' });
    expect(log.lines).toMatchObject([{ level: 'error', message: 'frame.failed' }]);
    expect([...meter.counts]).toEqual([['UnexpectedErrors', 1]]);
  });

  it('knows a lead who came by a link by the one conversation', () => {
    const scope = 'conversation-0000000001';
    const lead = { ...SESSION, kind: 'operator', role: 'lead', subject: 'anna', name: 'Anna', scope } as const;
    expect(callerOf(aFrame('', lead)).actor).toEqual({
      kind: 'operator',
      id: 'anna',
      role: 'lead',
      name: 'Anna',
      scope,
    });
  });

  it('knows what the company signed of a customer, and the page, in any script', () => {
    const attributes = { План: 'Про', plan: '“Pro”' };
    const visit = { path: '/возврат/"2"', zone: 'America/Argentina/Buenos_Aires' };
    const ticket = { ...SESSION, ...visit, attributes };
    const authorizer = contextOf(ticket, 'shop.example');
    // Headers of the gateway: letters that any of them takes.
    for (const value of Object.values(authorizer)) expect(value).toMatch(/^[\x20-\x7e]*$/);
    const caller = callerOf({ requestContext: { connectionId: 'socket=', authorizer } });
    expect(caller).toMatchObject({ attributes, site: 'shop.example', ...visit });
  });

  it('knows a socket that was opened before there was anything to say of its page', () => {
    const { path: _path, zone: _zone, ...before } = contextOf(SESSION);
    const caller = callerOf({ requestContext: { connectionId: 'socket=', authorizer: before } });
    expect(caller).not.toHaveProperty('path');
    expect(caller).not.toHaveProperty('zone');
  });

  it('says goodbye when the session has ended, and does nothing more', async () => {
    let called = false;
    const { answer } = await run(aFrame('{}', { ...SESSION, expiresAt: NOW }), async () => {
      called = true;
      return null;
    });
    expect(JSON.parse(answer.body ?? '')).toEqual({ type: 'bye', code: 'session_over', retry: true });
    expect(called).toBe(false);
  });

  it.each([
    ['{"type":"ping","id":"ping-000000000001"}', 'ping-000000000001'],
    ['{"type":"ping","id":17}', null],
    ['no JSON', null],
    ['null', null],
  ])('answers what nobody expected with its id (%s), without a word of the cause', async (body, id) => {
    const cause = new Error('the table is on fire at 10.0.0.1');
    const { answer, log, meter } = await run(aFrame(body), () => Promise.reject(cause));
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ type: 'error', id, code: 'internal', retry: 'same' });
    expect(answer.body).not.toContain('fire');
    expect(log.lines).toMatchObject([{ level: 'error', message: 'frame.failed', error: cause }]);
    expect([...meter.counts]).toEqual([['UnexpectedErrors', 1]]);
  });

  it.each([
    ['without a context', { authorizer: undefined }],
    ['of the other door', { authorizer: contextOf({ ...SESSION, kind: 'operator', role: 'lead' }) }],
    ['with a role that does not exist', { authorizer: { ...contextOf(SESSION), role: 'owner' } }],
    ['with a workspace that is none', { authorizer: { ...contextOf(SESSION), workspace: 'a#b' } }],
  ])('does nothing for a socket %s', async (_what, more) => {
    let called = false;
    const { answer } = await run(aFrame('{}', SESSION, more), async () => {
      called = true;
      return null;
    });
    expect(called).toBe(false);
    expect(JSON.parse(answer.body ?? '')).toMatchObject({ code: 'internal' });
  });
});

describe('connections', () => {
  it('open with the protocol echoed, and are forgotten when they close', async () => {
    const store = memoryStore();
    const deps = { connections: store.connections.customer, subscriptions: store.subscriptions.customer };
    const handler = connectionHandler(requestLogger(), deps);
    expect(await handler(aFrame('', SESSION, { eventType: 'CONNECT' }), aContext())).toEqual({
      statusCode: 200,
      headers: { 'Sec-WebSocket-Protocol': 'otvet.v1' },
    });
    await store.subscriptions.customer.add('kofe', 'person:c_17', 'socket=');
    expect(await handler(aFrame('', SESSION, { eventType: 'DISCONNECT' }), aContext())).toEqual({ statusCode: 200 });
    expect(await store.subscriptions.customer.of('kofe', 'person:c_17')).toEqual([]);
  });
});

describe('an authorizer', () => {
  const run = async (headers: Record<string, string>) => {
    const store = memoryStore();
    await store.putWorkspace(WORKSPACE);
    for (const operator of OPERATORS) await store.putOperator(WORKSPACE.id, operator);
    const tokens = plainTokens(clock);
    const ticket = await tokens.writeTicket({
      ...SESSION,
      workspace: WORKSPACE.id,
      id: 'ticket-0000000000001',
      usableUntil: NOW + 1000,
    });
    const log = requestLogger();
    const handler = authorizerHandler('customer', log, { directory: store.directory, tickets: store.tickets, tokens });
    const replaced = Object.entries(headers).map(([name, value]) => [name, value.replace('<ticket>', ticket)]);
    const event = {
      methodArn: 'arn:connect',
      headers: Object.fromEntries(replaced),
      requestContext: { connectionId: 'socket=' },
    };
    return { answer: (await handler(event, aContext())) as Record<string, unknown>, log };
  };
  const effect = (answer: Record<string, unknown>) =>
    (answer['policyDocument'] as { Statement: { Effect: string; Resource: string }[] }).Statement[0];

  it.each(['Sec-WebSocket-Protocol', 'sec-websocket-protocol', 'SEC-WEBSOCKET-PROTOCOL'])(
    'reads %s, and says who it is in strings',
    async (name) => {
      const { answer } = await run({ [name]: 'otvet.v1, <ticket>', origin: 'https://shop.example' });
      expect(effect(answer)).toMatchObject({ Effect: 'Allow', Resource: 'arn:connect' });
      expect(answer['context']).toEqual({
        workspace: WORKSPACE.id,
        subject: 'c_17',
        kind: 'customer',
        role: 'customer',
        name: '%D0%98%D0%B2%D0%B0%D0%BD',
        verified: '1',
        attributes: '',
        scope: '',
        site: 'shop.example',
        path: '',
        zone: '',
        locale: 'ru',
        expires: String((NOW + 60_000) / 1000),
      });
    },
  );

  it('refuses, and tells the log alone why', async () => {
    const { answer, log } = await run({
      'Sec-WebSocket-Protocol': 'otvet.v1, <ticket>',
      Origin: 'https://evil.example',
    });
    expect(effect(answer)).toMatchObject({ Effect: 'Deny' });
    expect(answer['context']).toEqual({});
    expect(log.lines).toEqual([
      {
        level: 'info',
        message: 'handshake.refused',
        data: { reason: 'origin', workspace: WORKSPACE.id, origin: 'https://evil.example' },
      },
    ]);
  });
});

describe('the HTTP side', () => {
  const aRequest = (method: string, rawPath: string, body?: string, isBase64Encoded = false): HttpEvent => ({
    rawPath,
    headers: {},
    requestContext: { http: { method }, requestId: 'request-1' },
    ...(body !== undefined && { body }),
    isBase64Encoded,
  });
  const route = httpRouter({ 'POST /v1/things': async () => json(200, { ok: true }) });

  it('routes by method and path, exactly', async () => {
    expect((await route(aRequest('POST', '/v1/things'))).statusCode).toBe(200);
    for (const [method, path] of [
      ['GET', '/v1/things'],
      ['POST', '/v1/things/'],
      ['POST', '/v1'],
      ['POST', '__proto__'],
      ['constructor', ''],
    ] as const)
      expect(await route(aRequest(method, path))).toMatchObject({
        statusCode: 404,
        body: expect.stringContaining('"code":"not_found"'),
      });
  });

  const Body = v.strictObject({ name: v.string() });
  const code = (request: HttpEvent): string => {
    try {
      readBody(Body, request);
      return 'ok';
    } catch (error) {
      return error instanceof HttpError ? error.code : String(error);
    }
  };

  it.each([
    ['{"name":"x"}', 'ok'],
    ['', 'invalid_json'],
    ['{', 'invalid_json'],
    ['[]', 'invalid_body'],
    ['null', 'invalid_body'],
    ['{"name":1}', 'invalid_body'],
    ['{"name":"x","more":1}', 'invalid_body'],
    ['{"name":"x","__proto__":{"admin":true}}', 'invalid_body'],
    [`{"name":"${'я'.repeat(4096)}"}`, 'too_large'],
  ])('reads the body %s: %s', (body, expected) => {
    expect(code(aRequest('POST', '/', body))).toBe(expected);
    expect(code(aRequest('POST', '/', Buffer.from(body).toString('base64'), true))).toBe(expected);
  });

  it('has an answer for whatever comes', () => {
    const answers = ['ok', 'invalid_json', 'invalid_body', 'too_large'];
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.json()), (body) =>
        answers.includes(code(aRequest('POST', '/', body))),
      ),
      { numRuns: 2000 },
    );
  }, 30_000); // two thousand texts are made in a second, and in ten where others are busy

  it('answers errors as they are meant, and all others without a word of them', async () => {
    const run = async (error: Error) => {
      const [log, meter] = [requestLogger(), fakeMeter()];
      const handler = middy<HttpEvent, HttpAnswer>()
        .use(httpErrors(log, meter))
        .handler(() => Promise.reject(error));
      return { answer: await handler(aRequest('GET', '/'), aContext()), log, meter };
    };
    const meant = await run(new HttpError('too_large'));
    expect(meant.answer).toMatchObject({ statusCode: 413, headers: { 'cache-control': 'no-store' } });
    expect(meant.log.lines).toEqual([]);

    const cause = new Error('the key is hunter2');
    const unexpected = await run(cause);
    expect(unexpected.answer).toMatchObject({ statusCode: 500, body: expect.stringContaining('"code":"internal"') });
    expect(unexpected.answer?.body).not.toContain('hunter2');
    expect(unexpected.log.lines).toEqual([{ level: 'error', message: 'request.failed', error: cause }]);
    expect(unexpected.meter.counts.get('UnexpectedErrors')).toBe(1);
  });
});
