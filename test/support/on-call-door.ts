import middy from '@middy/core';
import { onCallRoutes } from '../../functions/entries/on-call/routes.ts';
import { sha256Digest } from '../../functions/entry/adapters/sha256-digest.ts';
import { httpErrors } from '../../functions/middleware/http-errors.ts';
import type { HttpEvent } from '../../functions/middleware/http-router.ts';
import { networkGuard } from '../../functions/paging/adapters/carriers/network-guard.ts';
import type { Codes } from '../../functions/paging/ports.ts';
import { aContext } from './lambda.ts';
import type { Store } from './memory-store.ts';
import { plainSignIn } from './tokens.ts';
import { aWorld } from './world.ts';

export interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly text: string;
  /** of JSON */
  readonly body: Record<string, unknown> & { readonly code?: string; readonly message?: string };
}

/** Digits in order: 100001, 100002, … and secrets as long as real ones. */
function countingCodes(): Codes {
  let count = 0;
  return {
    digits: () => String(100_000 + ++count),
    secret: () => `whsec_${Buffer.alloc(24, ++count).toString('base64')}`,
  };
}

/** The on-call function as it stands behind the gateway, on the world of stores in memory; or on what another store keeps. */
export async function anOnCallDoor(options: Parameters<typeof aWorld>[0] = {}, kept: Partial<Store> = {}) {
  const world = await aWorld(options);
  const deps = {
    ...world.deps,
    ...kept,
    signIn: plainSignIn,
    digest: sha256Digest,
    codes: countingCodes(),
    pushKey: async () => 'the-key-of-push',
    guard: networkGuard('public'),
  };
  const handler = middy<HttpEvent, unknown>().use(httpErrors(world.log, world.meter)).handler(onCallRoutes(deps));

  async function call(
    method: 'GET' | 'POST',
    path: string,
    { as = 'anna', body, headers = {} }: { as?: string | null; body?: unknown; headers?: Record<string, string> } = {},
  ): Promise<Answer> {
    const [rawPath = '', query = ''] = path.split('?');
    const event: HttpEvent = {
      rawPath,
      headers: { ...(as !== null && { Authorization: `Bearer id.${world.workspace.id}.${as}` }), ...headers },
      requestContext: { http: { method }, requestId: 'request-1' },
      isBase64Encoded: false,
      queryStringParameters: Object.fromEntries(new URLSearchParams(query)),
      ...(body !== undefined && { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    };
    const answer = (await handler(event as never, aContext())) as {
      statusCode: number;
      headers: Record<string, string>;
      body: string;
    };
    const isJson = answer.headers['content-type']?.startsWith('application/json') === true;
    return {
      status: answer.statusCode,
      headers: answer.headers,
      text: answer.body,
      body: isJson ? (JSON.parse(answer.body) as Answer['body']) : {},
    };
  }
  return {
    ...world,
    call,
    get: (path: string, as?: string | null) => call('GET', `/v1/on-call${path}`, as === undefined ? {} : { as }),
    post: (path: string, body: unknown, as?: string) =>
      call('POST', `/v1/on-call${path}`, { body, ...(as !== undefined && { as }) }),
    /** the newest code that was sent to somebody */
    codeFor: (person: string): string =>
      world.carrier.rung.findLast((rung) => rung.person === person && rung.ring.kind === 'code')?.ring.code ?? '',
  };
}
export type OnCallDoor = Awaited<ReturnType<typeof anOnCallDoor>>;
