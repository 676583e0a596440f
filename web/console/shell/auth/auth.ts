import type { Journey, Provider, Tokens } from './oidc.ts';
import type { Peers } from './peers.ts';

/**
 * Who this tab is: signs in and out, keeps the tokens (in `sessionStorage`: a tab, no longer; a further tab asks those that
 * are open, see `peers.ts`), and fetches a ticket for each attempt to connect. The protocol itself is in `oidc.ts`, loaded when needed.
 */
export interface Auth {
  /**
   * What the page's address, its storage and the other tabs say at its start. A code in the address is redeemed, `?as=`
   * begins a sign-in. The place in the address (its hash) is the same after a sign-in as before.
   */
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
  /** `run` is called when another tab has signed out of the session of this one. */
  onOver(run: () => void): void;
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
  readonly peers: Peers;
  /** an id like no other, for a new session */
  newId(): string;
}

interface Session extends Tokens {
  /** the hint it was begun with */
  readonly as: string | null;
  /** the same in all tabs that share it */
  readonly id: string;
}

/** What a tab keeps while it is away at the issuer's page. */
interface Away extends Journey {
  readonly as: string | null;
  /** the hash that the address had */
  readonly place: string;
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
  let over: () => void = () => undefined;
  world.peers.serve(
    () => world.storage.getItem(SESSION),
    (id) => {
      if (read<Session>(SESSION)?.id !== id) return;
      forget();
      over();
    },
  );
  /** The session that another tab has; kept here too. */
  async function borrow(): Promise<Session | null> {
    const session = await world.peers.ask();
    if (session !== null) world.storage.setItem(SESSION, session);
    return session === null ? null : read<Session>(SESSION);
  }

  async function begin(hint: string | null): Promise<void> {
    const { beginSignIn } = await import('./oidc.ts');
    const config = await theProvider();
    const { url, journey } = await beginSignIn(config, redirectUri(), { hint, locale: world.locale });
    world.storage.setItem(
      JOURNEY,
      JSON.stringify({ ...journey, as: hint, place: world.address().hash } satisfies Away),
    );
    world.leave(url);
  }

  async function redeem(callback: URL): Promise<Resumed> {
    const journey = read<Away>(JOURNEY);
    world.storage.removeItem(JOURNEY);
    // The code is used up whatever comes of it: a reload must not try it again.
    world.replaceAddress(`/console/${journey?.place ?? ''}`);
    if (!journey) return { status: 'out', code: null };
    try {
      const { finishSignIn } = await import('./oidc.ts');
      const config = await theProvider();
      const tokens = await finishSignIn(config, callback, redirectUri(), journey, world.now());
      keep({ ...tokens, as: journey.as, id: world.newId() });
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
      const renewed = { ...(await renewTokens(config, held.refreshToken, world.now())), as: held.as, id: held.id };
      keep(renewed);
      return renewed;
    } catch (error) {
      if (codeOf(error) === null) throw error;
      // An issuer that gives a new refresh token with each use has given it to another tab.
      const borrowed = await borrow();
      if (borrowed && borrowed.expiresAt - world.now() > ALMOST_OVER) return borrowed;
      throw fatal('session_over');
    }
  }

  return {
    begin,
    forget,
    onOver(run) {
      over = run;
    },
    async resume() {
      const address = world.address();
      const { searchParams } = address;
      if (searchParams.has('state') && (searchParams.has('code') || searchParams.has('error'))) return redeem(address);
      const held = read<Session>(SESSION);
      const as = searchParams.get('as');
      if (as !== null && as !== held?.as) {
        world.replaceAddress(`/console/${address.hash}`);
        forget();
        try {
          await begin(as);
          return { status: 'leaving' };
        } catch {
          return { status: 'out', code: 'unreachable' };
        }
      }
      return (held ?? (await borrow())) ? { status: 'in' } : { status: 'out', code: null };
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
      world.peers.end(held.id);
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
