/** Words of the alarm and of the page that rings, in English. */
export const en = {
  alarm: {
    button: 'Alarm',
    title: 'Page a lead',
    rings: (names: string) => `Will ring: ${names}`,
    ringsNobody: 'No one is on call: everyone with a phone will be rung.',
    reason: 'What happened?',
    reasons: ['I can’t help this customer', 'Something is broken', 'A threat or an emergency'],
    text: 'In your own words',
    about: 'About',
    thisChat: (name: string) => `the chat with ${name}`,
    noChat: 'no chat',
    raise: 'Page',
    raising: 'Paging',
    failed: 'Not sent: no answer from the server. Try again, or phone them yourself.',
    cancel: 'Cancel',
    confirmKey: 'A to page, Esc to cancel',
    wake: 'Page a specialist',
  },
  page: {
    ringing: (names: string) => `Ringing ${names}`,
    ringingSince: (time: string) => `since ${time}`,
    step: (n: number) => `ring ${n}`,
    unreached: 'no one could be reached: phone them yourself',
    for: (names: string, more: number) => `for ${names}${more > 0 ? ` and ${more} more` : ''}`,
    othersWait: (n: number, oldest: string, time: string) =>
      n === 1 ? `${oldest} is still waiting, ${time}` : `${n} still waiting; longest is ${oldest}, ${time}`,
    takeNext: 'Take the next',
    notRinging: 'No phone is ringing at this moment',
    allBusy: 'Everyone who can be reached is with a customer',
    youHave: (name: string) => `you have ${name}`,
    askMore: 'Ask for more people',
    alarmBy: (name: string) => `alarm by ${name}`,
    acknowledged: (name: string, time: string) => `${name} took it at ${time}`,
    rang: (time: string) => `first ring ${time}`,
    iHaveIt: 'I have it',
    dismiss: 'Hide',
  },
};

/** Each language has all of these words. */
export type AlarmWords = typeof en;
