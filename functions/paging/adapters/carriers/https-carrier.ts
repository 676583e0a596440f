import { createHash } from 'node:crypto';
import { Webhook } from 'standardwebhooks';
import type { Clock } from '../../../kernel/ports.ts';
import { type Carrier, CarrierRefusal, type Ring } from '../../ports.ts';
import { guardedPost } from './guarded-post.ts';
import { headlineOf } from './headline.ts';
import type { NetworkGuard } from './network-guard.ts';

/** A ring as a company's own system gets it. `summary`, `details`, `dedup` and `action` are what GoAlert's generic API takes. */
interface Posted {
  readonly type: Ring['kind'];
  readonly id: string;
  /** ISO 8601 */
  readonly at: string;
  readonly summary: string;
  readonly details: string;
  readonly link?: string;
  readonly code?: string;
  /** its person is at it already, or was a moment ago: need not be woken */
  readonly gentle?: true;
  /** the same for all rings of one page */
  readonly dedup: string;
  readonly action: 'trigger' | 'close';
}

/** A POST to somebody's own URL, signed as Standard Webhooks says, so that its server can tell that it is us. */
export function httpsCarrier(guard: NetworkGuard, clock: Clock): Carrier {
  return {
    async send({ address, secret }, ring) {
      if (secret === undefined) throw new CarrierRefusal('This contact has no secret to sign with: add it anew.');
      const now = new Date(clock.now());
      // By the standard an id holds no full stop; ours say what they are of, and that is nobody's business.
      const id = `msg_${createHash('sha256').update(ring.id).digest('base64url')}`;
      const body = JSON.stringify(postedOf(id, now, ring));
      const { status, words } = await guardedPost(guard, address, {
        headers: {
          'content-type': 'application/json',
          'user-agent': 'Otvet',
          'webhook-id': id,
          'webhook-timestamp': String(Math.floor(now.getTime() / 1000)),
          'webhook-signature': new Webhook(secret).sign(id, now, body),
        },
        body,
      });
      if (status < 200 || status > 299) throw new CarrierRefusal(`The server answered ${status}. ${words}`.trim());
      return { receipt: null };
    },
  };
}

function postedOf(id: string, at: Date, ring: Ring): Posted {
  const { kind, text, link, code, tag, gentle } = ring;
  return {
    type: kind,
    id,
    at: at.toISOString(),
    summary: headlineOf(ring),
    details: link === undefined ? text : `${text}\n${link}`,
    ...(link !== undefined && { link }),
    ...(code !== undefined && { code }),
    ...(gentle && { gentle }),
    dedup: tag,
    action: kind === 'over' ? 'close' : 'trigger',
  };
}
