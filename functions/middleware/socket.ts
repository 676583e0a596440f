import middy from '@middy/core';
import type { Caller } from '../entry/ports.ts';
import type { RequestLogger } from '../kernel/adapters/powertools.ts';
import type { Clock, Meter } from '../kernel/ports.ts';
import { logContext, socketIds } from './log-context.ts';
import { routeResponse } from './route-response.ts';
import { type SocketEvent, socketSession } from './socket-session.ts';
import { wireErrors } from './wire-errors.ts';

/** A handler of a door's frames: who sent it and its text in, the answer to its sender out. */
export const socketHandler = (
  door: 'customer' | 'operator',
  { log, meter, clock }: { readonly log: RequestLogger; readonly meter: Meter; readonly clock: Clock },
  handle: (caller: Caller, text: string) => Promise<string | null>,
) =>
  middy<SocketEvent, unknown>()
    .use(logContext(log, socketIds))
    .use(wireErrors(log, meter))
    .use(routeResponse())
    .use(socketSession(door, clock))
    .handler(({ caller, body }: SocketEvent & { caller: Caller }) => handle(caller, body ?? ''));
