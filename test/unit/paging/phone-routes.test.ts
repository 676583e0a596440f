import { beforeEach, describe, expect, it } from 'vitest';
import { acknowledgeRoute } from '../../../functions/entries/acknowledge/routes.ts';
import { HttpError } from '../../../functions/middleware/http-errors.ts';
import { plainTokens } from '../../support/tokens.ts';
import { aWorld } from '../../support/world.ts';

interface Answer {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly cookies?: readonly string[];
}
interface More {
  readonly body?: string;
  readonly cookies?: readonly string[];
  readonly headers?: Readonly<Record<string, string>>;
  readonly after?: string;
}

/** A night: nobody is there, a customer asks for a person, the lead's phone has a link. */
async function aNight() {
  const world = await aWorld();
  const ivan = await world.customer();
  const conversation = 'conversation-0000000001';
  await ivan.send('message.post', { conversation, after: 0, text: 'The <b>machine</b> is on fire' });
  await ivan.send('human.request', { conversation, after: 1, choice: 'wake' });
  await world.advance(30);
  const code = world.codesFor('+70000000001')[0] ?? '';
  const deps = { ...world.deps, tokens: plainTokens(world.clock) };
  const call = async (
    method: string,
    rest: string,
    { body, cookies, headers = {}, after }: More = {},
  ): Promise<Answer> =>
    (await acknowledgeRoute(deps, {
      rawPath: `/p/${rest}`,
      headers,
      requestContext: { http: { method }, requestId: 'request-1' },
      isBase64Encoded: false,
      ...(body !== undefined && { body }),
      ...(cookies && { cookies }),
      ...(after !== undefined && { queryStringParameters: { after } }),
    })) as Answer;
  return { ...world, ivan, conversation, code, call };
}
let night: Awaited<ReturnType<typeof aNight>>;
beforeEach(async () => {
  night = await aNight();
});
const taken = async (): Promise<readonly string[]> => {
  const { cookies } = await night.call('POST', `${night.code}/take`);
  return (cookies ?? []).map((cookie) => cookie.split('; Path')[0] ?? '');
};

