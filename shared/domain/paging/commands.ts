import type { Ladder } from '../kernel/policy.ts';
import type { Millis } from '../kernel/types.ts';
import type { PagedWait, PageEnd, Send } from './events.ts';

/** What can be asked of a ladder's page; {@link decidePage} says what comes of it. */
export type PageCommand =
  | {
      readonly type: 'page.raise';
      readonly rhythm: 'staffed' | 'unstaffed';
      readonly ladder: Ladder;
      readonly wait?: PagedWait;
      /** who has said that they come to that customer, and has not written yet; as the conversation's own log has it */
      readonly holder?: string | null;
      readonly alarm?: { readonly by: string; readonly conversation?: string };
      /** seconds for which who takes a chat may be silent */
      readonly acknowledgedSilent: number;
    }
  | {
      readonly type: 'step.begin';
      readonly episode: number;
      readonly step: number;
      /** which step of the ladder it is; without, the next one */
      readonly place?: number;
      readonly sends: readonly Send[];
      /** everybody who can be reached is busy */
      readonly allBusyUntil?: Millis;
    }
  | { readonly type: 'step.defer'; readonly episode: number; readonly step: number; readonly until: Millis }
  | { readonly type: 'step.resume'; readonly episode: number; readonly step: number }
  | { readonly type: 'step.mark'; readonly episode: number; readonly step: number; readonly failed: readonly string[] }
  | {
      readonly type: 'page.acknowledge';
      readonly by: string;
      readonly episode: number;
      /** a specialist's page and a test take no chat */
      readonly takesNone?: boolean;
      /** the one of those who wait that the person chose; without, the one the alarm is about, else the oldest */
      readonly conversation?: string;
    }
  | { readonly type: 'page.pass'; readonly by: string; readonly episode: number }
  | { readonly type: 'page.widen'; readonly by: string; readonly episode: number }
  /** the chat that an acknowledgement took has been claimed; null: it cannot be, or needs it no more */
  | { readonly type: 'page.claim'; readonly episode: number; readonly conversation: string | null }
  /** what the page's own look found of a chat that was taken */
  | {
      readonly type: 'take.end';
      readonly episode: number;
      readonly conversation: string;
      readonly why: 'silent' | 'gone';
      readonly ladder: Ladder;
    }
  | { readonly type: 'page.call_off'; readonly episode: number }
  | { readonly type: 'page.tell'; readonly episode: number }
  | { readonly type: 'specialist.wake'; readonly ladder: string; readonly by: string }
  | {
      readonly type: 'ring.report';
      readonly episode: number;
      readonly step: number;
      readonly person: string;
      readonly contact: string;
      readonly result: 'delivered' | 'undelivered';
    }
  | {
      readonly type: 'wait.settle';
      readonly conversations: readonly string[];
      readonly why: PageEnd;
      /** who did it, when it was a person of the team */
      readonly by?: string;
    };
