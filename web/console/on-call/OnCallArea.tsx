import './on-call.css';
import './calendar/calendar.css';
import { BackIcon } from '../../base/icons.tsx';
import { AREAS, type Area } from '../core/place.ts';
import { CalendarScreen } from './calendar/CalendarScreen.tsx';
import { useOnCall } from './console.ts';
import { MyAlerts } from './contacts/MyAlerts.tsx';
import { onCallOf } from './model.ts';
import { NowScreen } from './now/NowScreen.tsx';
import { PagesScreen } from './pages/PagesScreen.tsx';
import { PolicyScreen } from './policy/PolicyScreen.tsx';
import { useWords } from './words.ts';

const SCREENS: Readonly<Record<Area, () => preact.JSX.Element>> = {
  now: NowScreen,
  calendar: CalendarScreen,
  policy: PolicyScreen,
  pages: PagesScreen,
  alerts: MyAlerts,
};

/** The on-call screens behind their tabs. On the phone "My alerts" stands under Me, beside who is signed in. */
export function OnCallArea() {
  const console = useOnCall();
  const { store, actions } = console;
  const { words } = useWords();
  const area = store.area.value ?? 'now';
  const isPhone = store.layout.value === 'phone';
  const model = onCallOf(console);
  const Screen = SCREENS[area];
  const tabs = AREAS.filter((one) => !isPhone || one !== 'alerts');
  const isDirty = (one: Area): boolean =>
    (one === 'calendar' && model.schedule.draft.value !== null) ||
    (one === 'policy' && model.policy.draft.value !== null);
  return (
    <div class="oc">
      <nav class="oc-tabs" aria-label={words.areas.label}>
        {!isPhone && (
          <button type="button" class="button button-quiet oc-back" onClick={() => actions.area(null)}>
            <BackIcon />
            {words.areas.back}
          </button>
        )}
        {tabs.map((one) => (
          <a
            key={one}
            href={one === 'now' ? '#/on-call' : `#/on-call/${one}`}
            aria-current={one === area ? 'page' : undefined}
          >
            {words.areas[one]}
            {isDirty(one) && <span class="oc-dirty" title={words.editor.dirty} />}
          </a>
        ))}
      </nav>
      <div class={`oc-body oc-body-${area}`} key={area}>
        <Screen />
      </div>
    </div>
  );
}
