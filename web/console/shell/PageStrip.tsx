import { useState } from 'preact/hooks';
import type { WirePage } from '../../../shared/protocol/pushes.ts';
import { PhoneIcon, TickIcon, WarnIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import { exactTime } from '../core/format.ts';
import { stopwatch } from '../core/logic/clock.ts';
import { show, wishFocus } from '../core/place.ts';
import { mostUrgent, oldestOf } from '../inbox/logic/inbox.ts';
import { useShell } from './use-shell.ts';

/** How long after its acknowledgement a page's strip stays, in ms; it can be put away sooner. */
const STAYS = 10 * 60_000;
/** Chats that the strip names; the rest it counts. */
const NAMED = 3;

/** The page that rings, or was just taken, live from the log. */
export function PageStrip() {
  const { store } = useShell();
  const page = store.page.value;
  if (page?.status === 'ringing') return <Ringing page={page} />;
  if (page?.status === 'acknowledged') return <Taken page={page} />;
  return null;
}

function Ringing({ page }: { readonly page: WirePage }) {
  const { store, actions } = useShell();
  const [refusal, setRefusal] = useState<string | null>(null);
  const { words } = store;
  const names = store.names.value;
  const { alarm } = page;
  const me = store.viewer.value;
  const mayTake = me !== null && (me.role === 'lead' || page.ringing.includes(me.id));
  const cards = store.cards.value;
  const named = page.waits.slice(0, NAMED).map(({ conversation }) => names.customer(cards.get(conversation)));
  const more = page.waits.length - named.length + page.more;
  const mine = page.taken?.find(({ by }) => by === me?.id);
  const take = async (): Promise<void> => {
    const code = await actions.acknowledge(page.ladder, page.episode);
    setRefusal(code && (words.refusals[code]?.(words.someone, '') ?? words.refused(code)));
    const first = code === null ? oldestOf(page) : null;
    if (first === null) return;
    show(store, first);
    // On a phone the keyboard would cover what there is to read first.
    if (store.layout.peek() !== 'phone') wishFocus(store, 'message');
  };
  return (
    <output class="strip strip-ringing">
      <PhoneIcon />
      <span class="strip-says">
        {page.ringing.length > 0 ? (
          <>
            <b>{words.page.ringing(page.ringing.map((person) => names.operator(person)).join(', '))}</b>{' '}
            {words.page.ringingSince(exactTime(page.rungAt ?? page.raisedAt))}
          </>
        ) : (
          <b>{page.allBusy ? words.page.allBusy : words.page.notRinging}</b>
        )}
        {mine && ` · ${words.page.youHave(names.customer(cards.get(mine.conversation)))}`}
        {page.step > 0 && ` · ${words.page.step(page.step + 1)}`}
        {!page.reached && ` · ${words.page.unreached}`}
        {named.length > 0 && ` · ${words.page.for(named.join(', '), more)}`}
        {alarm && ` · ${words.page.alarmBy(names.operator(alarm.by))}`}
        {refusal && ` · ${refusal}`}
      </span>
      {mayTake && (
        <button
          type="button"
          class="button"
          onClick={() => void take().catch(() => undefined /* signed out meanwhile */)}
        >
          {mine ? words.page.takeNext : words.page.iHaveIt}
        </button>
      )}
      {me?.role === 'lead' && (
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            store.sheet.value = 'wake';
          }}
        >
          {mine ? words.page.askMore : words.alarm.wake}
        </button>
      )}
    </output>
  );
}

/** Somebody has taken it. Green only when nobody else waits: who took one chat has not taken the others. */
function Taken({ page }: { readonly page: WirePage }) {
  const { store, ticker } = useShell();
  const { acknowledged, alarm } = page;
  const now = useNow(ticker);
  const id = `${page.ladder}.${page.episode}`;
  if (!acknowledged || now - acknowledged.at > STAYS) return null;
  const { words } = store;
  const names = store.names.value;
  const { count, oldest } = store.waiting.value;
  const isHidden = store.hiddenPage.value === id;
  if (isHidden && count === 0) return null;
  const isMine = acknowledged.by === store.viewer.value?.id;
  return (
    <output class={count > 0 ? 'strip strip-ringing' : 'strip strip-taken'}>
      {count > 0 ? <WarnIcon /> : <TickIcon />}
      <span class="strip-says">
        <b>{words.page.acknowledged(names.operator(acknowledged.by), exactTime(acknowledged.at))}</b>
        {` · ${words.page.rang(exactTime(page.raisedAt))}`}
        {alarm && ` · ${words.page.alarmBy(names.operator(alarm.by))}`}
        {oldest?.clock &&
          ` · ${words.page.othersWait(count, names.customer(oldest), stopwatch(now - oldest.clock.since))}`}
      </span>
      {isMine && count > 0 && <More />}
      {count === 0 && (
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            store.hiddenPage.value = id;
          }}
        >
          {words.page.dismiss}
        </button>
      )}
    </output>
  );
}

/** For who has taken one of several: on to the next, or more people. */
function More() {
  const { store, actions } = useShell();
  const { page } = store.words;
  return (
    <>
      <button
        type="button"
        class="button"
        onClick={() => {
          const next = mostUrgent(store.sections.peek(), null);
          if (next === null) return;
          show(store, next);
          actions.claim(next);
        }}
      >
        {page.takeNext}
      </button>
      <button
        type="button"
        class="button button-quiet"
        onClick={() => {
          store.sheet.value = store.viewer.peek()?.role === 'lead' ? 'wake' : 'alarm';
        }}
      >
        {page.askMore}
      </button>
    </>
  );
}
