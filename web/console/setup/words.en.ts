/** Words of a new company's first screen, in English; fetched with it. */
export const en = {
  title: 'Get ready for your first customer',
  lead: 'Each line ticks itself off once it is true.',
  done: 'done',
  open: 'to do',
  steps: {
    snippet: {
      title: 'Put the chat on your site',
      text: 'Paste this line before </body> on every page, then open one of them.',
      done: 'The chat has been opened on your site.',
    },
    team: {
      title: 'Add a second person',
      text: 'With one person nobody takes over when you sleep. Whoever set the workspace up adds people with “npm run setup”.',
      done: 'You are not alone.',
    },
    alerts: {
      title: 'Test your alerts',
      text: 'Add a way to reach you, and send a test ring to it.',
      done: 'A test ring has reached you.',
    },
    zone: {
      title: 'Set the time zone',
      text: 'Days, nights and shifts follow it.',
      done: 'Days, nights and shifts follow this zone.',
    },
    hours: {
      title: 'Say when someone is at the desk',
      text: 'If no one is there in those hours, leads are told.',
      done: 'Staffed hours are set.',
    },
  },
  current: (zone: string) => `Now: ${zone}`,
  copy: 'Copy',
  copied: 'Copied',
  toAlerts: 'Open My alerts',
  toCalendar: 'Open the calendar',
  take: (zone: string) => `Use ${zone}`,
  failed: 'Not saved. Try again.',
};

/** Each language has all of these words. */
export type SetupWords = typeof en;
