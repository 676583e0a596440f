import type { Day } from '../../../../shared/domain/kernel/local-time.ts';
import { BackIcon } from '../../../base/icons.tsx';
import { useOnCall } from '../console.ts';
import { mondayOf, monthOf } from '../logic/calendar.ts';
import { monthText, shortDate } from '../logic/times.ts';
import { onCallOf } from '../model.ts';
import { useWords } from '../words.ts';

/** Which weeks are shown, and the way to others. */
export function CalendarHead({ today, day }: { readonly today: Day; readonly day: Day }) {
  const console = useOnCall();
  const { view } = onCallOf(console);
  const { words, locale } = useWords();
  const mode = view.mode.value;
  const isPhone = console.store.layout.value === 'phone';
  const go = (step: 1 | -1): void => {
    view.day.value = isPhone ? day + step * 14 : mode === 'month' ? monthOf(day, step) : day + step * 7;
  };
  const monday = mondayOf(day);
  const title = isPhone
    ? `${shortDate(locale, day)} – ${shortDate(locale, day + 13)}`
    : mode === 'month'
      ? monthText(locale, day)
      : `${shortDate(locale, monday)} – ${shortDate(locale, monday + 6)}`;
  return (
    <header class="oc-head oc-calendar-head">
      <h2 aria-live="polite">{title}</h2>
      <div class="oc-row">
        <button type="button" class="icon-button" aria-label={words.calendar.earlier} onClick={() => go(-1)}>
          <BackIcon />
        </button>
        <button
          type="button"
          class="button"
          onClick={() => {
            view.day.value = null;
          }}
          disabled={day === today}
        >
          {words.calendar.today}
        </button>
        <button type="button" class="icon-button oc-flip" aria-label={words.calendar.later} onClick={() => go(1)}>
          <BackIcon />
        </button>
        {!isPhone && (
          <span class="oc-switch">
            {(['month', 'week'] as const).map((one) => (
              <button
                key={one}
                type="button"
                aria-pressed={mode === one}
                onClick={() => {
                  view.mode.value = one;
                }}
              >
                {words.calendar[one]}
              </button>
            ))}
          </span>
        )}
      </div>
    </header>
  );
}
