import type { Identity, Session, SignIn, Ticket, Tokens } from '../../functions/entry/ports.ts';
import type { Clock } from '../../functions/kernel/ports.ts';

/** Tokens that anyone can read: for tests of what is decided on them. Expiry holds as with real ones. */
export function plainTokens(clock: Clock): Tokens {
  const write = (kind: string, value: unknown): string => `${kind}.${JSON.stringify(value)}`;
  const read = <T>(kind: string, token: string): T | null =>
    token.startsWith(`${kind}.`) ? (JSON.parse(token.slice(kind.length + 1)) as T) : null;
  return {
    writeSession: async (session) => write('session', session),
    readSession: async (token) => {
      const session = read<Session>('session', token);
      return session && session.expiresAt > clock.now() ? session : null;
    },
    writeTicket: async (ticket) => write(`ticket-${ticket.kind}`, ticket).replaceAll(',', ';'),
    readTicket: async (token, door) => {
      const ticket = read<Ticket>(`ticket-${door}`, token.replaceAll(';', ','));
      return ticket && ticket.usableUntil > clock.now() ? ticket : null;
    },
    readIdentity: async (token, secret) => read<Identity>(`identity-${secret}`, token),
  };
}

/** An identity provider whose ID tokens are `id.<workspace>.<subject>`. */
export const plainSignIn: SignIn = {
  issuer: 'https://issuer.example',
  clientId: 'console',
  read: async (token) => {
    const [, workspace, subject] = /^id\.([^.]+)\.([^.]+)$/.exec(token) ?? [];
    return workspace && subject ? { workspace, subject } : null;
  },
};
