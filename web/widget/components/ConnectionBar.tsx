import { OfflineIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import { usePanel } from './context.ts';

/** A short break of the line is nobody's business: the bar comes after this, ms. */
const PATIENCE_MS = 2_000;

/** One thin line while there is no connection, never a modal: everything goes on working. */
export function ConnectionBar() {
  const { chat, words } = usePanel();
  const { client } = chat.state;
  const connection = client?.connection;
  const isDown = connection !== undefined && connection.status !== 'online';
  const now = useNow(chat.ticker, isDown);
  if (!isDown) return null;
  if (connection.status === 'stopped') {
    if (connection.code === 'stopped') return null;
    return <p class="bar">{/origin|workspace/.test(connection.code) ? words.foreign : words.stopped}</p>;
  }
  // `since` is local time; the ticker's is the server's.
  const isFirst = connection.attempt <= 1 && client?.welcome === null;
  if (isFirst || now - (connection.since + (client?.offset ?? 0)) < PATIENCE_MS) return null;
  return (
    <output class="bar">
      <OfflineIcon size={16} />
      {words.offline}
    </output>
  );
}
