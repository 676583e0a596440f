/** Words of the list of chats, in English. */
export const en = {
  groups: {
    person: 'Needs a person',
    mine: 'Mine',
    customer: 'Waiting for customer',
    snoozed: 'Snoozed',
    colleagues: 'With colleagues',
    review: 'Look into',
    closed: 'Closed',
  },
  inbox: {
    title: 'Inbox',
    empty: 'Nobody is waiting. Coffee time.',
    firstEver:
      'No chats yet. The first customer who writes in the widget appears here, with a clock that starts at once.',
    added: (n: number) => `${n} new`,
    unread: (n: number) => `${n} unread`,
    showNew: 'Show new chats',
    nothingMine: 'You have no open chats.',
    loading: 'Loading the inbox',
    you: 'You: ',
    withdrawn: 'Withdrawn',
    noWords: 'Asked for a person',
    with: (name: string) => `with ${name}`,
    coming: (name: string) => `${name} is on the way`,
    appointment: {
      promise: (time: string) => `Promised by ${time}`,
      callback: (time: string) => `Call at ${time}`,
      snooze: (time: string) => `Back ${time}`,
    },
    back: 'Time to look again',
    untilWrites: (name: string) => `Until ${name} writes`,
    search: 'Search',
    reviewer: (name: string, due: string) => `${name} by ${due}`,
    noReviewer: (due: string) => `Nobody yet, by ${due}`,
    answered: 'answered',
    escalation: {
      none: '',
      assignee: '',
      team: 'Whole team told',
      lead: 'Lead told',
      page: 'A phone is ringing',
    },
    remaining: {
      connect: 'left until a person should have joined',
      reply: 'left until an answer is due',
      promise: 'left until the promise is due',
      review: 'left to look into it',
      snooze: 'left until it comes back',
      callback: 'left until the call',
    },
    late: 'late',
  },
  alerts: {
    newChat: (name: string) => `${name} needs a person`,
    mine: (name: string) => `${name} wrote`,
    back: (name: string) => `Time to look again: ${name}`,
    owed: (name: string) => `What was promised to ${name} is due soon`,
    enable: 'Notify me here',
    enabled: 'Notifications are on',
    blocked: 'Notifications are blocked in this browser’s settings',
    sound: 'Sound',
  },
};

/** Each language has all of these words. */
export type InboxWords = typeof en;
