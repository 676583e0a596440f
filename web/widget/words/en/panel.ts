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

  statusHere: 'We are here',
  statusNobody: 'No one is at a desk right now',
  statusCalling: 'Finding someone for you',
  statusComing: (name) => (name === null ? 'Someone is on the way' : `${name} is on the way`),
  statusWith: (name) => `${name} is with you`,
  statusPromised: (when) => `We will answer ${when}`,
  statusFinished: 'This chat is finished',
  statusConnecting: 'Connecting…',

  automatic: 'automatic',
  hello: 'Hi! Tell us what happened, or ask for a person straight away.',
  helloAlone: (when) =>
    `Hi! No one is at a desk right now. Tell us what happened: we will call someone in, or answer ${when}.`,

  call: 'Talk to a person',
  callMe: 'Call me',
  byMorning: (when) => `${capital(when)} is fine`,
  choiceQuestion: 'No one is at a desk right now. What would you prefer?',
  choiceSilence: "If you don't choose, we'll call someone in.",

  calling: 'Finding someone for you.',
  callingLong: 'Still looking for someone free.',
  callingTeam: 'The whole team knows you are waiting.',
  ringing: 'Ringing the person on call.',
  ringingLong: 'Ringing until somebody answers.',
  late: "Sorry, this is taking longer than we promised. We're calling the lead in.",
  lateRinging: 'Sorry, this is taking longer than we promised. We keep ringing until somebody answers.',
  everyone: 'Sorry, no one has answered yet. We keep ringing the whole team. You can leave; the answer will be here.',
  busy: 'The person on call is helping others and knows you are waiting. You can leave; the answer will be here.',
  queuedSoon: 'Connecting. We will call someone in a moment.',
  queued: "Not called yet: you're offline. We'll call as soon as you're back.",

  youCalled: 'You asked for a person',

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
  placeholderWaiting: 'Add anything that may help',
  send: 'Send',
  tooLong: (over) => `${over} ${over === 1 ? 'character' : 'characters'} over the limit`,
  blank: 'There is nothing to see in this message. Please use words.',
  unsendable: "This can't be sent as it is. Your text is here: change it a little.",
  typing: (name) => (name === null ? 'Someone is writing' : `${name} is writing`),
  newMessages: 'New',
  toNew: (n) => `${n} new`,
};

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
