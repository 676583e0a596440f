import type { Pager, PagerMessage } from '../messaging/pager.ts';
import { json, type LocalHandler } from '../server/route.ts';

/** A comment each so often keeps the connection from looking dead. */
const BEAT_MS = 15_000;

/**
 * What the pager page shows: `GET /pager/messages` as JSON, `GET /pager/events` as server-sent events. A reader that comes
 * back gets what it missed, by the id of the last event it saw.
 * @param personOf name of the person whose phone number or e-mail address this is, if anybody's
 */
export function pagerRoutes(pager: Pager, personOf: (to: string) => string | undefined): LocalHandler {
  const shown = (message: PagerMessage): PagerMessage & { readonly person?: string } => {
    const person = personOf(message.to);
    return person === undefined ? message : { ...message, person };
  };
  return ({ method, path, headers }) => {
    if (method !== 'GET') return undefined;
    if (path === '/pager/messages') return json(pager.messages().map(shown));
    if (path !== '/pager/events') return undefined;
    const seen = headers['last-event-id'];
    return {
      status: 200,
      headers: { 'content-type': 'text/event-stream; charset=utf-8', 'cache-control': 'no-store' },
      stream: (response) => {
        const send = (message: PagerMessage): void => {
          response.write(`id: ${message.id}\ndata: ${JSON.stringify(shown(message))}\n\n`);
        };
        response.write('retry: 1000\n\n');
        const all = pager.messages();
        const last = all.findIndex(({ id }) => id === seen);
        if (typeof seen === 'string' && last >= 0) for (const message of all.slice(last + 1)) send(message);
        const end = pager.subscribe(send);
        const beat = setInterval(() => response.write(':\n\n'), BEAT_MS);
        response.on('close', () => {
          clearInterval(beat);
          end();
        });
      },
    };
  };
}
