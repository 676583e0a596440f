import type { Browser, BrowserContext, Worker } from 'playwright-core';
import { describe } from 'vitest';
import { browserForTests } from './test-browser.ts';

/**
 * The notifications of a service worker: what stands in the tray, and fingers that press them. A whole browser has a tray
 * of its own; a headless shell refuses every notification, so there the worker itself is given one that keeps them in memory.
 */

/** What a person sees of a notification. */
export interface ShownNotification {
  readonly title: string;
  readonly body: string;
  readonly tag: string;
  /** how many buttons it has */
  readonly actions: number;
}

export interface Tray {
  readonly shown: () => Promise<readonly ShownNotification[]>;
  /** presses a button of the notification with this tag, or of the first one */
  readonly press: (action: string, tag?: string) => Promise<void>;
}

/** What of a worker's globals is used: the DOM library describes a page's. */
interface Scope {
  readonly registration: ServiceWorkerRegistration;
  readonly dispatchEvent: (event: Event) => boolean;
  readonly ExtendableEvent: typeof Event;
  NotificationEvent: new (type: string, init: { notification: unknown; action: string }) => Event;
}

/**
 * A suite told twice: in the browser that every machine has, with a tray in memory, and in a whole browser with its own.
 * Where there is no whole browser those tests are skipped, and their title says why.
 */
export async function withTrays(
  name: string,
  body: (browser: Browser | undefined, whole: boolean) => void,
): Promise<void> {
  for (const whole of [false, true]) {
    const launched = await browserForTests({ whole });
    const missing = whole ? ' (there is none: the packaged shell refuses notifications)' : ' (there is no browser)';
    const title = `${name}, with ${whole ? 'the tray of a whole browser' : 'a tray in memory'}${launched ? '' : missing}`;
    describe.skipIf(launched === undefined)(title, () => body(launched?.browser, whole));
  }
}

/** Before the pages of a context load: notifications are allowed, as the person would. */
export async function allowNotifications(context: BrowserContext, origin: string, whole: boolean): Promise<void> {
  if (whole) return context.grantPermissions(['notifications'], { origin });
  await context.addInitScript(() => {
    Object.defineProperty(Notification, 'permission', { get: () => 'granted' });
    Notification.requestPermission = async () => 'granted';
  });
}

/** The tray of a worker that has shown nothing yet. */
export async function trayOf(worker: Worker, whole: boolean): Promise<Tray> {
  if (!whole) await worker.evaluate(playTray);
  return {
    shown: () =>
      worker.evaluate(async () => {
        const found = await (self as unknown as Scope).registration.getNotifications();
        return found.map(({ title, body, tag, ...rest }) => ({
          title,
          body,
          tag,
          actions: (rest as { actions?: unknown[] }).actions?.length ?? 0,
        }));
      }),
    press: (action, tag) =>
      worker.evaluate(
        async ([pressed, ofTag]) => {
          const scope = self as unknown as Scope;
          const [notification] = await scope.registration.getNotifications(ofTag === null ? {} : { tag: ofTag });
          scope.dispatchEvent(new scope.NotificationEvent('notificationclick', { notification, action: pressed }));
        },
        [action, tag ?? null] as const,
      ),
  };
}

/** Runs in the worker: a notification takes the place of the one with its tag, and what the standard refuses is refused. */
function playTray(): void {
  const scope = self as unknown as Scope;
  let all: { title: string; body: string; tag: string; data: unknown; actions: unknown[]; close: () => void }[] = [];
  const showNotification = async (title: string, options: NotificationOptions = {}): Promise<void> => {
    const { body = '', tag = '', data = null, silent, ...rest } = options;
    const { renotify = false, vibrate, actions = [] } = rest as Record<string, never>;
    if (renotify && tag === '') throw new TypeError('A notification that rings again needs a tag.');
    if (silent === true && vibrate !== undefined) throw new TypeError('A silent notification does not vibrate.');
    const close = (): void => {
      all = all.filter((one) => one !== notification);
    };
    const notification = { title, body, tag, data: structuredClone(data), actions, close };
    all = [...all.filter((one) => tag === '' || one.tag !== tag), notification];
  };
  const getNotifications = async ({ tag }: { tag?: string } = {}) =>
    all.filter((one) => tag === undefined || tag === '' || one.tag === tag);
  Object.assign(scope.registration, { showNotification, getNotifications });
  scope.NotificationEvent = class extends scope.ExtendableEvent {
    constructor(type: string, init: { notification: unknown; action: string }) {
      super(type);
      Object.assign(this, init);
    }
  };
}
