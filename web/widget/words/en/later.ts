import { clockTime, isSameDay } from '../../../base/locale.ts';
import type { LaterWords } from '../ru/later.ts';
import { isTomorrow } from '../times.ts';

/** Words of what is loaded once a person has come (later.tsx), in English. */
export const en: LaterWords = {
  byTime: (due, now) => enDay(due, now, 'by'),
  atTime: (at, now) => enDay(at, now, 'at'),
  refused: {
    too_large: 'The message is too long. Your text is here: split it in two.',
    invalid_frame: "This message can't be sent. Your text is here: change it a little.",
    nothing_to_dispute: 'A person is already answering you.',
    no_morning: 'It is morning already, so we are calling someone now.',
    already_settled: 'This has been settled already.',
  },
  refusedOther: "That didn't work. Nothing is lost: try again, or ask for a person.",
  gotIt: 'OK',
  another: 'Talk to another person',
  coming: (name) => (name === null ? 'Someone has seen your message and is on the way.' : `${name} is on the way.`),
  seen: (name) => `${name} has seen your message`,
  proposed: (name, when) => (name === null ? `May we answer ${when}?` : `${name} asks: may we answer ${when}?`),
  proposedYes: (when) => `Yes, ${when}`,
  proposedNo: 'No, I need it now',
  joined: (name) => `${name} has joined`,
  back: (name) => `${name} is with you again`,
  left: (name) => (name === null ? 'Finding someone else' : `${name} had to leave, finding someone else`),
  youDisputed: "You said the answer didn't help. The question is open again.",
  youUnsolved: 'You said “not yet”. We carry on.',
  wasProposed: (name, when) =>
    name === null ? `Asked whether ${when} is fine` : `${name} asked whether ${when} is fine`,
  closedByYou: 'You finished the conversation',
  closed: 'The conversation is finished',
  rated: (score) => `Your rating: ${score.toLowerCase()}`,
  withdrawn: {
    misaddressed: 'Withdrawn: it was not meant for you. Sorry.',
    wrong: 'Withdrawn: something in it was not right, please do not rely on it. Sorry.',
  },
  removed: 'This message is gone.',
  here: (name) => `${name} is here`,
  menu: (name) => `${name} is here. What else you can do`,
  dispute: "This doesn't answer my question",
  anotherShort: 'Another person',
  save: 'Save a copy',
  finish: 'Finish',
  promise: (name, when) => (name === null ? `We will answer ${when}` : `${name} will answer ${when}`),
  promiseNew: 'This is the new time.',
  promiseMoved: 'The time was moved.',
  promiseKept: 'Answered in time.',
  promiseLate: "We didn't make it.",
  promiseBroken: (name) =>
    name === null
      ? "We didn't make it. Sorry. Calling someone now."
      : `We didn't make it. Sorry. ${name} knows and will write with a new time.`,
  restate: 'Did I get this right?',
  notQuite: 'Not quite',
  answered: { yes: 'You answered: yes', no: 'You answered: not quite' },
  whatIsOff: 'What is not right?',
  whatIsLeft: 'What is left?',
  easierByPhone: 'If talking is easier, we will call.',
  callAgain: 'Call me again',
  offer: (name) => (name === null ? 'We offer you a call' : `${name} offers you a call`),
  call: (when) => `We will call ${when}`,
  callLate: "We didn't make it. Sorry. We are getting the person who will call.",
  callOver: 'You asked for a call',
  callCancelled: 'You cancelled the call',
  noCall: 'No call needed',
  callReached: (name) => (name === null ? 'You talked on the phone' : `${name} called you`),
  callMissed: (when) => `We called ${when} and did not reach you`,
  change: 'Change',
};

const dateOf = (locale: string, at: number): string =>
  new Date(at).toLocaleDateString(locale, { day: 'numeric', month: 'long' });
const enDay = (at: number, now: number, word: string): string =>
  isSameDay(at, now)
    ? `${word} ${clockTime(at)}`
    : isTomorrow(at, now)
      ? `tomorrow ${word} ${clockTime(at)}`
      : `${word} ${clockTime(at)} on ${dateOf('en-GB', at)}`;
