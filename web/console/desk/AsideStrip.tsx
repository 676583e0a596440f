import { type Conversation, isSnoozed } from '../../../shared/domain/conversation/state.ts';
import { ClockIcon } from '../../base/icons.tsx';
import { when } from '../core/format.ts';
import { KEYS } from '../core/logic/hotkeys.ts';
import { useDesk } from './console.ts';
import { mayI } from './may.ts';
import { deskWords } from './words.ts';

/** Until when the chat is put aside, and the way back. */
export function AsideStrip({ name }: { readonly name: string }) {
  const { store, ticker, actions } = useDesk();
  const { snooze } = deskWords();
  const conversation = store.selected.value;
  const view = store.copy.value?.log.view;
  if (!view || conversation === null || !isSnoozed(view as Conversation)) return null;
  const clock = view.clocks.find(({ kind }) => kind === 'snooze');
  if (!clock) return null;
  const isMine = store.putAside.value?.conversation === conversation;
  return (
    <p class="desk-strip">
      <ClockIcon size={16} />
      <span>
        {clock.open ? snooze.untilWrites(name) : snooze.until(when(clock.due ?? 0, ticker.now()))}
        {isMine && store.singleKeys.value && <span class="meta"> · {snooze.undoKey}</span>}
      </span>
      {mayI(store, ticker)?.wake.ok && (
        <button
          type="button"
          class="button button-quiet"
          title={`${snooze.wake}${isMine ? ` (${KEYS.undo.label})` : ''}`}
          onClick={() => actions.unsnooze(conversation)}
        >
          {snooze.wake}
        </button>
      )}
    </p>
  );
}
