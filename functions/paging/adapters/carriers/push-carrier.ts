import { createHash } from 'node:crypto';
import { generateRequestDetails, type PushSubscription, type RequestDetails, type RequestOptions } from 'web-push';
import type { VapidKeys } from '../../../kernel/adapters/vapid.ts';
import { type Carrier, CarrierRefusal, type Ring } from '../../ports.ts';
import { guardedPost } from './guarded-post.ts';
import type { NetworkGuard } from './network-guard.ts';
import { refusalOf } from './refusal.ts';

export interface PushSettings {
  readonly keys: () => Promise<VapidKeys>;
  /** whom a push service may write to about what we send (RFC 8292): an e-mail address */
  readonly contact: string;
  readonly guard: NetworkGuard;
}

/** A device that is off for longer finds the page answered, or rings by its next step. */
const TTL_SECONDS = 3600;
/** Push services take 4096 bytes (RFC 8030), encrypted. */
const MAX_PAYLOAD = 3072;
/** By these a device that saves its battery is woken. */
const URGENT: ReadonlySet<Ring['kind']> = new Set(['page', 'test', 'code']);
/** By RFC 8030 a subscription that has ended. */
const GONE: ReadonlySet<number> = new Set([404, 410]);

/** Web Push: straight to the push service of the browser, encrypted for it alone (RFC 8291). */
export function pushCarrier({ keys, contact: mail, guard }: PushSettings): Carrier {
  return {
    async send({ address, keys: subscription }, ring) {
      if (!subscription) throw new CarrierRefusal('This browser has to subscribe again.', { isGone: true });
      const vapidDetails = { subject: `mailto:${mail}`, ...(await keys()) };
      const details = detailsOf({ endpoint: address, keys: subscription }, payloadOf(ring), {
        vapidDetails,
        TTL: TTL_SECONDS,
        urgency: URGENT.has(ring.kind) && !ring.gentle ? 'high' : 'normal',
        // What has not been delivered yet is replaced by what is newer of the same page.
        topic: createHash('sha256').update(ring.tag).digest('base64url').slice(0, 32),
      });
      const { status, words } = await guardedPost(guard, address, { headers: details.headers, body: details.body });
      if (GONE.has(status))
        throw new CarrierRefusal('The browser does not take notifications any more.', { isGone: true });
      if (status < 200 || status > 299)
        throw new CarrierRefusal(`The push service answered ${status}. ${words}`.trim());
      return { receipt: null };
    },
  };
}

/** @throws CarrierRefusal when the subscription is none: its keys are not of the curve, its address is no URL */
function detailsOf(...args: [PushSubscription, string, RequestOptions]): RequestDetails & { body: Buffer } {
  try {
    return generateRequestDetails(...args);
  } catch (error) {
    throw refusalOf(error);
  }
}

/** The ring as JSON; words that are too long lose their end. */
function payloadOf(ring: Ring): string {
  const whole = JSON.stringify(ring);
  if (Buffer.byteLength(whole) <= MAX_PAYLOAD) return whole;
  const letters = [...ring.text];
  for (;;) {
    // a sixteenth at a time: of what is shown of a notification nothing is missed
    letters.splice(-Math.ceil(letters.length / 16));
    const shorter = JSON.stringify({ ...ring, text: `${letters.join('')}…` });
    if (letters.length === 0 || Buffer.byteLength(shorter) <= MAX_PAYLOAD) return shorter;
  }
}
