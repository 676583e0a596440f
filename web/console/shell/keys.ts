import { batch } from '@preact/signals';
import type { SessionActions } from '../core/context.ts';
import type { Action } from '../core/logic/hotkeys.ts';
import { openSearch, show, wishFocus } from '../core/place.ts';
import type { MessageActions } from '../desk/message-actions.ts';
import type { Group } from '../inbox/logic/inbox.ts';
import type { InboxActions } from '../inbox/model.ts';
import type { Store } from './store.ts';

type RunActions = Pick<InboxActions, 'step'> & Pick<MessageActions, 'undo'> & Pick<SessionActions, 'presence'>;

/** Keys that lead to the first chat of a group. */
const GO: Partial<Record<Action, Group>> = {
  'go.inbox': 'person',
  'go.mine': 'mine',
  'go.snoozed': 'snoozed',
  'go.closed': 'closed',
};

const FROM_ANYWHERE: ReadonlySet<Action> = new Set<Action>([
  ...(Object.keys(GO) as Action[]),
  'presence',
  'undo',
  'search',
  'palette',
]);

/** Does what a key says; false when it means nothing here, so that the browser may have it. */
export function runKey(action: Action, store: Store, actions: RunActions): boolean {
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
  // Enter after a code on an on-call screen must not claim the chat that is open under it.
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
    case 'search':
    case 'palette':
      openSearch(store, action);
      return true;
    case 'go.inbox':
    case 'go.mine':
    case 'go.snoozed':
    case 'go.closed': {
      const group = GO[action];
      store.folded.value = new Set([...store.folded.peek()].filter((one) => one !== group));
      const first = store.held.peek().sections.find((section) => section.group === group)?.ids[0];
      if (first === undefined) return true;
      show(store, first);
      // Not on a phone, where the chat takes the list's place.
      if (store.layout.peek() !== 'phone') wishFocus(store, 'row');
      return true;
    }
    case 'presence':
      actions.presence(store.me.peek()?.presence === 'available' ? 'away' : 'available');
      return true;
    case 'undo':
      return actions.undo();
    case 'send.next':
      return false; // the composer's own
    default:
      return store.chatKeys.peek()?.(action) ?? false;
  }
}
