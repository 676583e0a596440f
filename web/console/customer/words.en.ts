import type { CountedRule } from '../../../shared/domain/desk/hint-rules.ts';
import type { IncidentKind } from '../../../shared/domain/kernel/incidents.ts';

type ByKind = Readonly<Record<IncidentKind, string>>;
type ByRule = Readonly<Record<CountedRule, string>>;

/** Words of the customer’s card and of mistakes, in English; fetched with its screens. */
export const en = {
  customer: {
    title: 'Details',
    who: 'Customer',
    since: 'Customer since',
    opened: 'Chat started',
    owner: 'Assigned to',
    rating: 'Rating',
    solved: 'Solved',
    yes: 'yes',
    notYet: 'not yet',
    id: 'Customer ID',
    copy: 'Copy',
    copied: 'Copied',
    promise: 'Promised by',
    notVerified: 'Unverified visitor',
    verified: 'Identity verified by your company',
    review: 'Review',
    reviewOwner: 'Reviewer',
    reviewDue: 'Due',
    reviewRated: 'Answered by',
    reviewNobody: 'unassigned',
    reviewNotYours: 'Reviewed by someone who did not answer.',
    outcome: 'Outcome',
    outcomePlaceholder: 'The cause, what was fixed, and what the customer was told',
    closeReview: 'Done',
    comment: 'Customer’s comment',
  },
  card: {
    chat: 'This chat',
    from: 'From',
    languages: { ru: 'Language: Russian', en: 'Language: English' } as Record<string, string>,
    there: (time: string) => `${time} local time`,
    signed: 'Details from your company',
    open: 'Open',
    promise: (time: string) => `Answer promised by ${time}`,
    callback: (time: string) => `Call at ${time}`,
    inAnother: 'in another chat',
    earlier: 'Earlier chats',
    noEarlier: 'This is the first chat.',
    isOpen: 'open',
    ratings: 'Ratings',
    more: (n: number) => `${n} more`,
    failed: 'Earlier chats and ratings could not be loaded.',
    retry: 'Try again',
    gone: (time: string) => `left ${time} ago`,
    here: 'on the page now',
  },
  mistakes: {
    title: 'Mistakes',
    button: 'Report a mistake',
    kinds: {
      wrong_chat: 'Message in the wrong chat',
      leaked_note: 'Note shown to the customer',
      wrong_information: 'Wrong information',
      wrong_account: 'Wrong account or invoice',
      forgotten: 'Forgotten chat',
    } satisfies ByKind as ByKind,
    lead: 'It happens to everyone. A reported mistake stays in view until everyone affected has been told.',
    kind: 'What happened',
    note: 'In a sentence or two, for the team',
    noteHint: 'What happened and what it meant for the customer. No need to name colleagues.',
    touches: 'Who is affected',
    thisChat: 'this chat',
    addChat: 'Add another customer',
    find: 'Name or words of a chat',
    nothing: 'No matching chats.',
    remove: (name: string) => `Remove ${name}`,
    most: 'Ten chats at most. Report the rest as a second mistake.',
    apology: 'Put a draft apology in each chat’s message box',
    apologyHint: 'You edit it and send it yourself.',
    save: 'Report it',
    cancel: 'Cancel',
    isOpen: 'open',
    isClosed: 'resolved',
    told: (time: string) => `told ${time}`,
    notTold: 'not told yet',
    markTold: 'Told',
    markToldWho: (name: string) => `${name} was told`,
    draft: 'Draft an apology',
    draftWho: (name: string) => `Draft an apology to ${name}`,
    outcome: 'What was fixed',
    outcomeHint: 'A new invoice was sent, the message was withdrawn …',
    close: 'Resolve',
    closesAfter: 'You can resolve this once everyone has been told.',
    elsewhere: 'Reported in another chat',
    goThere: 'Open',
    you: 'This customer',
    allTold: 'all told',
    someNotTold: 'not everyone told yet',
    team: (days: number) => `Mistakes, last ${days} days`,
    openOnes: (n: number) => (n === 1 ? '1 open mistake' : `${n} open mistakes`),
    unknownChat: 'A closed chat',
  },
  /** for leads: how often each hint came up before a message was sent */
  hints: {
    title: (days: number) => `Send warnings, last ${days} days`,
    none: (days: number) => `No send warnings in the last ${days} days.`,
    about: 'If a warning is often ignored, fix the warning, not the people.',
    row: (shown: number, overridden: number) => `shown ${shown}, ignored ${overridden}`,
    rules: {
      elsewhere: 'Written for another customer',
      emptySlot: 'Unfilled placeholder',
      tooLong: 'Too long',
      otherCustomer: 'Another customer’s name or number',
      looksLikeNote: 'Reads like a note',
      wroteMeanwhile: 'The customer wrote in the meantime',
      sameAgain: 'Same text again',
      unchangedTemplate: 'Saved reply, unedited',
    } satisfies ByRule as ByRule,
  },
  /**
   * Drafts: their writer says what is true, and sends them. Each has a slot for what only a person can say to this
   * customer; `beforeSend` lets none go out with it.
   */
  apologies: {
    wrong_chat:
      'I’m sorry: a message meant for someone else was sent to you. Please ignore it. {{where their own question stands}}',
    leaked_note:
      'I’m sorry: you were shown a line meant for our team. It should not have been in this chat. {{in your own words}}',
    wrong_information: 'I’m sorry: what we told you was wrong. The right answer: {{the right answer}}',
    wrong_account: 'I’m sorry: we mixed up two accounts. What we are fixing: {{what, and by when}}',
    forgotten:
      'I’m sorry: we left you without an answer, and should not have. Where things stand: {{what is done, what comes next}}',
  } satisfies ByKind as ByKind,
};

/** Each language has all of these words. */
export type CustomerWords = typeof en;
