import { ChatIcon, ClockIcon, PersonIcon, PhoneIcon } from '../../base/icons.tsx';
import type { Tab } from '../core/place.ts';
import { useShell } from './use-shell.ts';

const TABS = [
  ['waiting', ClockIcon],
  ['mine', ChatIcon],
  ['onCall', PhoneIcon],
  ['me', PersonIcon],
] as const satisfies readonly (readonly [Tab, typeof ClockIcon])[];

/** The phone's four sections; the first says how many wait. */
export function TabBar() {
  const { store, actions } = useShell();
  const { tabBar } = store.words;
  const counts: Partial<Record<Tab, number>> = {};
  for (const { group, ids } of store.sections.value) {
    if (group === 'person') counts.waiting = ids.length;
    if (group === 'mine') counts.mine = ids.length;
  }
  return (
    <nav class="tab-bar" aria-label={tabBar.label}>
      {TABS.map(([tab, Icon]) => {
        const count = counts[tab] ?? 0;
        return (
          <button
            key={tab}
            type="button"
            aria-current={store.tab.value === tab ? 'page' : undefined}
            onClick={() => actions.tab(tab)}
          >
            <span class="tab-icon">
              <Icon size={24} />
              {count > 0 && <span class={tab === 'waiting' ? 'badge badge-due' : 'badge'}>{count}</span>}
            </span>
            {tabBar[tab]}
          </button>
        );
      })}
    </nav>
  );
}
