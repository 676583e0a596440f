import type { Journey, Provider, Tokens } from './oidc.ts';

/**
 * Who this tab is: signs in and out, keeps the tokens (in `sessionStorage`: a tab, no longer), and fetches a ticket for each
 * attempt to connect. The protocol itself is in `oidc.ts`, loaded when needed.
 */
export interface Auth {
  /** What the page's address and storage say at its start. A code in the address is redeemed, `?as=` begins a sign-in. */
  resume(): Promise<Resumed>;
  /** Leaves for the issuer's page. Rejects when it cannot be reached. */
  begin(hint: string | null): Promise<void>;
  /** A ticket for one attempt. Rejects with `{ fatal: code }` when only a new sign-in helps. */
  ticket(): Promise<{ ticket: string; address: string }>;
  /** Who this is, for requests of its own. Rejects like {@link ticket}. */
  idToken(): Promise<string>;
  /** Forgets the tokens, then leaves for the issuer's sign-out page if it has one; true when it leaves. */
  signOut(): Promise<boolean>;
  /** Forgets the tokens. */
  forget(): void;
}

export type Resumed =
  | { readonly status: 'in' }
  | { readonly status: 'out'; readonly code: string | null }
  | { readonly status: 'leaving' };

/** What of the browser it needs. */
export interface AuthWorld {
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  fetch(path: string, init?: RequestInit): Promise<Response>;
  now(): number;
  address(): URL;
  /** the language of this page, for the issuer's */
  readonly locale: string;
  /** changes the address shown, without a load */
  replaceAddress(path: string): void;
  leave(url: string): void;
}

interface Session extends Tokens {
  /** the hint it was begun with */
  readonly as: string | null;
}

const SESSION = 'otvet.session';
const JOURNEY = 'otvet.sign-in';
/** An ID token with less than this left (ms) is renewed before it is shown. */
const ALMOST_OVER = 60_000;

export function createAuth(world: AuthWorld): Auth {
  let provider: Promise<Provider> | null = null;

  async function theProvider(): Promise<Provider> {
    provider ??= world.fetch('/v1/config').then(async (response) => {
      if (!response.ok) throw new Error(`GET /v1/config was answered with ${response.status}`);
      return (await response.json()) as Provider;
    });
    try {
      return await provider;
    } catch (error) {
      provider = null; // asked again next time
      throw error;
    }
  }

  const redirectUri = (): string => `${world.address().origin}/console/`;
  const read = <T>(key: string): T | null => {
    try {
      return JSON.parse(world.storage.getItem(key) ?? 'null') as T | null;
    } catch {
      return null;
    }
  };
  const keep = (session: Session): void => world.storage.setItem(SESSION, JSON.stringify(session));
  const forget = (): void => world.storage.removeItem(SESSION);

  async function begin(hint: string | null): Promise<void> {
    const { beginSignIn } = await import('./oidc.ts');
    const config = await theProvider();
    const { url, journey } = await beginSignIn(config, redirectUri(), { hint, locale: world.locale });
    world.storage.setItem(JOURNEY, JSON.stringify({ ...journey, as: hint }));
    world.leave(url);
  }

  async function redeem(callback: URL): Promise<Resumed> {
    const journey = read<Journey & { as: string | null }>(JOURNEY);
    world.storage.removeItem(JOURNEY);
    // The code is used up whatever comes of it: a reload must not try it again.
    world.replaceAddress('/console/');
    if (!journey) return { status: 'out', code: null };
    try {
      const { finishSignIn } = await import('./oidc.ts');
      const config = await theProvider();
      const tokens = await finishSignIn(config, callback, redirectUri(), journey, world.now());
      keep({ ...tokens, as: journey.as });
      return { status: 'in' };
    } catch (error) {
      return { status: 'out', code: codeOf(error) ?? 'unreachable' };
    }
  }

  /** A session with an ID token that lasts, renewed if need be. */
  async function session(): Promise<Session> {
    const held = read<Session>(SESSION);
    if (!held) throw fatal('session_over');
    if (held.expiresAt - world.now() > ALMOST_OVER) return held;
    if (held.refreshToken === null) {
      // Used to its end: without a way to renew it, the last minute counts as well.
      if (held.expiresAt > world.now()) return held;
      throw fatal('session_over');
    }
    const { renewTokens } = await import('./oidc.ts');
    const config = await theProvider();
    try {
      const renewed = { ...(await renewTokens(config, held.refreshToken, world.now())), as: held.as };
      keep(renewed);
      return renewed;
    } catch (error) {
      if (codeOf(error) !== null) throw fatal('session_over');
      throw error;
    }
  }

  return {
    begin,
    forget,
    async resume() {
      const address = world.address();
      const { searchParams } = address;
      if (searchParams.has('state') && (searchParams.has('code') || searchParams.has('error'))) return redeem(address);
      const held = read<Session>(SESSION);
      const as = searchParams.get('as');
      if (as !== null && as !== held?.as) {
        world.replaceAddress('/console/');
        forget();
        try {
          await begin(as);
          return { status: 'leaving' };
        } catch {
          return { status: 'out', code: 'unreachable' };
        }
      }
      return held ? { status: 'in' } : { status: 'out', code: null };
    },
    idToken: async () => (await session()).idToken,
    async ticket() {
      const { idToken } = await session();
      const response = await world.fetch('/v1/tickets', {
        method: 'POST',
        headers: { authorization: `Bearer ${idToken}` },
      });
      if (response.ok) return (await response.json()) as { ticket: string; address: string };
      const code = await refusalOf(response);
      if (response.status === 401) {
        forget();
        throw fatal(code ?? 'session_over');
      }
      // No such team, not on it, or not from here: asking again changes nothing.
      if (response.status === 403 || (response.status === 404 && code !== null)) throw fatal(code ?? 'not_an_operator');
      throw new Error(`POST /v1/tickets was answered with ${response.status}`);
    },
    async signOut() {
      const held = read<Session>(SESSION);
      forget();
      if (!held) return false;
      try {
        const { signOutUrl } = await import('./oidc.ts');
        const url = await signOutUrl(await theProvider(), redirectUri(), held.idToken);
        if (url !== null) world.leave(url);
        return url !== null;
      } catch {
        return false; // out here, if not at the issuer, which cannot be reached
      }
    },
  };
}

/** The client stops at this and the sign-in screen says why. */
const fatal = (code: string): Error => Object.assign(new Error(`No ticket: ${code}`), { fatal: code });

const codeOf = (error: unknown): string | null =>
  error instanceof Error && 'code' in error && (error.code === 'refused' || error.code === 'cancelled')
    ? error.code
    : null;

async function refusalOf(response: Response): Promise<string | null> {
  try {
    const body = (await response.json()) as { code?: unknown };
    return typeof body.code === 'string' ? body.code : null;
  } catch {
    return null; // no body, or not ours: the status says enough
  }
}
