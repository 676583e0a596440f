import { describe, expect, it } from 'vitest';
import { type AuthWorld, createAuth } from '../../../../web/console/shell/auth/auth.ts';
import { createPeers } from '../../../../web/console/shell/auth/peers.ts';

/** Tabs of one browser: what one says the others hear. */
function tabs() {
  const heard = new Set<{ tab: object; run: (event: { data: unknown }) => void }>();
  return () => {
    const tab = {};
    return createPeers({
      postMessage: (data: unknown) => {
        for (const one of heard) if (one.tab !== tab) one.run({ data });
      },
      addEventListener: ((_: string, run: (event: { data: unknown }) => void) =>
        void heard.add({ tab, run })) as BroadcastChannel['addEventListener'],
    });
  };
}

function world(part: Partial<AuthWorld> & { address?: () => URL; session?: object } = {}) {
  const kept = new Map<string, string>();
  if (part.session) kept.set('otvet.session', JSON.stringify(part.session));
  const asked: { path: string; init: RequestInit | undefined }[] = [];
  const shown: string[] = [];
  const auth = createAuth({
    storage: {
      getItem: (key) => kept.get(key) ?? null,
      setItem: (key, value) => void kept.set(key, value),
      removeItem: (key) => void kept.delete(key),
    },
    now: () => 1_000_000,
    locale: 'en',
    address: () => new URL('http://shop.test/console/'),
    replaceAddress: (path) => void shown.push(path),
    leave: () => undefined,
    peers: tabs()(),
    newId: () => 'session-1',
    ...part,
    fetch: async (path, init) => {
      asked.push({ path, init });
      return part.fetch ? part.fetch(path, init) : Response.json({ ticket: 't', address: 'wss://x' });
    },
  });
  return { auth, asked, shown, kept };
}
const session = { idToken: 'id-token', refreshToken: null, expiresAt: 2_000_000, as: 'anna', id: 'session-0' };

describe('signing in', () => {
  it('without a session the console begins signed out, with no message', async () => {
    expect(await world().auth.resume()).toEqual({ status: 'out', code: null });
  });

  it('a tab goes on with its session, also when the address asks for that same person', async () => {
    expect(await world({ session }).auth.resume()).toEqual({ status: 'in' });
    const address = () => new URL('http://shop.test/console/?as=anna');
    expect(await world({ session, address }).auth.resume()).toEqual({ status: 'in' });
  });

  it('the sign-in screen says that the issuer cannot be reached', async () => {
    const address = () => new URL('http://shop.test/console/?as=oleg');
    const { auth, kept } = world({ session, address, fetch: async () => Promise.reject(new TypeError('offline')) });
    expect(await auth.resume()).toEqual({ status: 'out', code: 'unreachable' });
    expect(kept.has('otvet.session')).toBe(false);
  });

  it('a code that this tab did not ask for is removed from the address and not redeemed', async () => {
    const address = () => new URL('http://shop.test/console/?code=stolen&state=x');
    const { auth, shown, asked } = world({ address });
    expect(await auth.resume()).toEqual({ status: 'out', code: null });
    expect(shown).toEqual(['/console/']);
    expect(asked).toEqual([]);
  });
});

describe('several tabs', () => {
  it('a further tab takes up the session of one that is open, and gives it on', async () => {
    const tab = tabs();
    world({ session, peers: tab() });
    const second = world({ peers: tab() });
    expect(await second.auth.resume()).toEqual({ status: 'in' });
    expect(await world({ peers: tab() }).auth.resume()).toEqual({ status: 'in' });
    expect(JSON.parse(second.kept.get('otvet.session') ?? '')).toEqual(session);
  });

  it('signing out in one tab ends the session in all that share it, and in no other', async () => {
    const tab = tabs();
    const [first, second, stranger] = [session, session, { ...session, id: 'session-9' }].map((held) =>
      world({ session: held, peers: tab() }),
    );
    const ended: string[] = [];
    second?.auth.onOver(() => ended.push('second'));
    stranger?.auth.onOver(() => ended.push('stranger'));
    await first?.auth.signOut();
    expect(ended).toEqual(['second']);
    expect(second?.kept.has('otvet.session')).toBe(false);
    expect(stranger?.kept.has('otvet.session')).toBe(true);
  });

  it('the place that the address asked for is there again when the sign-in comes back', async () => {
    const address = () => new URL('http://shop.test/console/?code=c&state=s#/on-call/policy');
    const { auth, kept, shown } = world({ address: () => new URL(address().href.replace('#/on-call/policy', '')) });
    kept.set(
      'otvet.sign-in',
      JSON.stringify({ state: 's', nonce: 'n', verifier: 'v', as: null, place: '#/on-call/policy' }),
    );
    void auth.resume();
    expect(shown).toEqual(['/console/#/on-call/policy']);
  });
});

describe('tickets', () => {
  it('tickets are fetched with the ID token', async () => {
    const { auth, asked } = world({ session });
    expect(await auth.ticket()).toMatchObject({ ticket: 't', address: 'wss://x' });
    expect(asked[0]?.path).toBe('/v1/tickets');
    expect(new Headers(asked[0]?.init?.headers).get('authorization')).toBe('Bearer id-token');
  });

  it('a ticket fails for good without a session, with one that is over, and when it is refused', async () => {
    await expect(world().auth.ticket()).rejects.toMatchObject({ fatal: 'session_over' });
    await expect(world({ session: { ...session, expiresAt: 999_000 } }).auth.ticket()).rejects.toMatchObject({
      fatal: 'session_over',
    });
    const refused = (status: number, body: object) =>
      world({ session, fetch: async () => Response.json(body, { status }) });
    await expect(refused(403, { code: 'not_an_operator' }).auth.ticket()).rejects.toMatchObject({
      fatal: 'not_an_operator',
    });
    const { auth, kept } = refused(401, {});
    await expect(auth.ticket()).rejects.toMatchObject({ fatal: 'session_over' });
    expect(kept.has('otvet.session')).toBe(false);
  });

  it('a ticket is tried again after a failure that may pass', async () => {
    const { auth } = world({ session, fetch: async () => new Response('', { status: 503 }) });
    const error = await auth.ticket().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(Error);
    expect(error).not.toHaveProperty('fatal');
  });
});
