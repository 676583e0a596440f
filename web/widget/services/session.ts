import type { ClientOptions } from '../../../shared/client/types.ts';
import type { Options } from '../options.ts';
import type { Keep } from './storage.ts';

/** How a customer is known to the server: a session, kept until its time is over or another person signs in on the site. */
interface Session {
  readonly session: string;
  readonly customer: string;
  /** epoch ms */
  readonly expiresAt: number;
  /** the person the company's server vouched for; null: nobody */
  readonly person: string | null;
}

export interface Sessions {
  /**
   * Finds out who is signed in on the site. `changed`: another person than the stored session's, whose conversation is
   * not to be shown; everything kept is gone then, but for a draft that nobody's was.
   */
  settle(): Promise<{ changed: boolean }>;
  ticket: ClientOptions['ticket'];
}

/** The site's server could not be asked: that says nothing about who is signed in. */
const UNKNOWN = Symbol('unknown');
const RENEW_BEFORE_MS = 60_000;

export function createSessions(options: Options, keep: Keep, http: typeof fetch, now: () => number): Sessions {
  let identity: string | null = null;

  const stored = (): Session | null => {
    try {
      return JSON.parse(keep.get('session') ?? 'null') as Session | null;
    } catch {
      return null; // damaged: a new one is asked for
    }
  };

  async function whoIsThere(): Promise<string | null | typeof UNKNOWN> {
    if (options.identityUrl === null) return null;
    try {
      const answer = await http(options.identityUrl, {
        method: 'POST',
        credentials: 'include',
        signal: AbortSignal.timeout(5_000),
      });
      if (answer.status >= 500) return UNKNOWN;
      if (!answer.ok || answer.status === 204) return null;
      return ((await answer.json()) as { identity?: string | null }).identity ?? null;
    } catch {
      return UNKNOWN;
    }
  }

  async function settle(): Promise<{ changed: boolean }> {
    const found = await whoIsThere();
    const old = stored();
    if (found === UNKNOWN) return { changed: false };
    identity = found;
    const person = found === null ? null : personOf(found);
    const changed = old !== null && old.person !== person;
    if (changed) {
      const draft = old.person === null ? keep.get('draft') : null;
      for (const key of keep.keys()) if (key !== 'accent') keep.set(key, null);
      keep.set('draft', draft);
    }
    return { changed };
  }

  async function post(path: string, body: unknown, bearer?: string): Promise<Response> {
    const headers = { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) };
    return http(options.api + path, { method: 'POST', headers, body: JSON.stringify(body), credentials: 'omit' });
  }

  async function session(): Promise<Session> {
    const old = stored();
    if (old && old.expiresAt - now() > RENEW_BEFORE_MS) return old;
    if (old && identity === null && old.person !== null) await settle();
    const wish = { workspace: options.workspace, locale: options.locale, ...(identity !== null && { identity }) };
    const answer = await post('/v1/sessions', wish);
    if (!answer.ok) throw await refusal(answer);
    const fresh = (await answer.json()) as Omit<Session, 'person'>;
    const kept: Session = { ...fresh, person: identity === null ? null : personOf(identity) };
    keep.set('session', JSON.stringify(kept));
    return kept;
  }

  return {
    settle,
    async ticket() {
      const answer = await post('/v1/tickets', {}, (await session()).session);
      if (answer.ok) return (await answer.json()) as { ticket: string; address: string };
      // The session is over, or its key was changed: the next attempt begins with a new one.
      if (answer.status === 401) keep.set('session', null);
      throw answer.status === 401 ? new Error('The session has ended.') : await refusal(answer);
    },
  };
}

/** What the server will never grant stops the client; everything else is tried again. */
async function refusal(answer: Response): Promise<unknown> {
  const { code } = (await answer.json().catch(() => ({}))) as { code?: string };
  const isFinal = answer.status === 403 || answer.status === 404 || answer.status === 400;
  return isFinal ? { fatal: code ?? 'not_allowed' } : new Error(`The server answered ${answer.status}.`);
}

/** The person an identity is about. The server verifies it; this only notices that it is somebody else. */
function personOf(identity: string): string {
  try {
    const claims = (identity.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return String((JSON.parse(atob(claims)) as { sub?: unknown }).sub);
  } catch {
    return identity; // no token we can read: two different texts are two people
  }
}
