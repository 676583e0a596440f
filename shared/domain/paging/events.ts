import type { Ladder } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { TakeEnd } from './takes.ts';

/** Why a page ended. Always a person's doing (invariant 5); `called_off`: by the lead who had woken a specialist. */
export type PageEnd = 'answered' | 'customer_closed' | 'acknowledged' | 'called_off';

/** The wait a page is for; `since` orders them, the oldest is claimed by who acknowledges. */
export interface PagedWait {
  readonly conversation: string;
  readonly since: Millis;
}

/** One contact that a step rings: the code is what its link carries, the same when a send is repeated after a crash. */
export interface Send {
  readonly person: string;
  readonly contact: string;
  readonly code: string;
  /** it has rung so often of late that this step leaves it out; its last link opens the page still */
  readonly withheld?: true;
  /** its person is at it already, or was a moment ago: a notification that wakes nobody */
  readonly gentle?: true;
}

export type PageEvent =
  | {
      readonly type: 'page.raised';
      readonly episode: number;
      readonly rhythm: 'staffed' | 'unstaffed';
      readonly ladder: Ladder;
      readonly wait?: PagedWait;
      /** raised by hand: the alarm button; ends only by an acknowledgement */
      readonly alarm?: { readonly by: string; readonly conversation?: string };
      /** seconds for which who takes a chat may be silent */
      readonly silent?: number;
      /** whose chat it is again for, since they took it and were silent: the ladder begins behind them */
      readonly behind?: string;
      /**
       * In the commit of an acknowledgement: all that it did not take. `climbs`: somebody else's phone rings for them already,
       * and its ladder goes on; without, the ladder begins anew.
       */
      readonly rest?: { readonly waits: readonly PagedWait[]; readonly more: number; readonly climbs: boolean };
    }
  /** it rings already: one more wait, or the alarm */
  | {
      readonly type: 'page.joined';
      readonly wait?: PagedWait;
      readonly alarm?: { readonly by: string; readonly conversation?: string };
      readonly behind?: string;
    }
  /**
   * `step` counts up without end; `place`: which step of the ladder it is (absent: the same number, past the last the last).
   * `allBusyUntil`: everybody who can be reached holds a chat, so it is gentle, and the next one is then.
   */
  | {
      readonly type: 'step.begun';
      readonly step: number;
      readonly sends: readonly Send[];
      readonly place?: number;
      readonly allBusyUntil?: Millis;
    }
  /** everybody who can be reached holds a chat, and was told not long ago how many wait: they are told again then */
  | { readonly type: 'step.deferred'; readonly until: Millis }
  /** who began it crashed before its sends were marked: another sends it, to the same people with the same codes */
  | { readonly type: 'step.resumed'; readonly step: number }
  /** `failed`: contacts whose carrier refused */
  | { readonly type: 'step.sent'; readonly step: number; readonly failed: readonly string[] }
  /** what a carrier says of a ring, up to days later: sent is not delivered */
  | {
      readonly type: 'ring.reported';
      readonly episode: number;
      readonly step: number;
      readonly person: string;
      readonly contact: string;
      readonly result: 'delivered' | 'undelivered';
    }
  /** a person who was rung passes it on: the next step begins now */
  | { readonly type: 'page.passed'; readonly by: string }
  /** a person asks for more people: everyone is rung now */
  | { readonly type: 'page.widened'; readonly by: string }
  /** `conversation`: the one chat that it takes, waiting `since`; null when it takes none */
  | {
      readonly type: 'page.acknowledged';
      readonly by: string;
      readonly conversation?: string | null;
      readonly since?: Millis;
    }
  /** everyone else who was rung knows that it is over, and may sleep */
  | { readonly type: 'page.told' }
  /** a lead woke somebody for this: the page of that ladder tells what became of it */
  | { readonly type: 'specialist.woken'; readonly ladder: string; readonly by: string }
  /** the chat of an acknowledgement was claimed for its person; null: it needed no claim any more */
  | { readonly type: 'page.claimed'; readonly conversation: string | null; readonly episode?: number }
  | {
      readonly type: 'take.ended';
      readonly episode: number;
      readonly conversation: string;
      readonly why: Exclude<TakeEnd, 'failed'>;
    }
  | { readonly type: 'wait.settled'; readonly conversation: string }
  | { readonly type: 'page.ended'; readonly why: PageEnd };
