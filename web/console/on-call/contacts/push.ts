import type { SessionModel } from '../../core/session.ts';
import type { AddContact, OnCallApi } from '../api.ts';
import { deviceOf, type PushState, pushStateOf } from '../logic/device.ts';

/**
 * This browser as a contact: whether it may ring, asking it to, and mending what the browser has changed behind our back.
 * The service worker itself is `worker.ts`.
 */

/** Which contact this browser is, and whose: several people may use one browser. */
interface Remembered {
  /** see {@link whoIs} */
  readonly who: string;
  readonly contact: string;
  readonly endpoint: string;
}
type Local = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const KEY = 'otvet.push';

export function pushState(): PushState {
  const standalone = matchMedia('(display-mode: standalone)').matches;
  return pushStateOf({
    userAgent: navigator.userAgent,
    hasPush: 'serviceWorker' in navigator && 'PushManager' in globalThis,
    permission: 'Notification' in globalThis ? Notification.permission : 'none',
    isStandalone: standalone || (navigator as { standalone?: boolean }).standalone === true,
    touchPoints: navigator.maxTouchPoints,
  });
}

export const device = (): ReturnType<typeof deviceOf> => deviceOf(navigator.userAgent);

export type Subscribed =
  | { readonly ok: true; readonly contact: Extract<AddContact, { kind: 'push' }> }
  | { readonly ok: false; readonly code: 'dismissed' | 'blocked' | 'no_service' };

/** Asks for permission, which a browser grants only from a click, and for an address to ring. */
export async function subscribe(key: string, label: string, locale: string): Promise<Subscribed> {
  const permission = await Notification.requestPermission();
  if (permission !== 'granted') return { ok: false, code: permission === 'denied' ? 'blocked' : 'dismissed' };
  try {
    await navigator.serviceWorker.register(`/console/worker.js?lang=${locale}`, { scope: '/console/' });
    const registration = await navigator.serviceWorker.ready;
    const held = await registration.pushManager.getSubscription();
    // One that was made with another key would take nothing of ours.
    if (held && !isFor(held, key)) await held.unsubscribe();
    const subscription = await registration.pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(key),
    });
    const { endpoint, keys } = subscription.toJSON();
    const { p256dh, auth } = keys ?? {};
    if (!endpoint || !p256dh || !auth) return { ok: false, code: 'no_service' };
    keepCodes();
    return { ok: true, contact: { kind: 'push', endpoint, keys: { p256dh, auth }, label } };
  } catch {
    return { ok: false, code: 'no_service' }; // no worker, or the browser's push service is out of reach
  }
}

function isFor(subscription: PushSubscription, key: string): boolean {
  const held = subscription.options.applicationServerKey;
  if (!held) return false;
  const [a, b] = [new Uint8Array(held), bytesOf(key)];
  return a.length === b.length && a.every((byte, index) => byte === b[index]);
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(text, (char) => char.charCodeAt(0));
}

export const remember = (local: Local, remembered: Remembered): void => local.setItem(KEY, JSON.stringify(remembered));
export const forgetHere = (local: Local): void => local.removeItem(KEY);

/** Who is signed in, across workspaces; empty before it is known. */
export function whoIs(store: Pick<SessionModel, 'client'>): string {
  const welcome = store.client.value?.welcome;
  return welcome ? `${welcome.workspace.id}.${welcome.me.id}` : '';
}

/** The contact that this browser was added as by somebody; null: none, or it has been forgotten. */
export function here(local: Pick<Local, 'getItem'>, who: string): Omit<Remembered, 'who'> | null {
  try {
    const found = JSON.parse(local.getItem(KEY) ?? 'null') as Partial<Remembered> | null;
    return found?.who === who && typeof found.contact === 'string' && typeof found.endpoint === 'string'
      ? { contact: found.contact, endpoint: found.endpoint }
      : null;
  } catch {
    return null;
  }
}

/** A code may arrive before the answer to the request for it: keep the newest until a form listens. */
let early: string | null = null;
let listeners = 0;
let isKept = false;

function keepCodes(): void {
  early = null;
  if (isKept) return;
  isKept = true;
  navigator.serviceWorker.addEventListener('message', (event) => {
    if (listeners === 0) early = codeIn(event) ?? early;
  });
}

function codeIn({ data }: MessageEvent): string | null {
  const { type, code } = (data ?? {}) as Record<string, unknown>;
  return type === 'otvet.code' && typeof code === 'string' ? code : null;
}

/** Codes that came as a notification, from the service worker. Returns how to stop. */
export function onCode(run: (code: string) => void): () => void {
  if (!('serviceWorker' in navigator)) return () => undefined;
  const listener = (event: MessageEvent): void => {
    const code = codeIn(event);
    if (code !== null) run(code);
  };
  navigator.serviceWorker.addEventListener('message', listener);
  listeners += 1;
  const kept = early;
  early = null;
  if (kept !== null) queueMicrotask(() => run(kept));
  return () => {
    navigator.serviceWorker.removeEventListener('message', listener);
    listeners -= 1;
  };
}

/**
 * A browser now and then changes its address for rings. Where this one has been a contact under another address, the new
 * one takes its place: its code comes by push and is sent back without anybody doing anything. Returns whether it did.
 */
export async function mend(
  api: OnCallApi,
  local: Local,
  who: string,
  labelOf: (contact: string) => string,
): Promise<boolean> {
  const before = here(local, who);
  if (!before || pushState() !== 'ready' || Notification.permission !== 'granted') return false;
  const registration = await navigator.serviceWorker.getRegistration('/console/');
  const subscription = await registration?.pushManager.getSubscription();
  const { endpoint, keys } = subscription?.toJSON() ?? {};
  const { p256dh, auth } = keys ?? {};
  if (!endpoint || !p256dh || !auth || endpoint === before.endpoint) return false;
  const code = new Promise<string>((resolve) => {
    const stop = onCode((text) => {
      stop();
      resolve(text);
    });
  });
  const added = await api.addContact({
    kind: 'push',
    endpoint,
    keys: { p256dh, auth },
    label: labelOf(before.contact),
  });
  if (!added.ok) return false;
  if (!added.value.contact.verified && !(await api.verify(added.value.contact.id, await code)).ok) return false;
  remember(local, { who, contact: added.value.contact.id, endpoint });
  await api.removeContact(before.contact);
  return true;
}
