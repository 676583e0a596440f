import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { build } from 'rolldown';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import type { WireRing } from '../../shared/protocol/ring.ts';
import { allowNotifications, type ShownNotification, type Tray, trayOf, withTrays } from '../support/tray.ts';
import { until } from '../support/until.ts';

const CODE = 'k3f9k3f9k3f9k3f9';

/** The real service worker in a real browser; the push service and the fingers on the notification are played. */
await withTrays('the console’s service worker', (browser, isWhole) => {
  let folder: string;
  let server: Server;
  let origin: string;
  /** what the acknowledge page answers */
  let state: { status: string; by?: string; at?: number; mine?: boolean };
  let isDown: boolean;
  const posts: string[] = [];

  let context: BrowserContext;
  let page: Page;
  let tray: Tray;
  let devtools: CDPSession;
  let registration: string;

  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'otvet-worker-'));
    const file = join(folder, 'worker.js');
    await build({
      input: join(import.meta.dirname, '../../web/console/worker.ts'),
      logLevel: 'silent',
      output: { file, format: 'iife', codeSplitting: false },
    });
    const script = await readFile(file);
    server = createServer(({ url = '', method }, response) => {
      if (url.startsWith('/console/worker.js'))
        response.writeHead(200, { 'content-type': 'text/javascript' }).end(script);
      else if (url.startsWith('/p/')) {
        if (isDown) return void response.destroy();
        if (method === 'POST') posts.push(url);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(state));
      } else response.writeHead(200, { 'content-type': 'text/html' }).end('<!doctype html><title>Otvet</title>');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://localhost:${(server.address() as AddressInfo).port}`;
  });
  beforeEach(async () => {
    if (!browser) return;
    state = { status: 'open' };
    isDown = false;
    posts.length = 0;
    context = await browser.newContext();
    await allowNotifications(context, origin, isWhole);
    page = await context.newPage();
    await page.goto(`${origin}/console/`);
    const registered = context.waitForEvent('serviceworker');
    devtools = await context.newCDPSession(page);
    const found = new Promise<string>((resolve) => {
      devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
        const [one] = registrations;
        if (one) resolve(one.registrationId);
      });
    });
    await devtools.send('ServiceWorker.enable');
    await page.evaluate(async () => {
      await navigator.serviceWorker.register('/console/worker.js?lang=en', { scope: '/console/' });
      await navigator.serviceWorker.ready;
    });
    tray = await trayOf(await registered, isWhole);
    registration = await found;
    return () => context.close();
  });
  afterAll(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => server?.close(resolve));
    await rm(folder, { recursive: true, force: true });
  });

  const push = (ring: unknown): Promise<unknown> =>
    devtools.send('ServiceWorker.deliverPushMessage', {
      origin,
      registrationId: registration,
      data: typeof ring === 'string' ? ring : JSON.stringify(ring),
    });
  const isTheOnly = async (title: string | RegExp): Promise<ShownNotification | undefined> => {
    const [one, ...more] = await tray.shown();
    const isIt = typeof title === 'string' ? one?.title === title : one !== undefined && title.test(one.title);
    return one && isIt && more.length === 0 ? one : undefined;
  };
  const theOnly = (title: string | RegExp): Promise<ShownNotification> =>
    until(() => isTheOnly(title), { timeout: 20_000, what: `one notification: ${title}` });
  /** Until it is shown: a browser that has just begun loses a push now and then, and a push service would repeat it. */
  const pushed = (ring: unknown, title: string): Promise<ShownNotification> =>
    until(
      async () => {
        await push(ring);
        return until(() => isTheOnly(title), { timeout: 3_000 }).catch(() => undefined);
      },
      { timeout: 30_000, what: `one notification: ${title}` },
    );

  const RING: WireRing = {
    id: 'ring-1',
    kind: 'page',
    tag: 'oncall.7',
    title: 'Ivan waits 48 s',
    text: 'Nobody is there.',
    link: '',
    take: 'I have it',
  };
  const ring = (part: Partial<WireRing> = {}): WireRing => ({ ...RING, link: `${origin}/p/${CODE}`, ...part });

  it('shows a ring, and what is over in its place', async () => {
    expect(await pushed(ring(), 'Ivan waits 48 s')).toMatchObject({ body: 'Nobody is there.', tag: 'oncall.7' });
    await push(ring({ kind: 'over', title: 'Pyotr has it', text: 'Go back to sleep.' }));
    await theOnly('Pyotr has it');
  });

  it('shows something for what it cannot read', async () => {
    await pushed('not json', 'Otvet is ringing');
  });

  it('takes a page from the notification, and says so only once the server has', async () => {
    await pushed(ring(), 'Ivan waits 48 s');
    isDown = true;
    await tray.press('take');
    await theOnly('Not accepted yet, retrying');
    state = { status: 'taken', by: 'Anna', at: Date.now(), mine: true };
    isDown = false;
    await theOnly('You have it');
    expect(posts).toEqual([`/p/${CODE}/take`]);
  });

  it('tells who was faster, so that this person may sleep', async () => {
    await pushed(ring(), 'Ivan waits 48 s');
    state = { status: 'taken', by: 'Pyotr', at: Date.now() };
    await tray.press('take');
    expect(await theOnly(/^Pyotr took it at/)).toMatchObject({
      body: expect.stringMatching(/^(Go back to sleep|Nothing more for you to do)\.$/),
    });
  });

  it('brings a code to the open page', async () => {
    const code = page.evaluate(
      () =>
        new Promise((resolve) => {
          navigator.serviceWorker.addEventListener('message', ({ data }) => resolve(data));
        }),
    );
    // the listener stands before the message comes
    await page.evaluate(() => undefined);
    await push(ring({ kind: 'code', title: 'Your code: 123456', text: '', code: '123456' }));
    expect(await code).toEqual({ type: 'otvet.code', code: '123456' });
  });
});
