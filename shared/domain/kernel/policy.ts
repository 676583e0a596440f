import type { Millis } from './types.ts';

/**
 * What a workspace promises and what happens on the way: workspace data, so that a test can run the same rules in
 * seconds. All durations are seconds. Defaults are those of the mission: a person within 100 s (about the time a coffee
 * machine takes for a cup), an answer within 10 minutes.
 */

/** Clocks whose rungs are workspace data. `connect` and `reply` are waits: a customer waits for a person. */
export type RungKind = 'connect' | 'reply' | 'promise' | 'review';

/** Clocks that run on a conversation: those, a chat that was put aside, and a call that was asked for. */
export type ClockKind = RungKind | 'snooze' | 'callback';

/** Staffed = at least one operator holds a live presence lease and is not away. */
export type When = 'staffed' | 'staffed.night' | 'unstaffed' | 'always';

export type Act = 'nudge.assignee' | 'nudge.team' | 'tell.lead' | 'page';

/** One step of an escalation policy. `after` counts from the clock's anchor; negative means before a due time. */
export interface Rung {
  readonly after: number;
  readonly when: When;
  readonly act: Act;
}

/** One step of a ladder: whom the page rings, `after` seconds from when it was raised. */
export interface LadderStep {
  readonly after: number;
  readonly who: Who;
}

/** An index into the list of those on call (0 is called first), everyone who can be paged, one person, or all with a skill. */
export type Who = number | 'everyone' | { readonly person: string } | { readonly skill: string };

export interface Ladder {
  readonly steps: readonly LadderStep[];
  /** after the last step it is repeated each so many seconds, until a person ends the page */
  readonly repeat: number;
}

export interface Policy {
  readonly targets: { readonly connect: number; readonly reply: number };
  readonly rungs: Readonly<Record<RungKind, readonly Rung[]>>;
  readonly ladders: { readonly staffed: Ladder; readonly unstaffed: Ladder };
  /** nobody available: so many seconds without a choice count as the tap on "wake someone" */
  readonly silence: number;
  /** acknowledged but the customer still waits: raised again after so long */
  readonly acknowledgedSilent: number;
  /** a paged wait is looked at again each so many seconds, so that its page cannot die alone */
  readonly recheck: number;
  /** so long after a customer began to wait for its owner, the owner's presence is checked for the first time */
  readonly ownerCheck: number;
  /** a bad rating's review is due after so long */
  readonly reviewWithin: number;
  /** replies that only ask to wait; unchanged, they do not stop a clock (compared by {@link sameWords}) */
  readonly holding: readonly string[];
  /** local time of day, `HH:MM`: when "an answer in the morning" is due, and when the night's rungs hold */
  readonly morning: string;
  readonly night: { readonly from: string; readonly to: string };
  /** IANA zone of those times */
  readonly zone: string;
}

export const DEFAULT_POLICY: Policy = {
  targets: { connect: 100, reply: 600 },
  rungs: {
    connect: [
      { after: 40, when: 'staffed', act: 'nudge.team' },
      { after: 70, when: 'staffed', act: 'tell.lead' },
      { after: 70, when: 'staffed.night', act: 'page' },
      { after: 100, when: 'staffed', act: 'page' },
      { after: 0, when: 'unstaffed', act: 'page' },
    ],
    reply: [
      { after: 300, when: 'always', act: 'nudge.assignee' },
      { after: 480, when: 'always', act: 'nudge.team' },
      { after: 600, when: 'always', act: 'tell.lead' },
      { after: 600, when: 'always', act: 'page' },
    ],
    promise: [
      { after: -900, when: 'always', act: 'nudge.team' },
      { after: -300, when: 'always', act: 'tell.lead' },
    ],
    review: [{ after: 0, when: 'always', act: 'tell.lead' }],
  },
  ladders: {
    staffed: {
      steps: [
        { after: 0, who: 0 },
        { after: 60, who: 1 },
        { after: 120, who: 'everyone' },
      ],
      repeat: 120,
    },
    unstaffed: {
      steps: [
        { after: 0, who: 0 },
        { after: 45, who: 1 },
        { after: 75, who: 2 },
        { after: 100, who: 'everyone' },
      ],
      repeat: 120,
    },
  },
  silence: 20,
  acknowledgedSilent: 180,
  recheck: 60,
  ownerCheck: 25,
  reviewWithin: 86_400,
  holding: [
    'Минуту, пожалуйста.',
    'Минутку, уточняю.',
    'Уже смотрю, одну минуту.',
    'One moment, please.',
    'Let me check, one moment.',
  ],
  morning: '09:00',
  night: { from: '22:00', to: '08:00' },
  zone: 'Europe/Moscow',
};

export const seconds = (n: number): Millis => n * 1000;
