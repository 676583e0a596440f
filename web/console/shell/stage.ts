import { listen } from '../core/listen.ts';

/**
 * The stage, a page of the same site that shows this one in a frame, signs people in and out by message. Messages of other
 * origins, and other messages, are ignored. Returns how to stop.
 */
export const followStage = (run: { signInAs(as: string): void; signOut(): void }): (() => void) =>
  listen(window, 'message', (event) => {
    if (!(event instanceof MessageEvent) || event.origin !== location.origin) return;
    if (event.data === null || typeof event.data !== 'object') return;
    const { type, action, as } = event.data as Record<string, unknown>;
    if (type !== 'otvet.stage') return;
    if (action === 'sign-in' && typeof as === 'string') run.signInAs(as);
    if (action === 'sign-out') run.signOut();
  });
