import { useMemo } from 'preact/hooks';
import { mayI } from '../services/may.ts';
import type { Pane } from '../store/store.ts';
import { Card } from './Card.tsx';
import { Composer } from './Composer.tsx';
import { ConversationHead } from './ConversationHead.tsx';
import { useConsole } from './context.ts';
import { HeldByColleague } from './HeldByColleague.tsx';
import { Notes } from './Notes.tsx';
import { Refusals } from './Refusals.tsx';
import { Timeline } from './Timeline.tsx';

/** The middle of the desk: head, what was said, and where one writes. */
export function Conversation() {
  const { store } = useConsole();
  const conversation = store.selected.value;
  if (conversation === null) return <NothingOpen />;
  return (
    <main class="conversation" key={conversation}>
      <ConversationHead />
      <Chat />
    </main>
  );
}

/** The whole screen of a phone: three tabs, so that a note can never be typed in the chat's field. */
export function PhoneConversation() {
  const { store, actions } = useConsole();
  const { tabs } = store.words;
  const pane = store.pane.value;
  const notes = store.copy.value?.notes.entries.length ?? 0;
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
  const { store, ticker, actions } = useConsole();
  const conversation = store.selected.value;
  const card = store.card.value;
  const view = store.copy.value?.log.view ?? null;
  const viewer = store.viewer.value;
  const may = useMemo(() => mayI(store, ticker), [view, viewer, conversation]);
  if (conversation === null) return null;
  const isFree = view?.owner === null && view.status === 'open';
  const isHeld = view !== null && view.owner !== null && view.owner !== viewer?.id;
  const onPhone = store.layout.value === 'phone';
  return (
    <>
      <Timeline />
      {isHeld ? (
        <>
          <Refusals log="conversation" />
          <HeldByColleague owner={view.owner ?? ''} mayTakeOver={may?.takeOver.ok === true} />
        </>
      ) : isFree && onPhone ? (
        <div class="claim-bar">
          <button type="button" class="button button-primary button-wide" onClick={() => actions.claim(conversation)}>
            {store.words.head.claim}
          </button>
        </div>
      ) : (
        view && <Composer customer={view.customer} name={store.names.value.customer(card ?? undefined)} view={view} />
      )}
    </>
  );
}

function NothingOpen() {
  const { store } = useConsole();
  const isAnything = store.cards.value.size > 0;
  return (
    <main class="conversation nothing-open">
      <h1 class="hidden">{store.words.console}</h1>
      {isAnything && <p>{store.words.head.dropped}</p>}
      {isAnything && store.singleKeys.value && <p class="meta">{store.words.head.droppedKeys}</p>}
    </main>
  );
}
