import type { CountedRule } from '../../../shared/domain/desk/hint-rules.ts';
import type { IncidentKind } from '../../../shared/domain/kernel/incidents.ts';

type ByKind = Readonly<Record<IncidentKind, string>>;
type ByRule = Readonly<Record<CountedRule, string>>;

/** Words of the customer’s card and of mistakes, in English; fetched with its screens. */
export const en = {
  customer: {
    title: 'Card',
    who: 'Customer',
    since: 'With us since',
    opened: 'This chat began',
    owner: 'Answers',
    rating: 'Rating',
    solved: 'Solved',
    yes: 'yes',
    notYet: 'not yet',
    id: 'Number',
    copy: 'Copy',
    copied: 'Copied',
    promise: 'Promised by',
    notVerified: 'Nobody has vouched for this name',
    verified: 'Your company vouched for this person',
    review: 'Look into',
    reviewOwner: 'Owner',
    reviewDue: 'Due',
    reviewRated: 'About a chat with',
    reviewNobody: 'nobody yet',
    reviewNotYours: 'Somebody other than who answered looks into it.',
    outcome: 'What came out of it',
    outcomePlaceholder: 'The cause, what was put right, and what the customer was told',
    closeReview: 'Done',
    comment: 'Customer’s words',
  },
  card: {
    chat: 'This chat',
    from: 'From',
    languages: { ru: 'writes in Russian', en: 'writes in English' } as Record<string, string>,
    there: (time: string) => `${time} there`,
    signed: 'Signed by your company',
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
    title: 'What went wrong',
    button: 'Something went wrong',
    kinds: {
      wrong_chat: 'A message in the wrong chat',
      leaked_note: 'A note the customer saw',
      wrong_information: 'Wrong information',
      wrong_account: 'Wrong account or invoice',
      forgotten: 'A forgotten chat',
    } satisfies ByKind as ByKind,
    lead: 'It happens to everybody. Written down here, it stays in view until everyone it touches was told.',
    kind: 'What happened',
    note: 'In one or two sentences, for the team',
    noteHint: 'What happened and what it changed for the customer. No names of colleagues are needed.',
    touches: 'Whom it touches',
    thisChat: 'this chat',
    addChat: 'Add another customer',
    find: 'Name or words of a chat',
    nothing: 'No such chat here.',
    remove: (name: string) => `Not ${name}`,
    most: 'Ten chats at most. Record the others as a second mistake.',
    apology: 'Put an apology into the message field of each chat',
    apologyHint: 'You change it and send it yourself.',
    save: 'Record it',
    cancel: 'Cancel',
    isOpen: 'open',
    isClosed: 'put right',
    told: (time: string) => `told ${time}`,
    notTold: 'not told yet',
    markTold: 'Told',
    markToldWho: (name: string) => `${name} was told`,
    draft: 'Draft an apology',
    draftWho: (name: string) => `Draft an apology to ${name}`,
    outcome: 'What was put right',
    outcomeHint: 'A new invoice was sent, the message was withdrawn …',
    close: 'Put right',
    closesAfter: 'It can be put right once everyone was told.',
    elsewhere: 'Recorded in another chat',
    goThere: 'Open it',
    you: 'This customer',
    allTold: 'all told',
    someNotTold: 'somebody not told yet',
    team: (days: number) => `Recorded in ${days} days`,
    openOnes: (n: number) => (n === 1 ? '1 mistake is open' : `${n} mistakes are open`),
    unknownChat: 'A chat that is closed',
  },
  /** for leads: how often each hint came up before a message was sent */
  hints: {
    title: (days: number) => `Hints before sending, ${days} days`,
    none: (days: number) => `No hint came up before sending in ${days} days.`,
    about: 'One that is often sent over is a hint to mend, not a person.',
    row: (shown: number, overridden: number) => `shown ${shown}, sent anyway ${overridden}`,
    rules: {
      elsewhere: 'Begun for another customer',
      emptySlot: 'An empty slot',
      tooLong: 'Too long',
      otherCustomer: 'Another customer’s name or number',
      looksLikeNote: 'Reads like a note',
      wroteMeanwhile: 'The customer wrote meanwhile',
      sameAgain: 'The same text again',
      unchangedTemplate: 'A canned reply, word for word',
    } satisfies ByRule as ByRule,
  },
  /**
   * Drafts: their writer says what is true, and sends them. Each has a slot for what only a person can say to this
   * customer; `beforeSend` lets none go out with it.
   */
  apologies: {
    wrong_chat:
      'I am sorry: a message that was meant for somebody else came to you. Please disregard it. {{where their own question stands}}',
    leaked_note:
      'I am sorry: you were shown a line that was meant for our team. It should not have been in our chat. {{in your own words}}',
    wrong_information: 'I am sorry: what we told you was not right. This is how it is: {{the right answer}}',
    wrong_account: 'I am sorry: we mixed up two accounts. What we are putting right: {{what, and by when}}',
    forgotten:
      'I am sorry: we left you without an answer, and should not have. This is where we are: {{what is done, what comes next}}',
  } satisfies ByKind as ByKind,
};

/** Each language has all of these words. */
export type CustomerWords = typeof en;
