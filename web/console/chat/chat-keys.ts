import type { Action } from '../core/logic/hotkeys.ts';
import { type Panel, wishFocus } from '../core/place.ts';
import { closeOrAsk } from '../desk/close.ts';
import { mayI } from '../desk/may.ts';
import type { ChatConsole } from './console.ts';

/** What the keys of an open chat do; false when one means nothing now. Loaded with the chat, since it asks the rules. */
export function chatKeys(console: ChatConsole): (action: Action) => boolean {
  const { store, actions, ticker } = console;
  const show = (panel: Panel): boolean => {
    store.pane.value = 'chat';
    store.panel.value = panel;
    return true;
  };
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
        if (closeOrAsk(console)) actions.nextWaiting();
        return true;
      case 'snooze':
        return mayI(store, ticker)?.snooze.ok === true && show({ kind: 'snooze' });
      case 'promise':
        return mayI(store, ticker)?.promise.ok === true && show({ kind: 'promise' });
      default:
        return false;
    }
  };
}
