import { SUBPROTOCOL } from '../../shared/contract.ts';
import type { Directory } from '../kernel/ports.ts';
import type { Ticket, Tickets, Tokens } from './ports.ts';
import { isWelcome } from './sessions.ts';

export interface AuthorizeDeps {
  readonly directory: Directory;
  readonly tokens: Tokens;
  readonly tickets: Tickets;
}

/** What a handshake says of itself. */
export interface Handshake {
  readonly door: 'customer' | 'operator';
  /** the offered subprotocols: one string, `otvet.v1, <ticket>` */
  readonly protocols?: string;
  readonly origin?: string;
}

export type Authorized =
  | { readonly ok: true; readonly ticket: Ticket }
  | {
      readonly ok: false;
      readonly reason: 'no_ticket' | 'bad_ticket' | 'used_ticket' | 'unknown_workspace' | 'origin' | 'not_an_operator';
      readonly workspace?: string;
    };

/** Lets a socket in, or says (to the log alone: browsers see no more than "failed") why not. */
export async function authorize(
  { directory, tokens, tickets }: AuthorizeDeps,
  { door, protocols, origin }: Handshake,
): Promise<Authorized> {
  const offered = (protocols ?? '').split(',').map((protocol) => protocol.trim());
  const [protocol, token] = offered;
  if (offered.length !== 2 || protocol !== SUBPROTOCOL || !token) return { ok: false, reason: 'no_ticket' };
  const ticket = await tokens.readTicket(token, door);
  if (ticket?.kind !== door) return { ok: false, reason: 'bad_ticket' };
  const { workspace } = ticket;
  const refuse = (reason: Extract<Authorized, { ok: false }>['reason']): Authorized => ({
    ok: false,
    reason,
    workspace,
  });
  const found = await directory.workspace(workspace);
  if (!found) return refuse('unknown_workspace');
  if (!isWelcome(found, origin)) return refuse('origin');
  if (door === 'operator') {
    const operator = await directory.operator(workspace, ticket.subject);
    if (!operator?.active || operator.role !== ticket.role) return refuse('not_an_operator');
  }
  // Last, so that a handshake refused for another reason does not use the ticket up.
  return (await tickets.use(ticket.id, ticket.usableUntil + KEPT_MS)) ? { ok: true, ticket } : refuse('used_ticket');
}

/** A used ticket is remembered well beyond its own end, whatever the clocks of two machines say. */
const KEPT_MS = 10 * 60_000;
