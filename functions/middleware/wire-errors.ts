import type { MiddlewareObj } from '@middy/core';
import { METRICS } from '../../shared/contract.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import type { Logger, Meter } from '../ports.ts';
import { socketAnswer } from './route-response.ts';
import type { SocketEvent } from './socket-session.ts';

/** What nobody expected: logged once with its cause, counted, and answered with "send the same frame again". */
export const wireErrors = (log: Logger, meter: Meter): MiddlewareObj<SocketEvent, unknown> => ({
  onError: function wireErrorsOnError(request) {
    log.error('frame.failed', request.error);
    meter.count(METRICS.unexpectedErrors);
    request.response = socketAnswer(JSON.stringify(errorFrame(idOf(request.event.body), 'internal')));
  },
});

/** The frame's own id, if it has one: its sender resends by it. */
function idOf(body: string | undefined): string | null {
  try {
    const { id } = JSON.parse(body ?? '') as { id?: unknown };
    return typeof id === 'string' && id.length <= 64 ? id : null;
  } catch {
    return null; // no JSON, no id
  }
}
