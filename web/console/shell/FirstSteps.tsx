import { withWords } from '../core/later-words.ts';
import { lazyOnCall } from '../on-call/words.ts';
import { setupWords } from '../setup/words.ts';
import { useShell } from './use-shell.ts';

const Checklist = lazyOnCall(
  withWords(() => import('../setup/Checklist.tsx').then((module) => module.Checklist), setupWords),
);

/** For leads, until there is a first chat; not before the inbox is here and says so. */
export function FirstSteps() {
  const { store } = useShell();
  const isEmpty = store.client.value?.inbox.loaded === true && store.cards.value.size === 0;
  return isEmpty && store.viewer.value?.role === 'lead' ? <Checklist /> : null;
}
