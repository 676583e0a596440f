import { useEffect } from 'preact/hooks';
import { chatWords } from '../chat/words.ts';
import { withWords } from '../core/later-words.ts';
import { lazy } from '../core/lazy.ts';
import { customerWords } from '../customer/words.ts';
import { deskWords } from '../desk/words.ts';
import { Inbox } from '../inbox/Inbox.tsx';
import { notesWords } from '../notes/words.ts';
import { lazyOnCall } from '../on-call/words.ts';
import { searchWords } from '../search/words.ts';
import { tagsWords } from '../tags/words.ts';
import { FirstSteps } from './FirstSteps.tsx';
import { NothingOpen, TeamMistakes } from './NothingOpen.tsx';
import { PageStrip } from './PageStrip.tsx';
import { OfflineStrip, UnstaffedStrip } from './Strips.tsx';
import { TabBar } from './TabBar.tsx';
import { AlarmButton, OnCallLine, Presence, SearchButton, TodayStrip, TopBar } from './TopBar.tsx';
import { useShell } from './use-shell.ts';

/** An open chat with all that can be done in it: fetched behind the list, before anybody has opened one. */
const chat = withWords(
  () => import('../chat/Conversation.tsx'),
  chatWords,
  notesWords,
  customerWords,
  deskWords,
  tagsWords,
);
const palette = withWords(() => import('../search/Palette.tsx'), searchWords);
const Conversation = lazy(() => chat().then((module) => module.Conversation));
const PhoneConversation = lazy(() => chat().then((module) => module.PhoneConversation));
const ClosedToast = lazy(
  withWords(() => import('../desk/ClosedToast.tsx').then((module) => module.ClosedToast), deskWords),
);
const Side = lazy(() => chat().then((module) => module.Side));
const SignIn = lazy(() => import('./SignIn.tsx').then((module) => module.SignIn));
const sheets = () => import('./Sheets.tsx');
const Sheets = lazy(() => sheets().then((module) => module.Sheets));
const OnCallArea = lazyOnCall(() => import('../on-call/OnCallArea.tsx').then((module) => module.OnCallArea));
const MeScreen = lazyOnCall(() => import('./MeScreen.tsx').then((module) => module.MeScreen));
const OnCallStrips = lazyOnCall(() => import('../on-call/OnCallStrips.tsx').then((module) => module.OnCallStrips));

/** The whole console: sign-in, or the desk, or the phone. */
export function App() {
  const { store } = useShell();
  const { status } = store.signIn.value;
  useEffect(() => {
    // The palette too: who presses its key types on at once. Without a connection each is fetched when it is needed.
    if (status !== 'in') return;
    for (const soon of [chat, sheets, palette]) void soon().catch(() => undefined);
  }, [status]);
  if (status === 'looking') return <Frame />;
  if (status !== 'in') return <SignIn />;
  return (
    <>
      {store.layout.value === 'phone' ? <Phone /> : <Desk />}
      {store.closed.value !== null && <ClosedToast />}
      {store.sheet.value !== null && <Sheets />}
    </>
  );
}

/** The shape of the desk, as `index.html` has it too: a slow network shows it before the first script has come. */
function Frame() {
  return (
    <div class="desk skeleton frame">
      <header class="top" />
      <div class="columns">
        <div class="inbox" />
        <main class="conversation" />
      </div>
    </div>
  );
}

function Strips() {
  const { store } = useShell();
  const hasMore = store.viewer.value?.role === 'lead' || (store.client.value?.otherPages.size ?? 0) > 0;
  return (
    <>
      <OfflineStrip />
      <PageStrip />
      {hasMore && <OnCallStrips />}
      <UnstaffedStrip />
    </>
  );
}

function Desk() {
  const { store } = useShell();
  const hasSide = store.selected.value !== null && (store.layout.value === 'wide' || store.sideOpen.value);
  return (
    <div class="desk">
      <TopBar />
      <Strips />
      {store.area.value !== null ? (
        <OnCallArea />
      ) : (
        <div class="columns">
          <Inbox />
          {store.selected.value === null ? <NothingOpen /> : <Conversation />}
          {hasSide && <Side />}
        </div>
      )}
    </div>
  );
}

/** One thing at a time: a list, a conversation, or one of the two other tabs. */
function Phone() {
  const { store } = useShell();
  if (store.selected.value !== null && store.area.value === null)
    return (
      <div class="phone">
        <OnCallLine />
        <Strips />
        <PhoneConversation />
      </div>
    );
  const tab = store.tab.value;
  const isList = tab === 'waiting' || tab === 'mine';
  return (
    <div class="phone">
      <header class="phone-head">
        <h1 class={isList ? 'hidden' : ''}>{store.words.tabBar[tab]}</h1>
        {isList && <TodayStrip short />}
        {isList && <SearchButton />}
        <Presence />
        <AlarmButton />
      </header>
      <OnCallLine />
      <Strips />
      {isList ? (
        <main class="phone-list">
          {tab === 'waiting' && <Inbox groups={['person', 'unowned', 'review', 'colleagues', 'closed']} />}
          {tab === 'waiting' && <FirstSteps />}
          {tab === 'waiting' && store.viewer.value?.role === 'lead' && <TeamMistakes />}
          {tab === 'mine' && <Inbox groups={['mine', 'customer', 'snoozed']} />}
        </main>
      ) : (
        <div class="phone-list">{tab === 'me' ? <MeScreen /> : <OnCallArea />}</div>
      )}
      <TabBar />
    </div>
  );
}
