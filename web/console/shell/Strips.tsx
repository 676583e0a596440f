import { OfflineIcon } from '../../base/icons.tsx';
import { clockTime } from '../../base/locale.ts';
import { useNow } from '../../base/ticker.ts';
import { useShell } from './use-shell.ts';

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
  if (!state || !connection || connection.status === 'stopped' || !isDown) return null;
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
  // Who is available here is somebody, whatever the server was last told.
  const isStaffed = state?.staffed === true || store.me.value?.presence === 'available';
  if (!state?.welcome || isStaffed || state.connection.status !== 'online') return null;
  return <div class="strip strip-quiet">{store.words.strip.unstaffed}</div>;
}
