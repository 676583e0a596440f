import { createDecipheriv, createECDH, hkdfSync, randomBytes } from 'node:crypto';
import { type Receiver, startReceiver } from './receiver.ts';

/** A push service with one browser, whose keys the test holds: what was sent to it can be read, as that browser would. */
export interface PushService {
  readonly endpoint: string;
  readonly keys: { readonly p256dh: string; readonly auth: string };
  /** what was pushed, decrypted, oldest first */
  readonly pushed: () => readonly string[];
  readonly stop: Receiver['stop'];
}

export async function startPushService(): Promise<PushService> {
  const receiver = await startReceiver();
  const browser = createECDH('prime256v1');
  const p256dh = browser.generateKeys();
  const auth = randomBytes(16);

  /** RFC 8291 over RFC 8188 with one record: salt, record size, length of the key, the sender's key, and the text. */
  const read = (body: Buffer): string => {
    const salt = body.subarray(0, 16);
    const from = 21 + body.readUInt8(20);
    const sender = body.subarray(21, from);
    const shared = browser.computeSecret(sender);
    const both = Buffer.concat([Buffer.from('WebPush: info\0'), p256dh, sender]);
    const secret = Buffer.from(hkdfSync('sha256', shared, auth, both, 32));
    const part = (name: string, bytes: number): Buffer =>
      Buffer.from(hkdfSync('sha256', secret, salt, `Content-Encoding: ${name}\0`, bytes));
    const decipher = createDecipheriv('aes-128-gcm', part('aes128gcm', 16), part('nonce', 12));
    decipher.setAuthTag(body.subarray(-16));
    const padded = Buffer.concat([decipher.update(body.subarray(from, -16)), decipher.final()]);
    return padded.subarray(0, padded.lastIndexOf(2)).toString();
  };
  return {
    endpoint: `${receiver.url}/push`,
    keys: { p256dh: p256dh.toString('base64url'), auth: auth.toString('base64url') },
    pushed: () => receiver.received.map(({ body }) => read(body)),
    stop: receiver.stop,
  };
}
