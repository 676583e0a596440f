import type { MiddlewareObj } from '@middy/core';
import { METRICS } from '../../shared/contract.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import type { Logger, Meter } from '../kernel/ports.ts';
import { socketAnswer } from './route-response.ts';
import type { SocketEvent } from './socket-session.ts';

/** What nobody expected: logged once with its cause, counted, and answered with "send the same frame again". */
export const wireErrors = (log: Logger, meter: Meter): MiddlewareObj<SocketEvent, unknown> => ({
  onError: function wireErrorsOnError(request) {
    const { id, type } = namesOf(request.event.body);
    log.error('frame.failed', request.error, { type });
    meter.count(METRICS.unexpectedErrors);
    request.response = socketAnswer(JSON.stringify(errorFrame(id, 'internal')));
  },
});

/** What the frame calls itself: its sender resends by its id. A type that is no name like ours is not repeated. */
function namesOf(body: string | undefined): { id: string | null; type: string | null } {
  try {
    const { id, type } = JSON.parse(body ?? '') as { id?: unknown; type?: unknown };
    return {
      id: typeof id === 'string' && id.length <= 64 ? id : null,
      type: typeof type === 'string' && /^[a-z.]{1,40}$/.test(type) ? type : null,
    };
  } catch {
    return { id: null, type: null }; // no JSON, no names
  }
}
