import { withWords } from '../core/later-words.ts';
import { lazy } from '../core/lazy.ts';
import { KEYS } from '../core/logic/hotkeys.ts';
import { customerWords } from '../customer/words.ts';
import { mostUrgent } from '../inbox/logic/inbox.ts';
import { FirstSteps } from './FirstSteps.tsx';
import { useShell } from './use-shell.ts';

/** For leads: what went wrong lately, and how often hints came up. Beside the list, not in it. */
export const TeamMistakes = lazy(
  withWords(() => import('../customer/TeamMistakes.tsx').then((module) => module.TeamMistakes), customerWords),
);

/** No chat is open: the way to the next one that waits, and for leads what there is to know of the team's work. */
export function NothingOpen() {
  const { store, actions } = useShell();
  const { nothingOpen, console } = store.words;
  const next = mostUrgent(store.sections.value, null);
  return (
    <main class="conversation nothing-open">
      <h1 class="hidden">{console}</h1>
      <FirstSteps />
      {next !== null ? (
        <button
          type="button"
          class="button button-primary"
          title={`${nothingOpen.next} (${KEYS.next.label})`}
          onClick={() => actions.open(next)}
        >
          {nothingOpen.next}
        </button>
      ) : (
        store.cards.value.size > 0 && <p>{nothingOpen.select}</p>
      )}
      {store.cards.value.size > 0 && store.singleKeys.value && <p class="meta">{nothingOpen.keys}</p>}
      {store.viewer.value?.role === 'lead' && (
        <div class="nothing-open-team">
          <TeamMistakes />
        </div>
      )}
    </main>
  );
}
