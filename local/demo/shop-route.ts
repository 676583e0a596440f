import { SignJWT } from 'jose';
import type { Clock, Workspace } from '../../functions/kernel/ports.ts';
import { json, type LocalRoute } from '../server/route.ts';
import { ivansFacts } from './history.ts';
import { IVAN, NAMES } from './people.ts';

/** As long as a visit; the widget asks again when it is over. */
const IDENTITY_SECONDS = 3600;

/**
 * The shop's own server, as far as the widget needs one: it says who is signed in at the shop, signed with the secret that
 * it shares with Otvet. It is Ivan, unless the page asks as somebody who is not (`?as=guest`).
 */
export const shopRoute = ({ identitySecret, locale }: Workspace, clock: Clock): LocalRoute => ({
  method: 'POST',
  path: '/shop/identity',
  handle: async ({ query }) => {
    if (query.get('as') === 'guest' || identitySecret === undefined) return json({ identity: null });
    const now = Math.floor(clock.now() / 1000);
    const identity = await new SignJWT({ name: NAMES[locale].ivan, attributes: ivansFacts(locale) })
      .setProtectedHeader({ alg: 'HS256' })
      .setSubject(IVAN.subject)
      .setIssuedAt(now)
      .setExpirationTime(now + IDENTITY_SECONDS)
      .sign(new TextEncoder().encode(identitySecret));
    return json({ identity });
  },
});
