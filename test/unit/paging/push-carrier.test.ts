import { createDecipheriv, createECDH, type ECDH, hkdfSync, randomBytes } from 'node:crypto';
import { importJWK, jwtVerify } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { vapidKeys } from '../../../functions/kernel/adapters/vapid.ts';
import { networkGuard } from '../../../functions/paging/adapters/carriers/network-guard.ts';
import { pushCarrier } from '../../../functions/paging/adapters/carriers/push-carrier.ts';
import type { Ring } from '../../../functions/paging/ports.ts';
import { type Receiver, startReceiver } from '../../support/receiver.ts';
import { aContact } from '../../support/world.ts';

const KEYS = vapidKeys('a long random text of sixty-four letters');
const RING: Ring = {
  id: 'kofe.oncall.3.0.browser',
  kind: 'page',
  tag: 'kofe.oncall.3',
  title: 'Клиент ждёт',
  text: 'Иван ждёт 48 с ☕',
  link: 'https://otvet.example/p/code',
  take: 'Я отвечу',
};

/** A browser that subscribed: only it can read what it is sent. */
function aBrowser(): { readonly curve: ECDH; readonly auth: Buffer; readonly keys: { p256dh: string; auth: string } } {
  const curve = createECDH('prime256v1');
  const auth = randomBytes(16);
  return { curve, auth, keys: { p256dh: curve.generateKeys('base64url'), auth: auth.toString('base64url') } };
}

