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
   * Finds out who is signed in on the site. When it is another person than the stored session's, everything kept is thrown
   * away: his conversation is not the next one's to see. A draft that was nobody's stays.
   */
  settle(): Promise<void>;
  ticket: ClientOptions['ticket'];
}

const RENEW_BEFORE_MS = 60_000;

/** Where the page is: its path, and the browser's time zone. */
export interface Visit {
  readonly path: string;
  readonly zone?: string;
}

export function createSessions(
  options: Options,
  keep: Keep,
  http: typeof fetch,
  now: () => number,
  visit: () => Visit,
): Sessions {
  /** what the company's server said last; undefined: it could not be asked, which says nothing about who is signed in */
  let identity: string | null | undefined;

  const stored = (): Session | null => {
    try {
      return JSON.parse(keep.get('session') ?? 'null') as Session | null;
    } catch {
      return null; // damaged: a new one is asked for
    }
  };

  async function whoIsThere(): Promise<string | null | undefined> {
    if (options.identityUrl === null) return null;
    try {
      const answer = await http(options.identityUrl, {
        method: 'POST',
        credentials: 'include',
        signal: AbortSignal.timeout(5_000),
      });
      if (answer.status >= 500) return undefined;
      const said = answer.ok && answer.status !== 204 ? ((await answer.json()) as { identity?: unknown }) : {};
      return typeof said.identity === 'string' ? said.identity : null;
    } catch {
      return undefined;
    }
  }

  async function settle(): Promise<void> {
    identity = await whoIsThere();
    const old = stored();
    if (identity === undefined || old === null || old.person === personOf(identity)) return;
    const draft = old.person === null ? keep.get('draft') : null;
    for (const key of keep.keys()) keep.set(key, null);
    keep.set('draft', draft);
  }

  const post = (path: string, body: unknown, bearer?: string): Promise<Response> =>
    http(options.api + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(bearer && { authorization: `Bearer ${bearer}` }) },
      body: JSON.stringify(body),
    });

  async function open(): Promise<string> {
    const old = stored();
    if (old && old.expiresAt - now() > RENEW_BEFORE_MS) return old.session;
    if (old?.person) await settle();
    const wish = { workspace: options.workspace, locale: options.locale };
    const person = personOf(identity ?? null);
    let answer = await post(
      '/v1/sessions',
      identity ? { ...wish, identity } : wish,
      identity ? undefined : old?.session,
    );
    if (answer.status === 401) {
      // A refused identity or a session that cannot be renewed must not keep a customer from a person: he is a guest then.
      if (identity) console.error('Otvet: the identity was refused. Is it signed with the secret of this workspace?');
      answer = await post('/v1/sessions', wish);
    }
    const { ignored, ...fresh } = await bodyOf<Omit<Session, 'person'> & { ignored?: readonly string[] }>(answer);
    if (ignored) console.warn(`Otvet: left out of the identity, unknown or no text: ${ignored.join(', ')}.`);
    keep.set('session', JSON.stringify({ ...fresh, person } satisfies Session));
    return fresh.session;
  }

  return {
    settle,
    async ticket() {
      const answer = await post('/v1/tickets', visit(), await open());
      // The session is over, or its key was changed: the next attempt begins with a new one.
      if (answer.status === 401) keep.set('session', null);
      return bodyOf(answer);
    },
  };
}

/** What the server will never grant stops the client; everything else is tried again. */
async function bodyOf<T>(answer: Response): Promise<T> {
  const body = (await answer.json().catch(() => ({}))) as T & { code?: string };
  if (answer.ok) return body;
  throw [400, 403, 404].includes(answer.status)
    ? { fatal: body.code }
    : new Error(`The server answered ${answer.status}.`);
}

/** The person an identity is about. The server verifies it; this only notices that it is somebody else. */
function personOf(identity: string | null): string | null {
  if (identity === null) return null;
  try {
    const claims = (identity.split('.')[1] ?? '').replaceAll('-', '+').replaceAll('_', '/');
    return String((JSON.parse(atob(claims)) as { sub?: unknown }).sub);
  } catch {
    return identity; // no token we can read: two different texts are two people
  }
}
