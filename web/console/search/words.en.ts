/** Words of search and of the palette, in English; fetched with its screens. */
export const en = {
  search: {
    title: 'Search',
    palette: 'What to do',
    field: 'Name, words of a chat, order number',
    paletteField: 'What would you like to do?',
    hint: 'Searches names, messages and notes: of the chats here, and of those you have had before.',
    nothing: (query: string) => `Nothing found for “${query}”.`,
    nothingYet: (query: string) => `Nothing found for “${query}” so far.`,
    nothingHint: 'Earlier chats of colleagues are not searched: their customers’ cards have them.',
    asking: 'Searching your earlier chats…',
    offline: 'No connection: only what is on this device was searched.',
    failed: 'Your earlier chats could not be searched. Try again in a moment.',
    further: (day: string) => `Search further back, before ${day}`,
    all: 'That was the first of your chats.',
    closed: 'closed',
    chats: 'Chats',
    actions: 'Actions',
    found: (n: number) => (n === 1 ? '1 found' : `${n} found`),
    keys: '↑ ↓ choose, Enter does it, Esc leaves',
    note: 'Note',
  },
  actions: {
    claim: (name: string) => `Claim the chat with ${name}`,
    closeChat: (name: string) => `Close the chat with ${name}`,
    release: (name: string) => `Give ${name} back to the team`,
    incident: (name: string) => `Something went wrong with ${name}`,
    presence: { available: 'I am available', away: 'I am away', off: 'I am off' },
    areas: {
      now: 'On call: now',
      calendar: 'On call: calendar',
      policy: 'On call: policy',
      pages: 'On call: pages',
      alerts: 'My alerts',
    },
    chats: 'Back to the chats',
    wake: 'Wake a specialist',
    soundOn: 'Sound on',
    soundOff: 'Sound off',
    notify: 'Notify me here',
    me: 'Who I am signed in as',
    signOut: 'Sign out',
  },
};

/** Each language has all of these words. */
export type SearchWords = typeof en;
