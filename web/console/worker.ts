import * as v from 'valibot';
import { RingSchema } from '../../shared/protocol/ring.ts';
import { chooseLocale } from '../base/locale.ts';
import {
  noteOf,
  outcomeOf,
  pathToTake,
  type RingData,
  ringWords,
  type Shown,
  shownOf,
  type TakenState,
  TRIES,
} from './on-call/logic/rings.ts';

/**
 * The console's service worker: shows rings, takes a page from the notification itself, and tells open pages of codes. It
 * keeps nothing and answers no request of the page. Built to `/console/worker.js`, a name without a hash; the language of
 * whoever switched rings on stands in its address (`?lang=ru`).
 */

/** What of a service worker is used: the DOM library, which all else here is checked with, does not describe it. */
interface Worker {
  readonly location: Location;
  readonly registration: ServiceWorkerRegistration;
  readonly clients: {
    matchAll(options: { type: 'window'; includeUncontrolled: boolean }): Promise<readonly WindowClient[]>;
    openWindow(url: string): Promise<unknown>;
    claim(): Promise<void>;
  };
  skipWaiting(): Promise<void>;
  addEventListener(type: string, run: (event: WorkerEvent) => void): void;
}
interface WindowClient {
  readonly url: string;
  postMessage(message: unknown): void;
  focus(): Promise<WindowClient>;
}
interface WorkerEvent {
  waitUntil(done: Promise<unknown>): void;
  readonly data?: { text(): string } | null;
  readonly action?: string;
  readonly notification?: Notification;
  readonly oldSubscription?: PushSubscription | null;
  readonly newSubscription?: PushSubscription | null;
}

const worker = self as unknown as Worker;
const locale = chooseLocale(new URL(worker.location.href).searchParams.get('lang'));
const words = ringWords(locale);

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('push', (event) => event.waitUntil(ring(event.data?.text() ?? '')));
worker.addEventListener('notificationclick', (event) => {
  const { notification } = event;
  if (!notification) return;
  const { link } = (notification.data ?? {}) as RingData;
  const path = pathToTake(link, worker.location.origin);
  if (event.action === 'take' && path !== null) event.waitUntil(take(path, notification.tag));
  else {
    notification.close();
    event.waitUntil(open(link));
  }
});
worker.addEventListener('pushsubscriptionchange', (event) => event.waitUntil(subscribeAgain(event)));

const show = ({ title, options }: Shown): Promise<void> =>
  worker.registration.showNotification(title, options as NotificationOptions);

const windows = (): Promise<readonly WindowClient[]> =>
  worker.clients.matchAll({ type: 'window', includeUncontrolled: true });

/** A browser that may ring must show something for each push: also for one that cannot be read. */
async function ring(text: string): Promise<void> {
  const read = v.safeParse(v.pipe(v.string(), v.parseJson(), RingSchema), text);
  if (!read.success) return show(noteOf(words.unread, words.unreadText, 'unread', locale, {}));
  const { kind, code } = read.output;
  if (kind === 'code' && code !== undefined)
    for (const page of await windows()) page.postMessage({ type: 'otvet.code', code });
  await show(shownOf(read.output, locale));
}

/** "I have it", pressed on the notification: it never looks done before the server has said so. */
async function take(path: string, tag: string): Promise<void> {
  const say = (title: string, body: string): Promise<void> => show(noteOf(title, body, tag, locale, { link: path }));
  for (const [tries, wait] of [...TRIES, 0].entries()) {
    const state = await post(path).catch(() => null); // no connection, or no answer of ours: tried again
    const outcome = state && outcomeOf(state, words, new Date().getHours());
    if (outcome) return say(...outcome);
    if (tries === 0) await say(words.taking, words.takingText);
    if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
  }
  await say(words.failed, words.failedText);
}

async function post(path: string): Promise<TakenState> {
  const signal = (): AbortSignal => AbortSignal.timeout(10_000);
  const taken = await fetch(`${path}/take`, { method: 'POST', signal: signal() });
  // A link that is not there any more is an answer; a server in trouble is none.
  if (taken.status >= 500 || taken.status === 429) throw new Error(`taking was answered with ${taken.status}`);
  const state = await fetch(`${path}/state`, { signal: signal() });
  if (!state.ok) throw new Error(`the state was answered with ${state.status}`);
  return (await state.json()) as TakenState;
}

/** Brings a tab of the console to the front when there is one, and shows there what the ring is about. */
async function open(link = '/console/'): Promise<void> {
  const url = new URL(link, worker.location.origin);
  const pages = await windows();
  const same = pages.find((page) => page.url === url.href);
  if (same) return void (await same.focus());
  const console = pages.find((page) => new URL(page.url).pathname === url.pathname);
  if (!console || url.pathname !== '/console/') return void (await worker.clients.openWindow(url.href));
  await console.focus();
  if (url.hash !== '') console.postMessage({ type: 'otvet.open', hash: url.hash });
}

/**
 * The push service has given this browser another address. Only a page that is signed in can tell the server; when none is
 * open, the person is asked to open one.
 */
async function subscribeAgain({ oldSubscription, newSubscription }: WorkerEvent): Promise<void> {
  const key = oldSubscription?.options.applicationServerKey;
  if (!newSubscription && key)
    await worker.registration.pushManager.subscribe({ userVisibleOnly: true, applicationServerKey: key });
  const pages = await windows();
  for (const page of pages) page.postMessage({ type: 'otvet.moved' });
  if (pages.length === 0)
    await show(noteOf(words.moved, words.movedText, 'moved', locale, { link: '/console/#/on-call/alerts' }));
}
