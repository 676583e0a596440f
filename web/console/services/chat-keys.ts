import type { Action } from '../logic/hotkeys.ts';
import { wishFocus } from '../store/store.ts';
import type { Console } from './console.ts';
import { mayI } from './may.ts';

/** What the keys of an open chat do; false when one means nothing now. Loaded with the chat, since it asks the rules. */
export function chatKeys({ store, actions, ticker }: Console): (action: Action) => boolean {
  return (action) => {
    const conversation = store.selected.peek();
    if (conversation === null) return false;
    switch (action) {
      case 'open':
        if (mayI(store, ticker)?.claim.ok && store.card.peek()?.owner === null) actions.claim(conversation);
        return true;
      case 'reply':
        store.pane.value = 'chat';
        wishFocus(store, 'message');
        return true;
      case 'close':
        if (mayI(store, ticker)?.close.ok) actions.close(conversation);
        return true;
      default:
        return false;
    }
  };
}
