import type { AlarmConsole } from '../alarm/console.ts';
import { consoleHook } from '../core/context.ts';
import { ask, type Http, type OpenClient } from '../core/server.ts';

/** Each resolves with null when it was done, else with the code of the refusal; it rejects without an answer. */
export interface OnCallActions {
  /** For leads: wakes a specialist, or all who have a skill, by a page of its own. */
  wake(
    who: { readonly person: string } | { readonly skill: string },
    reason: string,
    conversation: string | null,
  ): Promise<string | null>;
  /** For leads: a specialist is not needed any more. */
  callOff(ladder: string, episode: number): Promise<string | null>;
}

/** What the on-call screens need; what they load is in model.ts, and fetched with them. */
export interface OnCallConsole extends AlarmConsole {
  readonly actions: AlarmConsole['actions'] & OnCallActions;
  readonly http: Http;
  /** what stays on this machine */
  readonly local: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}

export const useOnCall = consoleHook<OnCallConsole>();

export const onCallActions = (client: OpenClient): OnCallActions => ({
  callOff: (ladder, episode) => ask(client, { type: 'page.call_off', ladder, episode }),
  wake: (who, reason, conversation) =>
    ask(client, { type: 'specialist.wake', who, reason, ...(conversation !== null && { conversation }) }),
});
