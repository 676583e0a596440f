import { chatWords } from './words.ts';
import './conversation.css';
import { useLayoutEffect, useMemo } from 'preact/hooks';
import { lazy } from '../core/lazy.ts';
import type { Pane } from '../core/place.ts';
import { Card } from '../customer/Card.tsx';
import { AsideStrip } from '../desk/AsideStrip.tsx';
import { OutOfSight } from '../desk/DraftLine.tsx';
import { HeldElsewhere } from '../desk/Held.tsx';
import { mayI } from '../desk/may.ts';
import { Refusals } from '../desk/Refusals.tsx';
import { Notes } from '../notes/Notes.tsx';
import { ChatTags } from '../tags/ChatTags.tsx';
import { Composer } from './Composer.tsx';
import { ConversationHead } from './ConversationHead.tsx';
import { chatKeys } from './chat-keys.ts';
import { useChat } from './console.ts';
import { HeldByColleague } from './HeldByColleague.tsx';
import { Timeline } from './Timeline.tsx';

const Panel = lazy(() => import('../desk/Panel.tsx').then((module) => module.Panel));

/** The middle of the desk: head, what was said, and where one writes. */
export function Conversation() {
  const { store } = useChat();
  useChatKeys();
  return (
    <main class="conversation" key={store.selected.value}>
      <ConversationHead />
      <Chat />
    </main>
  );
}

/** The third column: who it is, and what the team keeps to itself. */
export function Side() {
  const { store } = useChat();
  return (
    <aside class="side" key={store.selected.value} aria-label={chatWords().head.side}>
      <Card />
      <Notes />
    </aside>
  );
}

/** Keys that mean something in an open chat come and go with it. */
function useChatKeys(): void {
  const console = useChat();
  // With the chat's first picture, not after it: who sees it may press at once.
  useLayoutEffect(() => {
    console.store.chatKeys.value = chatKeys(console);
    return () => {
      console.store.chatKeys.value = null;
    };
  }, [console]);
}

/** The whole screen of a phone: three tabs, so that a note can never be typed in the chat's field. */
export function PhoneConversation() {
  const { store, actions } = useChat();
  useChatKeys();
  const { tabs } = chatWords();
  const pane = store.pane.value;
  const notes = (store.copy.value?.notes.entries ?? [])
    .flatMap(({ events }) => events)
    .filter(({ type }) => type === 'note.posted').length;
  return (
    <main class="conversation" key={store.selected.value}>
      <ConversationHead />
      <div class="pane-tabs" role="tablist">
        {(['chat', 'notes', 'card'] as const satisfies readonly Pane[]).map((tab) => (
          <button
            key={tab}
            type="button"
            role="tab"
            id={`tab-${tab}`}
            aria-selected={pane === tab}
            aria-controls="pane"
            onClick={() => actions.pane(tab)}
          >
            {tabs[tab]}
            {tab === 'notes' && notes > 0 && <span class="count">{notes}</span>}
          </button>
        ))}
      </div>
      <div class="pane" role="tabpanel" id="pane" aria-labelledby={`tab-${pane}`}>
        {pane === 'chat' ? <Chat /> : pane === 'notes' ? <Notes /> : <Card />}
      </div>
    </main>
  );
}

function Chat() {
  const { store, ticker, actions } = useChat();
  const conversation = store.selected.value;
  const card = store.card.value;
  const view = store.copy.value?.log.view ?? null;
  const viewer = store.viewer.value;
  const may = useMemo(() => mayI(store, ticker), [view, viewer, conversation]);
  if (conversation === null) return null;
  const isFree = view?.owner === null && view.status === 'open';
  const isHeld = view !== null && view.owner !== null && view.owner !== viewer?.id;
  const onPhone = store.layout.value === 'phone';
  const name = store.names.value.customer(card ?? undefined);
  // A phone has no room for both a panel and the field; what was written is kept.
  const writes = view !== null && !isHeld && !(onPhone && (isFree || store.panel.value !== null));
  return (
    <>
      <ChatTags conversation={conversation} />
      <AsideStrip name={name} />
      <Timeline />
      <HeldElsewhere />
      {store.panel.value !== null && view && (
        <Panel key={store.panel.value.kind} conversation={conversation} customer={view.customer} name={name} />
      )}
      {!writes && <OutOfSight conversation={conversation} kinds={['message', 'restate']} quotes />}
      {isHeld ? (
        <>
          <Refusals log="conversation" />
          <HeldByColleague owner={view.owner ?? ''} mayTakeOver={may?.takeOver.ok === true} />
        </>
      ) : isFree && onPhone ? (
        <div class="claim-bar">
          <button type="button" class="button button-primary button-wide" onClick={() => actions.claim(conversation)}>
            {chatWords().head.claim}
          </button>
        </div>
      ) : (
        writes && <Composer customer={view.customer} name={name} view={view} />
      )}
    </>
  );
}
