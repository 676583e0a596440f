import { createECDH, hkdfSync } from 'node:crypto';

/** Key pair of Web Push (RFC 8292), both base64url: what browsers subscribe with, and what proves that we ring. */
export interface VapidKeys {
  readonly publicKey: string;
  readonly privateKey: string;
}

const KEY_BYTES = 32;

/**
 * The P-256 key that belongs to a secret text, the same for ever: nobody has to make, keep or copy a key. HKDF gives 32
 * bytes; in the one case of 2^32 in which they are no key of the curve, the next counter gives others.
 */
export function vapidKeys(secret: string): VapidKeys {
  for (let counter = 0; ; counter++) {
    const bytes = Buffer.from(hkdfSync('sha256', secret, '', `otvet web push ${counter}`, KEY_BYTES));
    const curve = createECDH('prime256v1');
    try {
      curve.setPrivateKey(bytes);
    } catch {
      continue;
    }
    return { publicKey: curve.getPublicKey('base64url'), privateKey: bytes.toString('base64url') };
  }
}
