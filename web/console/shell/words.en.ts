/** Words of what stands around the features, in English. */
export const en = {
  signIn: {
    title: 'Otvet',
    lead: 'Support chat in which nobody is left waiting.',
    button: 'Sign in',
    busy: 'Signing in',
    again: 'Sign in again',
    failed: {
      refused: 'The sign-in was not accepted. Sign in again, or ask your lead whether you are on the team.',
      session_over: 'Your session has ended. Drafts are kept on this machine. Sign in to go on.',
      not_an_operator: 'You are signed in, but not on this team. Ask your lead to add you, then sign in again.',
      unknown_workspace:
        'The workspace you signed in for does not exist here. Sign in as somebody else, or ask who set it up.',
      origin_not_allowed: 'This address is not on the workspace’s list of sites. Ask who set it up to add it.',
      cancelled: 'The sign-in was cancelled. Nothing has changed.',
      unreachable: 'The sign-in page cannot be reached. Check the connection and try again.',
      unsupported_version: 'There is a newer version of this page. Reload it.',
    } as Record<string, string>,
    other: (code: string) => `We could not sign you in (${code}). Try again; if it stays so, tell your lead this word.`,
  },
  strip: {
    waiting: 'Waiting',
    oldest: 'oldest',
    nobody: 'Nobody is waiting',
    inTime: (seconds: number) => `in ${seconds} s today`,
    share: (percent: number, inTime: number, joined: number) => `${percent} % (${inTime} of ${joined})`,
    noneYet: 'no chats yet today',
    onCall: 'On call',
    next: 'then',
    nobodyOnCall: 'nobody on call',
    unstaffed: 'Nobody is available: customers may wake who is on call',
  },
  connection: {
    never: 'No connection to the server yet. Trying again by ourselves.',
    offline: (time: string) => `No connection. This is as of ${time}. What you write is kept and goes out by itself.`,
    retry: 'Connect now',
  },
  nothingOpen: {
    select: 'Select a chat on the left.',
    keys: 'J and K go through those who wait, Enter claims.',
  },
  me: {
    title: 'Me',
    signedInAs: (name: string) => `Signed in as ${name}`,
    roles: { operator: 'operator', lead: 'lead' },
    signOut: 'Sign out',
    keys: 'Keys',
    menu: 'Menu',
    add: 'To have Otvet at hand on a phone, add this page to the home screen from the browser’s menu.',
  },
  tabBar: { label: 'Sections', waiting: 'Waiting', mine: 'Mine', onCall: 'On call', me: 'Me' },
};

/** Each language has all of these words. */
export type ShellWords = typeof en;
