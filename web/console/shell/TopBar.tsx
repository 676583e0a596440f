import { AlarmIcon, PersonIcon, SearchIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import type { PresenceState } from '../core/context.ts';
import { stopwatch, toneOf } from '../core/logic/clock.ts';
import { KEYS } from '../core/logic/hotkeys.ts';
import { onCallOf } from '../core/logic/names.ts';
import { openSearch } from '../core/place.ts';
import { reviewsOf } from '../inbox/logic/inbox.ts';
import { useShell } from './use-shell.ts';

/** The bar of the desk: today at the left; who is on call, my presence and the alarm at the right. */
export function TopBar() {
  const { store } = useShell();
  return (
    <header class="top">
      <TodayStrip />
      <div class="top-right">
        <SearchButton />
        <OnCall />
        <Presence />
        <AlarmButton />
        <button
          type="button"
          class="icon-button"
          aria-label={store.words.me.menu}
          title={store.me.value?.name ?? store.words.me.menu}
          onClick={() => {
            store.sheet.value = 'me';
          }}
        >
          <PersonIcon />
        </button>
      </div>
    </header>
  );
}

/** `Waiting 2 · oldest 0:48 · in 100 s today 96 % (48 of 50)` */
export function TodayStrip({ short = false }: { readonly short?: boolean }) {
  const { store } = useShell();
  const { strip } = store.words;
  const { count } = store.waiting.value;
  const reviews = reviewsOf(store.cards.value.values(), store.viewer.value);
  const rings = store.page.value?.status === 'ringing';
  const today = store.today.value;
  // Until the inbox is here, nobody knows that nobody waits.
  const isKnown = store.client.value?.inbox.loaded === true;
  return (
    <div class="today">
      {count === 0 && isKnown && !rings && <span class="today-calm">{strip.nobody}</span>}
      {count > 0 && (
        <span>
          {strip.waiting} <b>{count}</b>
        </span>
      )}
      {count > 0 && <Oldest short={short} />}
      {reviews > 0 && (
        <span class="today-reviews tone-late">
          {strip.reviews} <b>{reviews}</b>
        </span>
      )}
      {!short && today && (
        <span class="today-share">
          {today.joined === 0 ? (
            strip.noneYet
          ) : (
            <>
              {strip.inTime(store.targets.value.connect)}{' '}
              <b>{strip.share(Math.round((today.inTime / today.joined) * 100), today.inTime, today.joined)}</b>
            </>
          )}
        </span>
      )}
    </div>
  );
}

function Oldest({ short }: { readonly short: boolean }) {
  const { store, ticker } = useShell();
  const now = useNow(ticker);
  const { oldest } = store.waiting.value;
  if (!oldest?.clock) return null;
  return (
    <span class={`tone-${toneOf(oldest.clock, store.targets.value, now)}`}>
      <span class={short ? 'hidden' : ''}>{store.words.strip.oldest}</span>{' '}
      <b aria-hidden="true">{stopwatch(now - oldest.clock.since)}</b>
    </span>
  );
}

/** Who is rung, on every screen of the desk; opens the on-call screens. */
function OnCall() {
  const { store } = useShell();
  if (store.viewer.value === null) return null; // not known yet
  return (
    <a class="on-call" href="#/on-call">
      <OnCallNames />
    </a>
  );
}

/** The same on every screen of a phone: a line to be read, since a tab leads to the on-call screens. */
export function OnCallLine() {
  const { store } = useShell();
  if (store.viewer.value === null) return null;
  return (
    <p class="on-call-line">
      <OnCallNames />
    </p>
  );
}

function OnCallNames() {
  const { store } = useShell();
  const { strip } = store.words;
  const [first, second] = onCallOf(store.people.value);
  return (
    <>
      {strip.onCall}: <b>{first?.name ?? strip.nobodyOnCall}</b>
      {second && (
        <>
          , {strip.next} <b>{second.name}</b>
        </>
      )}
    </>
  );
}

const PRESENCES: readonly PresenceState[] = ['available', 'away', 'off'];

/** My presence: a menu of three, and one key between the first two. */
export function Presence() {
  const { store, actions } = useShell();
  const { presence } = store.words;
  const mine = store.me.value?.presence ?? 'off';
  return (
    <label class={`presence presence-${mine}`} title={`${presence.hint[mine]} (${KEYS.presence.label})`}>
      <span class="dot" aria-hidden="true" />
      <span class="hidden">{presence.label}</span>
      <select value={mine} onChange={(event) => actions.presence(event.currentTarget.value as PresenceState)}>
        {PRESENCES.map((state) => (
          <option key={state} value={state}>
            {presence[state]}
          </option>
        ))}
      </select>
    </label>
  );
}

/** A desk's search by its key; a phone's way to everything, since it has no keys. */
export function SearchButton() {
  const { store } = useShell();
  const onPhone = store.layout.value === 'phone';
  return (
    <button
      type="button"
      class="icon-button"
      aria-label={store.words.inbox.search}
      title={`${store.words.inbox.search} (${KEYS.search.label})`}
      onClick={() => {
        openSearch(store, onPhone ? 'palette' : 'search');
      }}
    >
      <SearchIcon />
    </button>
  );
}

export function AlarmButton() {
  const { store } = useShell();
  return (
    <button
      type="button"
      class="alarm-button"
      title={`${store.words.alarm.title} (${KEYS.alarm.label})`}
      onClick={() => {
        store.sheet.value = 'alarm';
      }}
    >
      <AlarmIcon />
      <span>{store.words.alarm.button}</span>
    </button>
  );
}
