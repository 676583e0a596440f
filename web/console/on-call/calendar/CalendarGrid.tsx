import { useMemo } from 'preact/hooks';
import type { Day } from '../../../../shared/domain/kernel/local-time.ts';
import type { Schedule } from '../../../../shared/domain/on-call/schedule/types.ts';
import type { OnCallData } from '../api.ts';
import { useOnCall } from '../console.ts';
import { type Bar, coloursOf, type Week, weeksOf } from '../logic/calendar.ts';
import { longDay, rangeText, shortDate, weekdayText } from '../logic/times.ts';
import { beginOverride, onCallOf } from '../model.ts';
import { useWords } from '../words.ts';

interface CalendarGridProps {
  readonly schedule: Schedule;
  readonly data: OnCallData;
  readonly today: Day;
  readonly day: Day;
}

/** Colours of people's bars in on-call-calendar.css. */
const COLOURS = 8;
/** A share of the week from which a bar has room for its times. */
const WIDE = 0.2;

/** Weeks of seven columns; a bar for each stretch of time in which a person is at a place, hatched where nobody is. */
export function CalendarGrid({ schedule, data, today, day }: CalendarGridProps) {
  const model = onCallOf(useOnCall());
  const { locale } = useWords();
  const { zone } = data.policy;
  const mode = model.view.mode.value;
  const weeks = useMemo(() => weeksOf({ schedule, zone, mode, day, today }), [schedule, zone, mode, day, today]);
  return (
    <div class={`oc-grid oc-grid-${mode}`}>
      <div class="oc-weekdays" aria-hidden="true">
        {[1, 2, 3, 4, 5, 6, 7].map((weekday) => (
          <span key={weekday}>{weekdayText(locale, weekday)}</span>
        ))}
      </div>
      {weeks.map((week) => (
        <WeekRow key={week.days[0]?.day} week={week} data={data} />
      ))}
    </div>
  );
}

function WeekRow({ week, data }: { readonly week: Week; readonly data: OnCallData }) {
  const { words, locale } = useWords();
  const first = week.days[0]?.day ?? 0;
  const range = `${shortDate(locale, first)} – ${shortDate(locale, first + 6)}`;
  return (
    <section class="oc-week" aria-label={words.calendar.label(range)}>
      <ol class="oc-days">
        {week.days.map(({ day, isToday, isInside, holidays }) => (
          <li
            key={day}
            class={`oc-day${isToday ? ' oc-day-today' : ''}${isInside ? '' : ' oc-day-outside'}${holidays.length > 0 ? ' oc-day-holiday' : ''}`}
            aria-current={isToday ? 'date' : undefined}
          >
            <span class="hidden">{longDay(locale, day * 86_400_000, 'UTC')}</span>
            <span aria-hidden="true" class="oc-day-number">
              {new Date(day * 86_400_000).getUTCDate()}
            </span>
            {holidays.length > 0 && (
              <span class="oc-holiday" title={holidays.join(', ')}>
                {holidays.join(', ')}
              </span>
            )}
          </li>
        ))}
      </ol>
      <ul class={`oc-bars oc-lanes-${week.lanes}`}>
        {week.bars.map((bar) => (
          <BarButton key={`${bar.lane} ${bar.from}`} bar={bar} lanes={week.lanes} data={data} />
        ))}
      </ul>
      <div class="oc-staffed" aria-hidden="true" title={words.calendar.staffed}>
        {week.staffed.map(({ left, width }) => (
          <span key={left} style={{ left: `${left * 100}%`, width: `${width * 100}%` }} />
        ))}
      </div>
    </section>
  );
}

function BarButton({ bar, lanes, data }: { readonly bar: Bar; readonly lanes: number; readonly data: OnCallData }) {
  const console = useOnCall();
  const { words, locale } = useWords();
  const model = onCallOf(console);
  const { zone } = data.policy;
  const { calendar } = words;
  const person = data.people.find(({ id }) => id === bar.person);
  const name = bar.person === null ? calendar.nobody : (person?.name ?? bar.person);
  const range = rangeText(locale, bar.from, bar.to, zone, console.ticker.now());
  const place = (calendar.places[bar.lane] ?? '').toLowerCase();
  const more = bar.person === null ? calendar.gapBar(range) : `${place}, ${range}`;
  const colour =
    bar.person === null
      ? ''
      : ` oc-colour-${
          coloursOf(
            data.people.map(({ id }) => id),
            COLOURS,
          ).get(bar.person) ?? 0
        }`;
  const mayEdit = console.store.viewer.value?.role === 'lead';
  return (
    <li
      class="oc-bar-place"
      style={{
        left: `${bar.left * 100}%`,
        width: `${bar.width * 100}%`,
        gridRow: bar.person === null ? `1 / span ${lanes}` : `${bar.lane + 1}`,
      }}
    >
      <button
        type="button"
        class={`oc-bar${bar.person === null ? ' oc-bar-gap' : colour}${bar.lane > 0 ? ' oc-bar-behind' : ''}${bar.startsHere ? ' oc-bar-starts' : ''}${bar.endsHere ? ' oc-bar-ends' : ''}`}
        title={bar.person === null ? more : calendar.bar(name, more, mayEdit ? calendar.overrideThis : '')}
        aria-disabled={!mayEdit}
        onClick={() => {
          if (mayEdit) beginOverride(model, { from: bar.from, to: bar.to, place: bar.lane, person: '' });
        }}
      >
        <span>
          {bar.lane > 0 && <span aria-hidden="true">{calendar.placeShort(bar.lane + 1)} </span>}
          {name}
          <span class="hidden">, {more}</span>
        </span>
        {model.view.mode.value === 'week' && bar.width > WIDE && (
          <span class="oc-bar-time" aria-hidden="true">
            {range}
          </span>
        )}
      </button>
    </li>
  );
}
