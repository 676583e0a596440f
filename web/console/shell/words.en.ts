/** Words of what stands around the features, in English. */
export const en = {
  signIn: {
    title: 'Otvet',
    lead: 'Support chat where no one is left waiting.',
    button: 'Sign in',
    busy: 'Signing in',
    again: 'Sign in again',
    failed: {
      refused: 'Sign-in was not accepted. Try again, or ask your lead whether you are on the team.',
      session_over: 'Your session has ended. Your drafts are kept on this device. Sign in to continue.',
      not_an_operator: 'You are signed in, but you are not on this team. Ask your lead to add you, then sign in again.',
      unknown_workspace:
        'The workspace of this account does not exist here. Sign in with another account, or ask whoever set it up.',
      origin_not_allowed: 'This address is not on the workspace’s list of sites. Ask whoever set it up to add it.',
      cancelled: 'Sign-in was cancelled. Nothing has changed.',
      unreachable: 'We can’t reach the sign-in page. Check your connection and try again.',
      unsupported_version: 'There is a newer version of this page. Reload it.',
    } as Record<string, string>,
    other: (code: string) =>
      `We couldn’t sign you in (${code}). Try again; if it keeps happening, give your lead this code.`,
  },
  strip: {
    waiting: 'Waiting',
    oldest: 'oldest',
    nobody: 'Nobody is waiting',
    reviews: 'Yours to review',
    inTime: (seconds: number) => `Joined within ${seconds} s today:`,
    share: (percent: number, inTime: number, joined: number) => `${percent}% (${inTime} of ${joined})`,
    noneYet: 'no chats yet today',
    onCall: 'On call',
    next: 'then',
    nobodyOnCall: 'no one on call',
    unstaffed: 'No one is available. Customers can page whoever is on call.',
  },
  connection: {
    connecting: 'Connecting…',
    never: 'We can’t reach the server yet. We keep trying.',
    offline: (time: string) =>
      `No connection. This is how things stood at ${time}. What you write is kept and sent once you are back online.`,
    retry: 'Reconnect now',
  },
  nothingOpen: {
    select: 'Select a chat on the left.',
    next: 'Open the next waiting chat',
    keys: 'J and K move through waiting chats; Enter claims one.',
  },
  me: {
    title: 'Me',
    signedInAs: (name: string) => `Signed in as ${name}`,
    roles: { operator: 'operator', lead: 'lead' },
    signOut: 'Sign out',
    keys: 'Keyboard shortcuts',
    menu: 'Menu',
    add: 'To keep Otvet handy on your phone, add this page to the home screen from the browser’s menu.',
  },
  tabBar: { label: 'Sections', waiting: 'Waiting', mine: 'Mine', onCall: 'On call', me: 'Me' },
};

/** Each language has all of these words. */
export type ShellWords = typeof en;
