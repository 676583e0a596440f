import type { MiddlewareObj } from '@middy/core';
import * as v from 'valibot';
import type { Actor } from '../../shared/domain/kernel/types.ts';
import { encode } from '../../shared/protocol/codec.ts';
import { CustomerPushSchema } from '../../shared/protocol/pushes.ts';
import { IdSchema, NameIdSchema } from '../../shared/protocol/values.ts';
import type { Caller, Session, Visit } from '../entry/ports.ts';
import type { Clock } from '../kernel/ports.ts';
import { socketAnswer } from './route-response.ts';

/** Facts about a customer in letters that any header takes; base64, since percents would make six of each Russian letter. */
const packed = (facts: Readonly<Record<string, string>> | string): string =>
  Buffer.from(JSON.stringify(facts)).toString('base64url');
const unpacked =
  <S extends v.GenericSchema>(schema: S) =>
  (text: string): v.InferOutput<S> | null =>
    text === '' ? null : v.parse(schema, JSON.parse(Buffer.from(text, 'base64url').toString()));

/**
 * What the authorizer says of a socket: strings only, and empty for what is not there. Names are percent-encoded: what the
 * gateway does with letters beyond ASCII is written nowhere.
 */
const ContextSchema = v.object({
  workspace: NameIdSchema,
  subject: NameIdSchema,
  kind: v.picklist(['customer', 'operator']),
  role: v.picklist(['customer', 'operator', 'lead']),
  name: v.optional(v.pipe(v.string(), v.transform(decodeURIComponent)), ''),
  verified: v.optional(v.string(), ''),
  scope: v.optional(v.union([v.literal(''), IdSchema]), ''),
  attributes: v.optional(v.pipe(v.string(), v.transform(unpacked(v.record(v.string(), v.string())))), ''),
  site: v.optional(v.string(), ''),
  path: v.optional(v.pipe(v.string(), v.transform(unpacked(v.string()))), ''),
  zone: v.optional(v.string(), ''),
  locale: v.picklist(['ru', 'en']),
  expires: v.pipe(v.string(), v.digits(), v.transform(Number)),
});
export type SocketContext = v.InferInput<typeof ContextSchema>;

/** The context of a ticket, for the authorizer to give; `site` is the host of the page, when a browser said it. */
export const contextOf = (session: Session & Visit, site?: string): SocketContext => ({
  workspace: session.workspace,
  subject: session.subject,
  kind: session.kind,
  role: session.role,
  name: encodeURIComponent(session.name ?? ''),
  verified: session.verified ? '1' : '',
  attributes: session.attributes ? packed(session.attributes) : '',
  scope: session.scope ?? '',
  site: site ?? '',
  path: session.path === undefined ? '' : packed(session.path),
  zone: session.zone ?? '',
  locale: session.locale,
  expires: String(Math.floor(session.expiresAt / 1000)),
});

const SocketContextSchema = v.object({ connectionId: v.string(), authorizer: ContextSchema });

/** A frame's event; the gateway's own fields that nobody reads are left out. */
export interface SocketEvent {
  readonly requestContext: { readonly connectionId: string; readonly [field: string]: unknown };
  readonly body?: string;
}

/** Who holds the socket of an event. @throws when the gateway gives no such thing: never a client's doing */
export function callerOf({ requestContext }: Pick<SocketEvent, 'requestContext'>): Caller {
  const { connectionId, authorizer } = v.parse(SocketContextSchema, requestContext);
  const { workspace, subject, kind, role, name, verified, attributes, scope, site, path, zone, locale, expires } =
    authorizer;
  const actor: Actor = {
    kind,
    id: subject,
    ...(role !== 'customer' && { role }),
    ...(name && { name }),
    ...(scope && { scope }),
  };
  return {
    connection: connectionId,
    workspace,
    actor,
    verified: verified === '1',
    ...(attributes && { attributes }),
    ...(site && { site }),
    ...(path && { path }),
    ...(zone && { zone }),
    locale,
    expires: expires * 1000,
  };
}

const SESSION_OVER = encode(CustomerPushSchema, { type: 'bye', code: 'session_over', retry: true });

/** Puts the typed caller beside the event. A session that has ended gets `bye`: a new ticket tells whether to come back. */
export const socketSession = (
  door: 'customer' | 'operator',
  clock: Clock,
): MiddlewareObj<SocketEvent & { caller: Caller }, unknown> => ({
  before: function socketSessionBefore(request) {
    const caller = callerOf(request.event);
    if (caller.actor.kind !== door)
      throw new Error(`A socket of the ${door} door was opened for a ${caller.actor.kind}.`);
    request.event.caller = caller;
    return caller.expires <= clock.now() ? socketAnswer(SESSION_OVER) : undefined;
  },
});
