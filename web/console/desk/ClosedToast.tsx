import './closed.css';
import { TickIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import { KEYS } from '../core/logic/hotkeys.ts';
import { useDesk } from './console.ts';
import { UNDO_WITHIN } from './message-actions.ts';
import { deskWords } from './words.ts';

/** What closing has done, and the way back, for as long as the key for it works. */
export function ClosedToast() {
  const { store, ticker, actions } = useDesk();
  const closed = store.closed.value;
  useNow(ticker, closed !== null);
  const { close } = deskWords();
  if (!closed || Date.now() - closed.at > UNDO_WITHIN) return null;
  return (
    <output class="closed-toast">
      <TickIcon size={16} />
      <span>{close.done(closed.name)}</span>
      <button
        type="button"
        class="button button-quiet"
        title={`${close.undo} (${KEYS.undo.label})`}
        onClick={() => actions.undo()}
      >
        {close.undo}
      </button>
    </output>
  );
}
