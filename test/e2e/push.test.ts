import type { BrowserContext, CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { WireRing } from '../../shared/protocol/ring.ts';
import { customerOf, newId, post } from '../support/drive.ts';
import { openConsole } from '../support/pages.ts';
import { type PushService, startPushService } from '../support/push-service.ts';
import { eventually, startTestStack, type TestStack } from '../support/stack.ts';
import { allowNotifications, type Tray, trayOf, withTrays } from '../support/tray.ts';
import type { TestWorkspace } from '../support/workspaces.ts';

/**
 * Web Push from one end to the other: the console subscribes, the stack encrypts and sends, the browser's own service worker
 * shows and takes. The push service between them is the test's: it reads what came with the browser's keys, and hands it over.
 */
await withTrays('a browser as a phone', (browser, isWhole) => {
  let stack: TestStack;
  let workspace: TestWorkspace;
  let service: PushService;
  let page: Page;
  let context: BrowserContext;
  let tray: Tray;
  let devtools: CDPSession;
  let registration = '';
  let handed = 0;

  beforeAll(async () => {
    if (!browser) return;
    [stack, service] = await Promise.all([startTestStack(), startPushService()]);
    workspace = await stack.workspace();
    ({ page, context } = await openConsole(browser, stack, workspace, 'anna'));
    await allowNotifications(context, stack.url, isWhole);
    await context.addInitScript(({ endpoint, keys }) => {
      const made = (options?: PushSubscriptionOptionsInit) => ({
        endpoint,
        options,
        toJSON: () => ({ endpoint, keys }),
      });
      let held: unknown = null;
      Object.assign(PushManager.prototype, {
        getSubscription: async () => held,
        subscribe: async (options: PushSubscriptionOptionsInit) => {
          held = made(options);
          return held;
        },
      });
    }, service);
    devtools = await context.newCDPSession(page);
    devtools.on('ServiceWorker.workerRegistrationUpdated', ({ registrations }) => {
      registration = registrations[0]?.registrationId ?? registration;
    });
    await devtools.send('ServiceWorker.enable');
    await page.evaluate(() => {
      location.hash = '#/on-call/alerts';
    });
    await page.reload();
  });
  afterAll(async () => {
    await Promise.all([stack?.stop(), service?.stop()]);
  });

  /** Hands the browser what the push service has got for it and not delivered yet. */
  async function deliver(kind: WireRing['kind']): Promise<WireRing> {
    const ring = await eventually(
      async () => {
        const data = service.pushed()[handed];
        if (data === undefined) return undefined;
        handed += 1;
        await devtools.send('ServiceWorker.deliverPushMessage', {
          origin: stack.url,
          registrationId: registration,
          data,
        });
        const sent = JSON.parse(data) as WireRing;
        return sent.kind === kind && sent;
      },
      { what: `a push of kind ${kind}` },
    );
    return ring;
  }
  const pageOf = async () =>
    (await stack.log(workspace, 'oncall', 'P')).at(-1)?.['state'] as
      | { episode: number; acknowledged: { by: string } | null }
      | undefined;

  it('is added with one click, and its code fills itself in', async () => {
    const registered = context.waitForEvent('serviceworker');
    await page.getByRole('button', { name: /^Ring me in this browser/ }).click();
    tray = await trayOf(await registered, isWhole);
    await eventually(() => registration !== '');
    const { code } = await deliver('code');
    expect(code).toMatch(/^\d{6}$/);

    await eventually(async () =>
      (await stack.items(`X#${workspace.id}`)).some(({ kind, verifiedAt }) => kind === 'push' && verifiedAt !== null),
    );
    await page.getByRole('button', { name: /^Ring me in this browser/ }).waitFor({ state: 'detached' });
  });

  it('rings with a button that takes the page', async () => {
    const ivan = await customerOf(stack, workspace, { conversation: newId() });
    ivan.ask('human.request', { choice: 'wake' });
    const ring = await deliver('page');
    expect(ring).toMatchObject({ take: 'I have it', link: expect.stringContaining(`${stack.url}/p/`) });
    const [notification] = await eventually(async () => {
      const found = (await tray.shown()).filter(({ tag }) => tag === ring.tag);
      return found.length === 1 && found;
    });
    expect(`${notification?.title} ${notification?.body}`).toContain('waiting');

    await tray.press('take', ring.tag);
    await eventually(async () => (await pageOf())?.acknowledged?.by === workspace.people.anna.id);
    await eventually(async () =>
      (await tray.shown()).some(({ title, tag }) => tag === ring.tag && title === 'You have it'),
    );
    const { owner } = (await stack.log(workspace, ivan.conversation)).at(-1)?.['state'] as { owner: string };
    expect(owner).toBe(workspace.people.anna.id);
    ivan.ask('conversation.close');
    ivan.stop();
  });

  it('is told without a sound that somebody else has it, in the place of what rang', async () => {
    const before = (await pageOf())?.episode ?? 0;
    // On a busy machine the page before has climbed to him as well: his link of that one takes nothing now.
    const earlier = (await stack.links(workspace, 'pyotr')).length;
    const vera = await customerOf(stack, workspace, { conversation: newId() });
    vera.ask('human.request', { choice: 'wake' });
    const ring = await eventually(async () => {
      const next = await deliver('page');
      return next.tag.endsWith(`.${before + 1}`) && next;
    });
    const code = await eventually(async () => (await stack.links(workspace, 'pyotr'))[earlier]);
    await post(stack, `/p/${code}/take`, '');
    const over = await deliver('over');
    expect(over.tag).toBe(ring.tag);
    const [notification, ...others] = await eventually(async () => {
      const found = (await tray.shown()).filter(({ tag }) => tag === ring.tag);
      return found.some(({ title, body }) => `${title} ${body}`.includes('Pyotr')) && found;
    });
    expect(others).toEqual([]);
    expect(`${notification?.title} ${notification?.body}`).toMatch(/Go back to sleep|Nothing more for you to do/);
    vera.stop();
  });
});
