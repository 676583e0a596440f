import { beforeEach, describe, expect, it, vi } from 'vitest';
import type { Options } from '../../../web/widget/options.ts';
import { createSessions } from '../../../web/widget/services/session.ts';
import { type Keep, keepIn } from '../../../web/widget/services/storage.ts';

const NOW = Date.UTC(2026, 10, 22);
const DAY = 86_400_000;
const OPTIONS: Options = {
  workspace: 'kofevarnya',
  api: 'https://otvet.example',
  identityUrl: 'https://shop.example/identity',
  locale: 'en',
  accent: undefined,
  offset: { right: 20, bottom: 20 },
};

/** A token of which only its subject matters here. */
const identityOf = (sub: string): string => `x.${btoa(JSON.stringify({ sub }))}.y`;

const inMemory = (): Keep =>
  keepIn('', () => {
    throw new Error('no storage');
  });

/** A company's server and ours, as `fetch` sees them. */
function servers() {
  const calls: { readonly path: string; readonly body: Record<string, unknown>; readonly bearer: string | null }[] = [];
  const world = {
    calls,
    signedIn: 'ivan' as string | null,
    companyIsUp: true,
    refusesIdentity: false,
    ticketStatus: 200,
    fetch: vi.fn(async (address: string | URL | Request, init?: RequestInit) => {
      const { pathname } = new URL(String(address));
      if (pathname === '/identity') {
        if (!world.companyIsUp) throw new TypeError('network');
        return world.signedIn === null
          ? new Response(null, { status: 204 })
          : Response.json({ identity: identityOf(world.signedIn) });
      }
      const body = JSON.parse(String(init?.body)) as Record<string, unknown>;
      const bearer = new Headers(init?.headers).get('authorization');
      calls.push({ path: pathname, body, bearer });
      if (pathname === '/v1/tickets')
        return world.ticketStatus === 200
          ? Response.json({ ticket: 't', address: 'wss://otvet.example' })
          : Response.json({ code: 'origin_not_allowed' }, { status: world.ticketStatus });
      if (world.refusesIdentity && body['identity'] !== undefined)
        return Response.json({ code: 'bad_identity' }, { status: 401 });
      return Response.json({ session: `session-${calls.length}`, customer: 'c', expiresAt: NOW + 30 * DAY });
    }),
  };
  return world;
}

describe('who the widget is for the server', () => {
  let world: ReturnType<typeof servers>;
  let keep: Keep;
  const sessions = (now = NOW) =>
    createSessions(
      OPTIONS,
      keep,
      world.fetch,
      () => now,
      () => visit,
    );
  const visit = { path: '/returns', zone: 'Europe/Samara' };

  beforeEach(() => {
    world = servers();
    keep = inMemory();
  });

  it('is the person that the site vouches for', async () => {
    const it = sessions();
    await it.settle();
    expect(await it.ticket()).toEqual({ ticket: 't', address: 'wss://otvet.example' });
    expect(world.calls.map(({ path }) => path)).toEqual(['/v1/sessions', '/v1/tickets']);
    expect(world.calls[0]?.body).toMatchObject({ workspace: 'kofevarnya', identity: identityOf('ivan') });
    expect(world.calls[1]?.bearer).toBe('Bearer session-1');
  });

  it('says with each ticket where the page is, and with no session: that lives on other pages too', async () => {
    const it = sessions();
    await it.ticket();
    expect(world.calls.map(({ body }) => body)).toEqual([{ workspace: 'kofevarnya', locale: 'en' }, visit]);
  });

  it('keeps its session on the next page', async () => {
    const first = sessions();
    await first.settle();
    await first.ticket();
    const next = sessions();
    await next.settle();
    await next.ticket();
    expect(world.calls.filter(({ path }) => path === '/v1/sessions')).toHaveLength(1);
  });

  it('forgets everything when another person signs in, but not what nobody had begun to write', async () => {
    world.signedIn = null;
    const guest = sessions();
    await guest.settle();
    await guest.ticket();
    keep.set('conversation', 'of-the-guest');
    keep.set('draft', 'My machine');
    world.signedIn = 'ivan';
    await sessions().settle();
    expect(keep.get('conversation')).toBeNull();
    expect(keep.get('draft')).toBe('My machine');

    const ivan = sessions();
    await ivan.settle();
    await ivan.ticket();
    keep.set('draft', 'Ivan was here');
    world.signedIn = 'maria';
    await sessions().settle();
    expect(keep.get('draft')).toBeNull();
  });

  it('does not take a site that is down for a sign-out', async () => {
    const first = sessions();
    await first.settle();
    await first.ticket();
    keep.set('conversation', 'of-ivan');
    world.companyIsUp = false;
    await sessions().settle();
    expect(keep.get('conversation')).toBe('of-ivan');
  });

  it('lets a customer whose identity is refused in as a guest, and tells the site', async () => {
    const complaint = vi.spyOn(console, 'error').mockImplementation(() => {});
    world.refusesIdentity = true;
    const it = sessions();
    await it.settle();
    await it.ticket();
    expect(complaint).toHaveBeenCalledOnce();
    keep.set('conversation', 'of-the-guest');
    await sessions().settle();
    expect(keep.get('conversation')).toBe('of-the-guest');
  });

  it('renews a session that is about to end, a guest with the old one', async () => {
    world.signedIn = null;
    await sessions().ticket();
    await sessions(NOW + 31 * DAY).ticket();
    const [, , renewed] = world.calls;
    expect(renewed).toMatchObject({ path: '/v1/sessions', bearer: 'Bearer session-1' });
  });

  it('begins anew after a session that is over, and gives up where it will never be let in', async () => {
    const it = sessions();
    world.ticketStatus = 401;
    await expect(it.ticket()).rejects.toThrow();
    expect(keep.get('session')).toBeNull();
    world.ticketStatus = 403;
    await expect(it.ticket()).rejects.toEqual({ fatal: 'origin_not_allowed' });
    world.ticketStatus = 503;
    await expect(it.ticket()).rejects.toThrow('503');
  });
});
