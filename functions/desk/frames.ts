import type { ConversationDeps } from '../conversation/command.ts';
import type { FrameTable } from '../entry/operator-frame.ts';
import type { CustomerHistory, Served } from '../projection/ports.ts';
import { searchConversations } from '../search/search.ts';
import { customerCard } from './customer-card.ts';
import { keepDraft } from './drafts.ts';
import { type PingDeps, ping, setPresence } from './heartbeat.ts';
import { type InboxDeps, type WelcomeDeps, watchInbox, welcomeOperator } from './hello.ts';
import type { DraftStore } from './ports.ts';
import { type TagsDeps, workspaceTags } from './tags.ts';
import { type MistakesDeps, teamMistakes } from './viewing.ts';

export type DeskDeps = WelcomeDeps &
  PingDeps &
  InboxDeps &
  MistakesDeps &
  TagsDeps & {
    readonly conversations: Pick<ConversationDeps['conversations'], 'read' | 'readBack'>;
    readonly drafts: DraftStore;
    readonly history: CustomerHistory;
    readonly served: Served;
  };

/** What the desk itself shows and asks: who is there, the inbox, the customer beside the chat, what one has written. */
export const deskFrames = {
  hello: { reach: 'self', run: welcomeOperator },
  // Names many conversations, and answers for those that the caller may see.
  ping: { reach: 'self', run: ping },
  'presence.set': { reach: 'desk', run: setPresence },
  'inbox.watch': { reach: 'desk', run: watchInbox },
  'draft.keep': {
    reach: 'conversation',
    names: ({ draft }) => (draft === null ? [] : [draft.conversation]),
    run: keepDraft,
  },
  'customer.card': { reach: 'desk', run: customerCard },
  'conversations.search': { reach: 'desk', run: searchConversations },
  tags: { reach: 'desk', run: workspaceTags },
  mistakes: { reach: 'desk', by: 'lead', run: teamMistakes },
} satisfies Partial<FrameTable<DeskDeps>>;