/** What the browser makes of a message, by RFC 8291 (keys) and RFC 8188 (coding `aes128gcm`, one record). */
function opened({ curve, auth }: ReturnType<typeof aBrowser>, message: Buffer): string {
  const salt = message.subarray(0, 16);
  const senderLength = message[20] ?? 0;
  const sender = message.subarray(21, 21 + senderLength);
  const sealed = message.subarray(21 + senderLength);
  const info = Buffer.concat([Buffer.from('WebPush: info\0'), curve.getPublicKey(), sender]);
  const secret = Buffer.from(hkdfSync('sha256', curve.computeSecret(sender), auth, info, 32));
  const derived = (use: string, length: number) =>
    Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${use}\0`, length));
  const decipher = createDecipheriv('aes-128-gcm', derived('aes128gcm', 16), derived('nonce', 12));
  decipher.setAuthTag(sealed.subarray(-16));
  const padded = Buffer.concat([decipher.update(sealed.subarray(0, -16)), decipher.final()]);
  const end = padded.lastIndexOf(2); // the delimiter of the last record
  return padded.subarray(0, end).toString('utf8');
}

let service: Receiver;
beforeAll(async () => {
  service = await startReceiver();
});
afterAll(() => service.stop());
beforeEach(() => service.answer(201));

const browser = aBrowser();
const contact = (fields: object = {}) =>
  aContact('anna', { kind: 'push', address: `${service.url}/send/abc`, keys: browser.keys, ...fields });
const carrier = pushCarrier({
  keys: async () => KEYS,
  contact: 'otvet@example.com',
  guard: networkGuard('any'),
});
const newest = () => {
  const last = service.received.at(-1);
  if (!last) throw new Error('nothing was received');
  return last;
};

describe('Web Push', () => {
  it('is read by the browser that it is for, word for word', async () => {
    expect(await carrier.send(contact(), RING)).toEqual({ receipt: null });
    expect(JSON.parse(opened(browser, newest().body))).toEqual(RING);
    expect(newest()).toMatchObject({ method: 'POST', path: '/send/abc' });
    expect(newest().headers).toMatchObject({ ttl: '3600', urgency: 'high', 'content-encoding': 'aes128gcm' });
  });

  it('proves who rings, by the key that the browser subscribed with', async () => {
    await carrier.send(contact(), RING);
    const [, token = '', key] = /^vapid t=([^,]+), k=(.+)$/.exec(newest().headers.authorization ?? '') ?? [];
    expect(key).toBe(KEYS.publicKey);
    const point = Buffer.from(KEYS.publicKey, 'base64url');
    const jwk = await importJWK(
      {
        kty: 'EC',
        crv: 'P-256',
        x: point.subarray(1, 33).toString('base64url'),
        y: point.subarray(33).toString('base64url'),
      },
      'ES256',
    );
    const { payload } = await jwtVerify(token, jwk, { audience: service.url });
    expect(payload.sub).toBe('mailto:otvet@example.com');
  });

  it('replaces what is older of the same page, and does not wake anybody for what can wait', async () => {
    await carrier.send(contact(), RING);
    const { topic } = newest().headers;
    expect(topic).toMatch(/^[\w-]{32}$/);
    await carrier.send(contact(), { ...RING, id: 'other', kind: 'over' });
    expect(newest().headers).toMatchObject({ topic, urgency: 'normal' });
    await carrier.send(contact(), { ...RING, tag: 'kofe.oncall.4' });
    expect(newest().headers['topic']).not.toBe(topic);
  });

  it('shortens words that no push service would take, between two letters', async () => {
    await carrier.send(contact(), { ...RING, text: '☕🙂'.repeat(1000) });
    expect(newest().body.length).toBeLessThan(4096);
    const { text, ...rest } = JSON.parse(opened(browser, newest().body)) as Ring;
    expect({ ...RING, text: '' }).toEqual({ ...rest, text: '' });
    expect(text).toMatch(/^(☕🙂)+☕?…$/u);
    expect(text.length).toBeGreaterThan(1000);
  });

  it.each([404, 410])('knows from %i that the browser is gone', async (status) => {
    service.answer(status, 'push subscription has unsubscribed or expired.\n');
    await expect(carrier.send(contact(), RING)).rejects.toMatchObject({ name: 'CarrierRefusal', isGone: true });
  });

  it.each([400, 403, 413, 429, 500, 301])('is refused by %i, in the service’s own words', async (status) => {
    service.answer(status, 'the key is not the one\nof the subscription', { location: '/elsewhere' });
    await expect(carrier.send(contact(), RING)).rejects.toMatchObject({
      name: 'CarrierRefusal',
      isGone: false,
      message: `The push service answered ${status}. the key is not the one of the subscription`,
    });
    expect(newest().path).toBe('/send/abc');
  });

  it('without keys is for nobody', async () => {
    const { keys: _, ...without } = contact();
    await expect(carrier.send(without, RING)).rejects.toMatchObject({ isGone: true });
  });

  it('with keys that are none is refused, and says why', async () => {
    const keys = { p256dh: 'AAAA', auth: browser.keys.auth };
    await expect(carrier.send(contact({ keys }), RING)).rejects.toMatchObject({
      name: 'CarrierRefusal',
      message: expect.stringContaining('p256dh'),
    });
  });

  it('goes nowhere into a network that is not public', async () => {
    const guarded = pushCarrier({ keys: async () => KEYS, contact: 'a@b.c', guard: networkGuard('public') });
    const before = service.received.length;
    for (const address of [service.url, service.url.replace('http:', 'https:'), 'no address'])
      await expect(guarded.send(contact({ address }), RING)).rejects.toMatchObject({ name: 'CarrierRefusal' });
    expect(service.received).toHaveLength(before);
  });
});

describe('the key of Web Push', () => {
  it('is the same for the same secret, and another for another', () => {
    expect(vapidKeys('secret one')).toEqual(vapidKeys('secret one'));
    expect(vapidKeys('secret two')).not.toEqual(vapidKeys('secret one'));
  });

  it('never changes: browsers have subscribed with it', () => {
    expect(vapidKeys('a long random text of sixty-four letters').publicKey).toMatchInlineSnapshot(
      `"BNakZ8zwkq4Z8zvczECrQvaiTtoNj2dE6LQxPYqz7BeoayET0ewBIkemyQXn5hDlbAbA7hZwkkN3NJh4qYnJiOc"`,
    );
  });

  it('is a point of the curve, as browsers want it: 65 bytes', () => {
    const point = Buffer.from(KEYS.publicKey, 'base64url');
    expect([point.length, point[0]]).toEqual([65, 4]);
    expect(Buffer.from(KEYS.privateKey, 'base64url')).toHaveLength(32);
  });
});
