import * as v from 'valibot';
import { NameIdSchema, TimeSchema } from '../../../shared/protocol/values.ts';
import { openSession, type SessionDeps } from '../../entry/sessions.ts';
import { giveTicket, type TicketDeps } from '../../entry/tickets.ts';
import { bearerOf, originOf } from '../../middleware/headers.ts';
import { json, refusal } from '../../middleware/http-errors.ts';
import type { HttpEvent } from '../../middleware/http-router.ts';
import { readBody } from '../../middleware/json-body.ts';

const SessionBody = v.strictObject({
  workspace: NameIdSchema,
  identity: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(4096))),
  locale: v.exactOptional(v.picklist(['ru', 'en'])),
});

/** Where the widget's page is; longer than what is kept of it, since addresses are sent as browsers write them. */
const TicketBody = v.strictObject({
  path: v.exactOptional(v.pipe(v.string(), v.maxLength(1000))),
  zone: v.exactOptional(v.pipe(v.string(), v.maxLength(64))),
});

/** What is answered is held against a schema as well: a field that is not declared goes to nobody. */
const Opened = v.object({
  session: v.string(),
  customer: NameIdSchema,
  expiresAt: TimeSchema,
  /** fields of the identity that were left out: a page's builder sees them in the browser's console */
  ignored: v.exactOptional(v.array(v.string())),
});
const Given = v.object({ ticket: v.string(), address: v.pipe(v.string(), v.url()), expiresAt: TimeSchema });
const Config = v.object({ issuer: v.pipe(v.string(), v.url()), clientId: v.string() });

/**
 * What `/v1/` offers. Who may call it from a browser is said by the gateway's CORS (any site) and decided here against the
 * workspace's origins; how often, by the gateway's throttle.
 */
export const routes = (deps: SessionDeps & TicketDeps) => ({
  'POST /v1/sessions': async (event: HttpEvent) => {
    const session = bearerOf(event);
    const request = readBody(SessionBody, event);
    const answer = await openSession(deps, { ...request, ...originOf(event), ...(session && { session }) });
    return answer.ok ? json(200, v.parse(Opened, answer)) : refusal(answer.code);
  },

  'POST /v1/tickets': async (event: HttpEvent) => {
    const bearer = bearerOf(event);
    if (bearer === undefined) return refusal('not_signed_in');
    const visit = event.body ? readBody(TicketBody, event) : {};
    const answer = await giveTicket(deps, { ...visit, bearer, ...originOf(event) });
    return answer.ok ? json(200, v.parse(Given, answer)) : refusal(answer.code);
  },

  'GET /v1/config': async () => json(200, v.parse(Config, deps.signIn), 'public, max-age=300'),
});
