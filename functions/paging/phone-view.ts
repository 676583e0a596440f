import type { Millis } from '../../shared/domain/kernel/types.ts';

/**
 * What the acknowledge page shows, as plain data: the use case decides the state, `functions/entries/acknowledge/view.ts` turns
 * it into HTML. Every name and text in it is what people wrote and is escaped there.
 */
export type AckPage = AckCommon &
  (AckOpen | AckMine | AckTaken | AckPassed | AckChat | AckOver | AckTooOld | AckNotFound);

interface AckCommon {
  readonly locale: 'ru' | 'en';
  /** IANA zone that times are written in: the workspace's */
  readonly zone: string;
  /** between 21 and 8 h in that zone: the page is dark whatever the phone prefers */
  readonly night: boolean;
  /** server time when this was made; the page counts on from it */
  readonly now: Millis;
}

/** It rings: nobody has taken it yet. */
export interface AckOpen {
  readonly state: 'open';
  /** the link's code: forms post to `/p/<code>/take`, `/pass`, `/morning` */
  readonly code: string;
  /** the oldest wait; null when the page was raised by an alarm about no conversation in particular */
  readonly waiting: {
    readonly name: string;
    readonly since: Millis;
    /** the customer's last words, oldest first, at most 3; empty when there are none or the workspace hides them */
    readonly words: readonly string[];
  } | null;
  readonly alarm: { readonly by: string; readonly reason: string } | null;
  /** the conversation that an alarm is about, when nobody waits in it: whose it is and the customer's last words */
  readonly about: { readonly name: string; readonly words: readonly string[] } | null;
  /** it only says that this phone rings: nobody waits */
  readonly isTest: boolean;
  /** how many others wait on the same page */
  readonly more: number;
  /** which page it is: what is taken is this one, though the link was sent for an earlier one */
  readonly episode: number;
  /** the link was sent for a chat that somebody else has taken: who, and whose it is */
  readonly before: { readonly by: string; readonly name: string } | null;
  /** who rings next: "Pass to Pyotr"; null: nobody else can be rung */
  readonly passTo: string | null;
  /** "Can wait until 9:00": null when it cannot be asked (nobody waits, or the morning is already here) */
  readonly morning: Millis | null;
  /** the customer was asked whether the morning is fine and has not answered; still waits until then */
  readonly proposed: Millis | null;
}

/** I have it, and there is no chat to open: an alarm about no conversation, or a test. */
export interface AckMine {
  readonly state: 'mine';
  readonly code: string;
  readonly alarm: { readonly by: string; readonly reason: string } | null;
  /** it only said that this phone rings */
  readonly isTest: boolean;
  readonly wake: AckWake | null;
}

/** A lead who has a page can wake specialists from it. */
export interface AckWake {
  /** whom: as the form's value `person.<id>` or `skill.<skill>`, with what is shown */
  readonly choices: readonly { readonly ladder: string; readonly label: string }[];
  /** whom this lead has woken for it already, and who has taken that page */
  readonly woken: readonly { readonly label: string; readonly taken: string | null }[];
}

/** Somebody else has it. */
export interface AckTaken {
  readonly state: 'taken';
  readonly by: string;
  readonly at: Millis;
}

/** I passed it on. */
export interface AckPassed {
  readonly state: 'passed';
  readonly to: string;
  readonly at: Millis;
}

export interface AckMessage {
  readonly seq: number;
  readonly by: 'customer' | 'operator';
  /** first name of whoever wrote it */
  readonly name: string;
  readonly at: Millis;
  /** null: withdrawn */
  readonly text: string | null;
}

/** I have it: the page is the chat. */
export interface AckChat {
  readonly state: 'chat';
  readonly code: string;
  readonly name: string;
  /** the last messages, oldest first (about 20) */
  readonly messages: readonly AckMessage[];
  /** seq of the newest commit shown; `GET /p/<code>/log?after=` continues from it */
  readonly seq: number;
  /** random id of the next reply: a form sent twice posts once */
  readonly replyId: string;
  /** the conversation is closed: the log stays readable, the composer goes */
  readonly closed: boolean;
  /** when the link stops working (30 minutes after it was taken) */
  readonly until: Millis;
  /** the text of a reply that was not taken: it stands in the composer again */
  readonly refused?: string;
  /** others who wait, beyond those listed */
  readonly more: number;
  /** who else waits on the page that rings now, the oldest first */
  readonly others: readonly { readonly name: string; readonly since: Millis }[];
  /** that page, when this person may take the next of them: who is answered first is not left alone */
  readonly next: number | null;
  /** whether more people can be asked for: not everyone is rung yet */
  readonly canWiden: boolean;
  /** who answers in it, when it is not me: a specialist reads along, and writes notes in the console */
  readonly answeredBy?: string;
  /** the conversation, for the way to the console */
  readonly conversation: string;
  readonly wake: AckWake | null;
}

/** Nothing is left to do. */
export interface AckOver {
  readonly state: 'over';
  readonly why: 'closed' | 'answered' | 'deferred';
  /** who answered; absent when it was the customer */
  readonly by?: string;
  readonly at: Millis;
}

/** The link is too old. `openCode`: the same person's link to what rings now, when there is such a thing. */
export interface AckTooOld {
  readonly state: 'old';
  readonly openCode: string | null;
}

export interface AckNotFound {
  readonly state: 'none';
}

/** `GET /p/<code>/state`: what the pager and a waiting page ask. */
export interface AckState {
  readonly status: 'open' | 'taken' | 'over' | 'old' | 'none';
  /** first name of who has it or answered it */
  readonly by?: string;
  readonly at?: Millis;
  /** `taken`: by the person whose link this is; a notification's button says so */
  readonly mine?: boolean;
}

/** `GET /p/<code>/log?after=<seq>` and the JSON answer of `POST /p/<code>/reply`. */
export interface AckLog {
  readonly messages: readonly AckMessage[];
  readonly seq: number;
  readonly closed: boolean;
}
