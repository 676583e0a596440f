import type { FormWords } from '../ru/forms.ts';

/** Words of the forms (forms.tsx), in English. */
export const en: FormWords = {
  callForm: {
    title: 'We’ll call you',
    phone: 'Phone number',
    hint: 'Include the country code, e.g. +44 20 7946 0958. Only the people who answer you will see it.',
    bad: 'This number cannot be dialled. Start with + and the country code, e.g. +44 20 7946 0958.',
    when: 'When suits you?',
    times: { now: 'Now', half: 'In 30 minutes', today: 'Today at …', tomorrow: 'Tomorrow at …' },
    time: 'Time',
    badTime: 'This time has passed. Choose another.',
    noTime: 'Choose a time.',
    close: 'No call',
  },
  solvedQuestion: 'Solved?',
  rateQuestion: 'How was it?',
  thanks: 'Thank you. If anything comes up, write here.',
  thanksBad: 'Thank you for telling us. Someone who was not involved will look into it.',
  comment: 'What was wrong? (optional)',
  sendComment: 'Send',
  dismiss: 'Close without a rating',
  notYet: 'Not yet',
};
