import type { Ladder } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';

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
    }
  /** it rings already: one more wait, or the alarm */
  | {
      readonly type: 'page.joined';
      readonly wait?: PagedWait;
      readonly alarm?: { readonly by: string; readonly conversation?: string };
    }
  /** `step` counts up without end: past the ladder's last it repeats that one */
  | { readonly type: 'step.begun'; readonly step: number; readonly sends: readonly Send[] }
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
  | { readonly type: 'page.acknowledged'; readonly by: string }
  /** everyone else who was rung knows that it is over, and may sleep */
  | { readonly type: 'page.told' }
  /** a lead woke somebody for this: the page of that ladder tells what became of it */
  | { readonly type: 'specialist.woken'; readonly ladder: string; readonly by: string }
  /** the oldest wait was claimed for who acknowledged, or needed no claim any more */
  | { readonly type: 'page.claimed'; readonly conversation: string | null }
  | { readonly type: 'wait.settled'; readonly conversation: string }
  | { readonly type: 'page.ended'; readonly why: PageEnd };
