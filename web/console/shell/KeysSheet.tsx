import { type Action, KEYS } from '../core/logic/hotkeys.ts';
import { useShell } from './use-shell.ts';

/** Every key that means something, and the switch that turns single keys off (WCAG 2.1.4). */
export function KeysSheet() {
  const { store, actions } = useShell();
  const { keys } = store.words;
  return (
    <div class="keys">
      <dl>
        {(Object.keys(KEYS) as Action[]).map((action) => (
          <div key={action}>
            <dt>
              <kbd>{KEYS[action].label}</kbd>
            </dt>
            <dd>{keys.actions[action]}</dd>
          </div>
        ))}
      </dl>
      <label class="switch">
        <input
          type="checkbox"
          checked={store.singleKeys.value}
          onChange={(event) => actions.singleKeys(event.currentTarget.checked)}
        />
        {keys.single}
      </label>
      <p class="meta">{keys.singleHint}</p>
    </div>
  );
}
