/** Words of search and of the palette, in English; fetched with its screens. */
export const en = {
  search: {
    title: 'Search',
    palette: 'Commands',
    field: 'Name, message text, order number',
    paletteField: 'Type a command',
    hint: 'Searches names, messages and notes in the chats shown here and in those you handled before.',
    nothing: (query: string) => `Nothing found for “${query}”.`,
    nothingYet: (query: string) => `Nothing found for “${query}” so far.`,
    nothingHint: 'Colleagues’ earlier chats are not searched: open them from the customer’s details.',
    asking: 'Searching your earlier chats…',
    offline: 'No connection: only this device was searched.',
    failed: 'We couldn’t search your earlier chats. Try again in a moment.',
    further: (day: string) => `Search before ${day}`,
    all: 'You have no earlier chats.',
    closed: 'closed',
    chats: 'Chats',
    actions: 'Actions',
    found: (n: number) => (n === 1 ? '1 found' : `${n} found`),
    keys: '↑ ↓ to choose, Enter to open, Esc to close',
    note: 'Note',
  },
  actions: {
    claim: (name: string) => `Claim the chat with ${name}`,
    closeChat: (name: string) => `Close the chat with ${name}`,
    release: (name: string) => `Return ${name} to the team`,
    incident: (name: string) => `Report a mistake with ${name}`,
    presence: { available: 'Set me to Available', away: 'Set me to Away', off: 'Set me to Off' },
    areas: {
      now: 'On call: now',
      calendar: 'On call: calendar',
      policy: 'On call: policy',
      pages: 'On call: pages',
      alerts: 'My alerts',
    },
    chats: 'Back to chats',
    wake: 'Page a specialist',
    soundOn: 'Sound on',
    soundOff: 'Sound off',
    notify: 'Turn on notifications',
    me: 'My account',
    signOut: 'Sign out',
  },
};

/** Each language has all of these words. */
export type SearchWords = typeof en;
