import { randomBytes } from 'node:crypto';
import * as v from 'valibot';
import {
  IdSchema,
  LadderSchema,
  SeqSchema,
  ShortTextSchema,
  TextSchema,
  TimeSchema,
} from '../../../shared/protocol/values.ts';
import type { Session, Tokens } from '../../entry/ports.ts';
import { headerOf } from '../../middleware/headers.ts';
import { HttpError, json, refusal } from '../../middleware/http-errors.ts';
import type { HttpEvent } from '../../middleware/http-router.ts';
import {
  askMorning,
  logByLink,
  openLink,
  passLink,
  replyByLink,
  stateOfLink,
  takeLink,
  wakeByLink,
  widenByLink,
} from '../../paging/phone-link.ts';
import type { AcknowledgeDeps } from '../../paging/phone-link-opened.ts';
import type { AckLog, AckPage, AckState } from '../../paging/phone-view.ts';
import { renderPage } from './view.ts';

interface Request {
  readonly code: string;
  readonly event: HttpEvent;
  /** the lead's session for the conversation that this link gave, if the browser has one */
  readonly session: Session | null;
}
type Deps = AcknowledgeDeps & { readonly tokens: Tokens };
type Route = (deps: Deps, request: Request) => Promise<object>;

const COOKIE = 'otvet_page';
const Reply = v.object({
  id: IdSchema,
  after: v.pipe(v.string(), v.digits(), v.transform(Number), SeqSchema),
  text: v.pipe(
    v.string(),
    // forms send CRLF for each line end
    v.transform((text) => text.replaceAll('\r\n', '\n')),
    TextSchema,
  ),
});

/** The page that a button stood on. A notification's button and older pages say none. */
const EpisodeSchema = v.pipe(v.string(), v.digits(), v.transform(Number), SeqSchema);

const Wake = v.object({ ladder: LadderSchema, reason: ShortTextSchema });

/** Answers in JSON, held against what the page's script and the pager rely on. */
const StateBody: v.GenericSchema<unknown, AckState> = v.object({
  status: v.picklist(['open', 'taken', 'over', 'old', 'none']),
  by: v.exactOptional(v.string()),
  at: v.exactOptional(TimeSchema),
  mine: v.exactOptional(v.boolean()),
});
const LogBody: v.GenericSchema<unknown, AckLog> = v.object({
  messages: v.array(
    v.object({
      seq: SeqSchema,
      by: v.picklist(['customer', 'operator']),
      name: v.string(),
      at: TimeSchema,
      text: v.nullable(v.string()),
    }),
  ),
  seq: SeqSchema,
  closed: v.boolean(),
});
const logAnswer = (log: AckLog | null) => (log ? json(200, v.parse(LogBody, log)) : refusal('session_over'));

/** `/p/<code>/…`. A GET changes nothing: scanners of messages open links, too. */
const ROUTES: Readonly<Record<string, Route>> = {
  'GET ': async (deps, { code, session }) => html(await openLink(deps, code, session)),
  'GET state': async (deps, { code }) => json(200, v.parse(StateBody, await stateOfLink(deps, code))),
  'GET log': async (deps, { code, event, session }) => {
    const after = Number(event.queryStringParameters?.['after'] ?? 0);
    return logAnswer(await logByLink(deps, code, session, Number.isSafeInteger(after) ? after : 0));
  },
  'POST take': async (deps, { code, event }) => {
    const episode = v.safeParse(EpisodeSchema, formOf(event).get('episode'));
    const { page, session } = await takeLink(deps, code, episode.success ? episode.output : undefined);
    return html(page, session ? { cookies: [cookie(code, event, await deps.tokens.writeSession(session))] } : {});
  },
  'POST pass': async (deps, { code }) => html(await passLink(deps, code)),
  'POST morning': async (deps, { code }) => html(await askMorning(deps, code)),
  'POST wake': async (deps, { code, event, session }) => {
    const wake = v.safeParse(Wake, Object.fromEntries(formOf(event)));
    if (!wake.success) throw new HttpError('invalid_body');
    await wakeByLink(deps, code, session, wake.output);
    // Shown by a GET: a page that is loaded anew must not wake anybody again.
    return { statusCode: 303, headers: { location: `/p/${code}`, 'cache-control': 'no-store' }, body: '' };
  },
  'POST widen': async (deps, { code }) => {
    await widenByLink(deps, code);
    return { statusCode: 303, headers: { location: `/p/${code}`, 'cache-control': 'no-store' }, body: '' };
  },
  'POST reply': async (deps, { code, event, session }) => {
    const reply = v.safeParse(Reply, Object.fromEntries(formOf(event)));
    if (!reply.success) throw new HttpError('invalid_body');
    const page = await replyByLink(deps, code, session, reply.output);
    if (!headerOf(event.headers, 'accept')?.includes('application/json')) return html(page);
    if (page.state === 'chat' && page.refused !== undefined) return refusal('not_posted');
    return logAnswer(await logByLink(deps, code, session, reply.output.after));
  },
};

/** Answers a request below `/p/`. */
export async function acknowledgeRoute(deps: Deps, event: HttpEvent): Promise<object> {
  const [, code = '', action = ''] = /^\/p\/([\w-]{16,64})(?:\/(\w*))?$/.exec(event.rawPath) ?? [];
  const key = `${event.requestContext.http.method} ${action}`;
  const route = code && Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined;
  if (!route) return refusal('not_found');
  return route(deps, { code, event, session: await sessionOf(deps, event) });
}

async function sessionOf({ tokens }: Deps, { cookies }: HttpEvent): Promise<Session | null> {
  const found = cookies?.find((one) => one.startsWith(`${COOKIE}=`));
  const session = found ? await tokens.readSession(found.slice(COOKIE.length + 1)) : null;
  return session?.kind === 'operator' ? session : null;
}

/**
 * For this link's own pages only, out of reach of scripts, and not sent along by other sites' forms. Without TLS (the
 * runner on one machine) a phone would drop a `Secure` cookie; the gateway always says `https`.
 */
function cookie(code: string, { headers }: HttpEvent, token: string): string {
  const secure = headerOf(headers, 'x-forwarded-proto') === 'http' ? '' : '; Secure';
  return `${COOKIE}=${token}; Path=/p/${code}; Max-Age=1800; HttpOnly; SameSite=Lax${secure}`;
}

function formOf({ body = '', isBase64Encoded }: HttpEvent): URLSearchParams {
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  // A text of 5,000 characters, each of up to four bytes, and each of those three characters in a form.
  if (bytes.length > 64 * 1024) throw new HttpError('too_large');
  return new URLSearchParams(bytes.toString('utf8'));
}

function html(page: AckPage, more: { readonly cookies?: readonly string[] } = {}) {
  const nonce = randomBytes(12).toString('base64url');
  return {
    statusCode: page.state === 'none' ? 404 : 200,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'cache-control': 'no-store',
      // The address holds the code: it is told to nobody, and no other site may show this page under its own buttons.
      'referrer-policy': 'no-referrer',
      'x-robots-tag': 'noindex',
      'content-security-policy': [
        "default-src 'none'",
        `script-src 'nonce-${nonce}'`,
        `style-src 'nonce-${nonce}'`,
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'self'",
      ].join('; '),
    },
    body: renderPage(page, nonce),
    ...more,
  };
}