describe('a link in a page', () => {
  it('opened by whatever scans messages changes nothing', async () => {
    const before = await night.page();
    for (const path of [night.code, `${night.code}/`, `${night.code}/state`, `${night.code}/log`, `${night.code}/take`])
      await night.call('GET', path);
    expect(await night.page()).toEqual(before);
  });

  it('shows the customer’s words as words, to nobody’s memory and in no foreign frame', async () => {
    const { statusCode, headers, body } = await night.call('GET', night.code);
    expect(statusCode).toBe(200);
    expect(body).not.toContain('<b>machine');
    expect(headers).toMatchObject({
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
    });
    const policy = headers['content-security-policy'] ?? '';
    expect(policy).toContain("frame-ancestors 'self'");
    const [, nonce = 'none'] = /script-src 'nonce-([\w-]+)'/.exec(policy) ?? [];
    expect(body).toContain(`nonce="${nonce}"`);
    expect((await night.call('GET', night.code)).headers['content-security-policy']).not.toBe(policy);
  });

  it('taken by the button gives the chat and a cookie for it alone', async () => {
    const answer = await night.call('POST', `${night.code}/take`);
    expect(answer.statusCode).toBe(200);
    expect(answer.cookies).toHaveLength(1);
    const attributes = (answer.cookies?.[0] ?? '').split('; ').slice(1);
    expect(attributes).toEqual([`Path=/p/${night.code}`, 'Max-Age=1800', 'HttpOnly', 'SameSite=Lax', 'Secure']);
    expect((await night.state(night.conversation)).owner).toBe('anna');
    expect(JSON.parse((await night.call('GET', `${night.code}/state`)).body)).toMatchObject({
      status: 'taken',
      by: 'Anna',
    });
  });

  it('without TLS gives a cookie that a browser keeps', async () => {
    const { cookies } = await night.call('POST', `${night.code}/take`, { headers: { 'X-Forwarded-Proto': 'http' } });
    expect(cookies?.[0]).toMatch(/SameSite=Lax$/);
  });

  it('answers from the page, once however often the form is sent', async () => {
    const cookies = await taken();
    const { seq } = await night.state(night.conversation);
    const form = new URLSearchParams({ id: 'reply-00000000000001', after: String(seq), text: 'On my way\r\nAnna' });
    for (let i = 0; i < 3; i++) {
      const { statusCode, headers } = await night.call('POST', `${night.code}/reply`, { cookies, body: String(form) });
      expect([statusCode, headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    }
    const log = await night.call('GET', `${night.code}/log`, { cookies, after: String(seq) });
    expect(JSON.parse(log.body).messages).toMatchObject([{ by: 'operator', text: 'On my way\nAnna' }]);
    const json = await night.call('POST', `${night.code}/reply`, {
      cookies,
      body: String(form),
      headers: { accept: 'application/json' },
    });
    expect(JSON.parse(json.body)).toMatchObject({ messages: [{ text: 'On my way\nAnna' }], closed: false });
  });

  it('gives the text back when a colleague has taken the chat meanwhile', async () => {
    const cookies = await taken();
    const pyotr = await night.operator('pyotr');
    const { seq } = await night.state(night.conversation);
    const reason = 'Anna sleeps';
    await pyotr.send('conversation.claim', { conversation: night.conversation, after: seq, reason });
    const body = String(new URLSearchParams({ id: 'reply-00000000000001', after: String(seq), text: 'On <my> way' }));
    const page = await night.call('POST', `${night.code}/reply`, { cookies, body });
    expect(page.body).toContain('required>On &#60;my&#62; way</textarea>');
    expect(page.body).toMatch(/<p class="retry" role="status"[^>]*>Not sent/);
    expect(page.body).not.toMatch(/role="status"[^>]* hidden/);
    const json = await night.call('POST', `${night.code}/reply`, {
      cookies,
      body,
      headers: { accept: 'application/json' },
    });
    expect(json.statusCode).toBe(409);
    expect(JSON.stringify(night.customerPoster.posts)).not.toContain('my> way');
  });

  it('shows the log to nobody without the cookie, nor with another’s', async () => {
    const cookies = await taken();
    expect((await night.call('GET', `${night.code}/log`, { cookies })).statusCode).toBe(200);
    const forged = [
      'otvet_page=session.{"kind":"customer","workspace":"kofevarnya","subject":"anna","expiresAt":9e15}',
    ];
    for (const wrong of [undefined, [], ['otvet_page=x'], forged])
      expect((await night.call('GET', `${night.code}/log`, { ...(wrong && { cookies: wrong }) })).statusCode).toBe(401);
    night.clock.advance(31 * 60_000);
    expect((await night.call('GET', `${night.code}/log`, { cookies })).statusCode).toBe(401);
  });

  it.each([
    ['no fields', ''],
    ['an empty text', 'id=reply-00000000000001&after=3&text=+'],
    ['a place that is no number', 'id=reply-00000000000001&after=x&text=Hello'],
    ['an id that is none', 'id=1&after=3&text=Hello'],
    ['a text that is too long', `id=reply-00000000000001&after=3&text=${'a'.repeat(5001)}`],
  ])('refuses a reply with %s', async (_what, body) => {
    const cookies = await taken();
    const { seq } = await night.state(night.conversation);
    const error = await night.call('POST', `${night.code}/reply`, { cookies, body }).catch((one: unknown) => one);
    expect(error).toBeInstanceOf(HttpError);
    expect((await night.state(night.conversation)).seq).toBe(seq);
  });

  it.each([
    ['GET', 'short'],
    ['GET', '__proto__'],
    ['DELETE', 'abcdefghijklmnopqrstuv'],
    ['POST', 'abcdefghijklmnopqrstuv'],
    ['GET', 'abcdefghijklmnopqrstuv/toString'],
    ['GET', 'abcdefghijklmnopqrstuv/a/b'],
  ])('finds nothing at %s /p/%s', async (method, path) => {
    expect(await night.call(method, path)).toMatchObject({ statusCode: 404, headers: { 'content-type': /json/ } });
  });

  it('that nobody was sent is a page that says so', async () => {
    const { statusCode, headers } = await night.call('GET', 'abcdefghijklmnopqrstuv');
    expect([statusCode, headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  });
});

describe('waking a specialist from the page', () => {
  const wake = (reason = 'The bank refuses every card') =>
    new URLSearchParams({ ladder: 'person.pyotr', reason }).toString();

  it('is a page of its own, shown by a GET, so that loading it anew wakes nobody again', async () => {
    const cookies = await taken();
    const answer = await night.call('POST', `${night.code}/wake`, { body: wake(), cookies });
    expect(answer).toMatchObject({ statusCode: 303, headers: { location: `/p/${night.code}` } });
    await night.advance(5);
    expect((await night.call('GET', night.code, { cookies })).body).toContain('Pyotr: ringing');
    const [link] = night.codesFor('+70000000002').slice(-1);
    const theirs = await night.call('GET', link ?? '');
    expect(theirs.body).toContain('Alarm by Anna: The bank refuses every card');
    expect(theirs.body).not.toContain('/pass');

    await night.call('POST', `${link}/take`);
    expect((await night.call('GET', night.code, { cookies })).body).toContain('Pyotr took it');
    // The chat stays with who had it.
    expect((await night.state(night.conversation)).owner).toBe('anna');
  });

  it('is for a lead who has the page, and for whom somebody can be rung', async () => {
    const rung = () => night.codesFor('+70000000002').length;
    const before = rung();
    await night.call('POST', `${night.code}/wake`, { body: wake() }); // not taken yet
    const cookies = await taken();
    await night.call('POST', `${night.code}/wake`, {
      body: new URLSearchParams({ ladder: 'person.nobody', reason: 'x' }).toString(),
      cookies,
    });
    await night.call('POST', `${night.code}/wake`, {
      body: new URLSearchParams({ ladder: 'oncall', reason: 'x' }).toString(),
      cookies,
    });
    await night.advance(5);
    expect(rung()).toBe(before);
    await expect(night.call('POST', `${night.code}/wake`, { body: wake(''), cookies })).rejects.toThrow(HttpError);
  });
});
