import * as v from 'valibot';
import { NameIdSchema } from '../../shared/protocol/values.ts';
import { headerOf } from '../middleware/headers.ts';
import { json, refusal } from '../middleware/http-errors.ts';
import type { HttpEvent } from '../middleware/http-router.ts';
import { readBody } from '../middleware/json-body.ts';
import { openSession, type SessionDeps } from '../usecases/sessions.ts';
import { giveTicket, type TicketDeps } from '../usecases/tickets.ts';

const SessionBody = v.strictObject({
  workspace: NameIdSchema,
  identity: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(4096))),
  locale: v.exactOptional(v.picklist(['ru', 'en'])),
});

/**
 * What `/v1/` offers. Who may call it from a browser is said by the gateway's CORS (any site) and decided here against the
 * workspace's origins; how often, by the gateway's throttle.
 */
export const routes = (deps: SessionDeps & TicketDeps) => ({
  'POST /v1/sessions': async (event: HttpEvent) => {
    const session = bearerOf(event);
    const request = readBody(SessionBody, event);
    const answer = await openSession(deps, { ...request, ...originOf(event), ...(session && { session }) });
    if (!answer.ok) return refusal(answer.code);
    const { ok: _, ...body } = answer;
    return json(200, body);
  },

  'POST /v1/tickets': async (event: HttpEvent) => {
    const bearer = bearerOf(event);
    if (bearer === undefined) return refusal('not_signed_in');
    const answer = await giveTicket(deps, { bearer, ...originOf(event) });
    if (!answer.ok) return refusal(answer.code);
    const { ok: _, ...body } = answer;
    return json(200, body);
  },

  'GET /v1/config': async () => {
    const { issuer, clientId } = deps.signIn;
    return json(200, { issuer, clientId }, 'public, max-age=300');
  },
});

function originOf({ headers }: HttpEvent): { origin?: string } {
  const origin = headerOf(headers, 'origin');
  return origin === undefined ? {} : { origin };
}

function bearerOf({ headers }: HttpEvent): string | undefined {
  const [, token] = /^Bearer +([\w.~+/-]{1,4096}=*)$/i.exec(headerOf(headers, 'authorization') ?? '') ?? [];
  return token;
}
