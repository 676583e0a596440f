import { isComposing } from '../core/logic/composing.ts';
import { type Action, type KeyMemory, readableKey, readKey } from '../core/logic/hotkeys.ts';
import type { PlaceModel } from '../core/place.ts';
import type { PreferencesModel } from '../core/preferences.ts';

/** Listens to the keys of the whole page. Returns how to stop. */
export function startKeyboard(
  store: Pick<PlaceModel, 'sheet' | 'typedAhead'> & Pick<PreferencesModel, 'singleKeys'>,
  run: (action: Action) => boolean,
): () => void {
  let memory: KeyMemory | null = null;
  const onKey = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || isComposing(event)) return;
    if (event.key === 'Escape' && store.sheet.peek() !== null) {
      store.sheet.value = null;
      store.typedAhead.value = null;
      return;
    }
    const ahead = store.typedAhead.peek();
    if (ahead !== null && event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      store.typedAhead.value = ahead + event.key;
      return;
    }
    const target = event.target instanceof HTMLElement ? event.target : null;
    const typing = target?.closest('input, textarea, select, [contenteditable]') !== null && target !== null;
    // Enter on the row of the open chat acts on that chat, as anywhere else.
    const isOpenRow = target?.closest('.row-open') != null;
    const onControl = !isOpenRow && target !== null && target.closest('button, a, summary, [role=radio]') !== null;
    const press = {
      ...readableKey(event),
      ctrlKey: event.ctrlKey,
      metaKey: event.metaKey,
      altKey: event.altKey,
      repeat: event.repeat,
      typing,
      onControl,
    };
    const read = readKey(press, memory, event.timeStamp, store.singleKeys.peek());
    memory = read.memory;
    if (read.action !== null && run(read.action)) event.preventDefault();
  };
  addEventListener('keydown', onKey);
  return () => removeEventListener('keydown', onKey);
}
