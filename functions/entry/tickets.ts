import type { Clock, Directory, Random } from '../kernel/ports.ts';
import type { Session, SignIn, Tokens, Visit } from './ports.ts';
import { isWelcome } from './sessions.ts';
import { visitOf } from './visit.ts';

/** Long enough to open a socket over a slow network, short enough to be worth nothing in a log. */
export const TICKET_MS = 60_000;
/**
 * An operator who signed in is believed for as long as the gateway lets a socket live; the next ticket asks the identity
 * provider's token and the operator's row again.
 */
export const OPERATOR_SOCKET_MS = 2 * 3600 * 1000;

export interface TicketDeps {
  readonly directory: Directory;
  readonly tokens: Tokens;
  readonly signIn: SignIn;
  readonly clock: Clock;
  readonly random: Random;
  /** where each door's sockets are opened */
  readonly addresses: { readonly customer: string; readonly operator: string };
}

export type TicketAnswer =
  | { readonly ok: true; readonly ticket: string; readonly address: string; readonly expiresAt: number }
  | {
      readonly ok: false;
      readonly code: 'session_over' | 'unknown_workspace' | 'origin_not_allowed' | 'not_an_operator';
    };

/** Gives a ticket for one socket to whoever shows a session of ours, or an ID token of the identity provider. */
export async function giveTicket(
  deps: TicketDeps,
  { bearer, origin, ...visit }: Visit & { readonly bearer: string; readonly origin?: string },
): Promise<TicketAnswer> {
  const session = (await deps.tokens.readSession(bearer)) ?? (await signedIn(deps, bearer));
  if (session === null) return { ok: false, code: 'session_over' };
  if (session === 'not_an_operator') return { ok: false, code: 'not_an_operator' };
  const workspace = await deps.directory.workspace(session.workspace);
  if (!workspace) return { ok: false, code: 'unknown_workspace' };
  if (!isWelcome(workspace, origin)) return { ok: false, code: 'origin_not_allowed' };
  const usableUntil = Math.min(deps.clock.now() + TICKET_MS, session.expiresAt);
  return {
    ok: true,
    ticket: await deps.tokens.writeTicket({
      ...session,
      ...(session.kind === 'customer' && visitOf(visit)),
      id: deps.random.id(),
      usableUntil,
    }),
    address: deps.addresses[session.kind],
    expiresAt: usableUntil,
  };
}

/** The token says who signed in; what that person may do is in our own row, and can be taken away at once. */
async function signedIn(deps: TicketDeps, bearer: string): Promise<Session | 'not_an_operator' | null> {
  const person = await deps.signIn.read(bearer);
  if (!person) return null;
  const operator = await deps.directory.operator(person.workspace, person.subject);
  if (!operator?.active) return 'not_an_operator';
  return {
    workspace: person.workspace,
    subject: operator.id,
    kind: 'operator',
    role: operator.role,
    name: operator.name,
    verified: false,
    locale: operator.locale,
    expiresAt: deps.clock.now() + OPERATOR_SOCKET_MS,
  };
}
