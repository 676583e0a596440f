import { clockTime } from '../../../base/locale.ts';
import type { Words } from '../ru/panel.ts';
import { isFarDay } from '../times.ts';

/** What the panel says on its first opening, in English. */
export const en: Words = {
  byTime: (due, now) => `${isFarDay(due, now) ? 'tomorrow ' : ''}by ${clockTime(due)}`,
  day: (at) => new Date(at).toLocaleDateString('en-GB', { weekday: 'long', day: 'numeric', month: 'long' }),
  chat: 'Chat',
  write: 'Write to us',
  close: 'Close the chat',
  sound: 'Sound of new messages',
  log: 'Messages',
  older: 'Show earlier messages',
  onShift: (names) => `Here now: ${names.join(', ')}`,

  statusHere: (seconds) => `Usually under ${seconds} ${enSeconds(seconds)}`,
  statusNobody: 'Nobody is here, but we can wake someone',
  statusWith: (name) => `${name} is with you`,
  statusConnecting: 'Connecting…',

  automatic: 'automatic',
  hello: 'Hello! Tell us what happened, or call a person right away.',
  helloAlone: (when) =>
    `Hello! Nobody is at a desk right now. Tell us what happened: we will wake someone, or answer ${when}.`,

  call: 'Talk to a person',
  callMe: 'Call me',
  wake: 'Wake someone',
  byMorning: (when) => `${capital(when)} is fine`,
  choiceQuestion: 'Nobody is at a desk right now. Which is better?',
  choiceSilence: "If you don't choose, we will wake someone.",

  calling: (seconds) => `Calling a person. Usually under ${seconds} ${enSeconds(seconds)}.`,
  callingLong: 'Looking for someone free.',
  callingTeam: 'The whole team has been told.',
  ringing: (seconds) => `Ringing the person on call. Usually under ${seconds} ${enSeconds(seconds)}.`,
  ringingLong: 'Ringing until somebody answers.',
  late: "Longer than we promised. Sorry. We're calling the lead in.",
  lateRinging: "Longer than we promised. Sorry. We're ringing everyone who can be woken.",
  everyone:
    "Nobody has answered yet. Sorry. We ring everyone again and again; the answer will be here, you needn't wait.",
  queued: "Not called yet: you're offline. We'll call as soon as you're back.",

  youCalled: 'You called a person',

  sending: 'Sending',
  sent: 'Delivered',
  read: 'Read',
  notSent: "Not sent. We'll retry when you're back online.",
  offline: "You're offline. Whatever you write will arrive.",
  stopped: "We can't connect. What you wrote is kept: reload the page.",
  foreign: 'The chat is not set up for this site.',

  /** used by more than one of the parts that are loaded later */
  yes: 'Yes',
  scores: { excellent: 'Excellent', good: 'Good', bad: 'Bad' },

  placeholder: 'Message',
  placeholderWaiting: 'You can tell us more meanwhile',
  send: 'Send',
  tooLong: (over) => `Too long, characters over: ${over}`,
  typing: (name) => (name === null ? 'Someone is writing' : `${name} is writing`),
  newMessages: 'New',
  toNew: (n) => `${n} new`,
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
const enSeconds = (n: number): string => (n === 1 ? 'second' : 'seconds');
