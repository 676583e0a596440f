import { useState } from 'preact/hooks';
import { OfflineIcon, PhoneIcon, TickIcon } from '../../base/icons.tsx';
import { clockTime } from '../../base/locale.ts';
import { useNow } from '../../base/ticker.ts';
import { exactTime } from '../core/format.ts';
import { useShell } from './use-shell.ts';

/** How long after its acknowledgement a page's strip stays, in ms; it can be put away sooner. */
const STAYS = 10 * 60_000;

/** The page that rings, or was just taken, live from the log. */
export function PageStrip() {
  const { store, ticker, actions } = useShell();
  const page = store.page.value;
  const now = useNow(ticker, page?.status === 'acknowledged');
  const [refusal, setRefusal] = useState<string | null>(null);
  if (!page) return null;
  const id = `${page.ladder}.${page.episode}`;
  const { words } = store;
  const names = store.names.value;
  const { acknowledged, alarm } = page;
  if (page.status === 'ringing') {
    const waiting = page.waits.length + page.more;
    const me = store.viewer.value;
    const mayTake = me !== null && (me.role === 'lead' || page.ringing.includes(me.id));
    return (
      <output class="strip strip-ringing">
        <PhoneIcon />
        <span>
          <b>{words.page.ringing(page.ringing.map((person) => names.operator(person)).join(', ') || '…')}</b>{' '}
          {words.page.ringingSince(exactTime(page.raisedAt))}
          {page.step > 0 && ` · ${words.page.step(page.step + 1)}`}
          {!page.reached && ` · ${words.page.unreached}`}
          {waiting > 0 && ` · ${words.page.for(waiting)}`}
          {alarm && ` · ${words.page.alarmBy(names.operator(alarm.by))}`}
          {refusal && ` · ${refusal}`}
        </span>
        {mayTake && (
          <button
            type="button"
            class="button"
            onClick={() => {
              actions.acknowledge(page.ladder, page.episode).then(
                (code) => setRefusal(code && (words.refusals[code]?.(words.someone, '') ?? words.refused(code))),
                () => undefined, // signed out meanwhile
              );
            }}
          >
            {words.page.iHaveIt}
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
            {words.alarm.wake}
          </button>
        )}
      </output>
    );
  }
  if (page.status !== 'acknowledged' || !acknowledged || store.hiddenPage.value === id) return null;
  if (now - acknowledged.at > STAYS) return null;
  return (
    <output class="strip strip-taken">
      <TickIcon />
      <span>
        <b>{words.page.acknowledged(names.operator(acknowledged.by), exactTime(acknowledged.at))}</b>
        {` · ${words.page.rang(exactTime(page.raisedAt))}`}
        {alarm && ` · ${words.page.alarmBy(names.operator(alarm.by))}`}
      </span>
      <button
        type="button"
        class="button button-quiet"
        onClick={() => {
          store.hiddenPage.value = id;
        }}
      >
        {words.page.dismiss}
      </button>
    </output>
  );
}

/** A socket that is changed within this time (ms) is no news; the first attempt has the skeleton for a moment. */
const BLIP = 1_500;
const FIRST = 1_000;

/** No connection: says since when, what becomes of what is written, and lets nobody wait for the next try. */
export function OfflineStrip() {
  const { store, ticker, actions } = useShell();
  const state = store.client.value;
  const connection = state?.connection;
  const lost = store.network.value;
  const isDown = lost !== null || connection?.status === 'offline' || connection?.status === 'connecting';
  const now = useNow(ticker, isDown);
  if (!state || !connection || !isDown) return null;
  const { words } = store;
  const since = lost ?? connection.since + state.offset;
  // The machine itself says that it has no network: there is nothing to wait for.
  if (lost === null && now - since < (state.welcome ? BLIP : FIRST)) return null;
  if (!state.welcome && lost === null && connection.status === 'connecting')
    return <output class="strip strip-quiet">{words.connection.connecting}</output>;
  return (
    <output class="strip strip-offline">
      <OfflineIcon />
      <span>{state.welcome ? words.connection.offline(clockTime(since)) : words.connection.never}</span>
      <button type="button" class="button button-quiet" onClick={actions.reconnect}>
        {words.connection.retry}
      </button>
    </output>
  );
}

/** Nobody is available: what the customers are offered meanwhile. */
export function UnstaffedStrip() {
  const { store } = useShell();
  const state = store.client.value;
  if (!state?.welcome || state.staffed || state.connection.status !== 'online') return null;
  return <div class="strip strip-quiet">{store.words.strip.unstaffed}</div>;
}
