import { batch } from '@preact/signals';
import type { Action } from '../logic/hotkeys.ts';
import { type Store, show, wishFocus } from '../store/store.ts';
import type { Actions } from './actions.ts';

const FROM_ANYWHERE: ReadonlySet<Action> = new Set<Action>(['go.inbox', 'go.mine', 'presence']);

/** Does what a key says; false when it means nothing here, so that the browser may have it. */
export function runKey(action: Action, store: Store, actions: Actions): boolean {
  const sheet = store.sheet.peek();
  if (action === 'help') {
    store.sheet.value = sheet === 'keys' ? null : 'keys';
    return true;
  }
  // The sheet itself listens for the second press.
  if (action === 'alarm') {
    if (sheet === 'alarm') return false;
    store.sheet.value = 'alarm';
    return true;
  }
  if (sheet !== null || store.signIn.peek().status !== 'in') return false;
  // An on-call screen lies over the chats: Enter after a code must not leave it.
  if (store.area.peek() !== null && !FROM_ANYWHERE.has(action)) return false;
  const conversation = store.selected.peek();
  switch (action) {
    case 'next':
      actions.step(1);
      return true;
    case 'previous':
      actions.step(-1);
      return true;
    case 'open':
      if (conversation !== null) return store.chatKeys.peek()?.(action) ?? false;
      actions.step(1);
      return true;
    case 'note':
      if (conversation === null) return false;
      batch(() => {
        store.sideOpen.value = true;
        store.pane.value = 'notes';
        wishFocus(store, 'note');
      });
      return true;
    case 'go.inbox':
    case 'go.mine': {
      const group = action === 'go.inbox' ? 'person' : 'mine';
      const first = store.held.peek().sections.find((section) => section.group === group)?.ids[0];
      if (first !== undefined) show(store, first);
      return true;
    }
    case 'presence':
      actions.presence(store.me.peek()?.presence === 'available' ? 'away' : 'available');
      return true;
    case 'send.next':
      return false; // the composer's own
    default:
      return store.chatKeys.peek()?.(action) ?? false;
  }
}
