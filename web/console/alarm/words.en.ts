/** Words of the alarm and of the page that rings, in English. */
export const en = {
  alarm: {
    button: 'Alarm',
    title: 'Wake a lead',
    rings: (names: string) => `Rings: ${names}`,
    ringsNobody: 'Nobody is on call: everyone with a phone is rung.',
    reason: 'What happened?',
    reasons: ['Cannot help this customer', 'Something is broken', 'A threat or an emergency'],
    text: 'In your words',
    about: 'About',
    thisChat: (name: string) => `the chat with ${name}`,
    noChat: 'no chat',
    raise: 'Wake',
    raising: 'Calling',
    failed: 'Not sent: no answer from the server. Press again, or call by phone.',
    cancel: 'Cancel',
    confirmKey: 'A wakes, Esc leaves',
    wake: 'Wake a specialist',
  },
  page: {
    ringing: (names: string) => `Ringing ${names}`,
    ringingSince: (time: string) => `since ${time}`,
    step: (n: number) => `call ${n}`,
    unreached: 'nobody could be rung: call by phone',
    for: (n: number) => (n === 1 ? 'for 1 waiting chat' : `for ${n} waiting chats`),
    alarmBy: (name: string) => `alarm by ${name}`,
    acknowledged: (name: string, time: string) => `${name} has it, ${time}`,
    rang: (time: string) => `rang ${time}`,
    iHaveIt: 'I have it',
    dismiss: 'Hide',
  },
};

/** Each language has all of these words. */
export type AlarmWords = typeof en;
