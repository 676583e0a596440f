import type { Day } from '../../../../shared/domain/kernel/local-time.ts';
import type { Schedule } from '../../../../shared/domain/on-call/schedule/types.ts';
import type { OnCallData } from '../api.ts';
import { useOnCall } from '../console.ts';
import { daysFrom } from '../logic/calendar.ts';
import { longDay, timeOf } from '../logic/times.ts';
import { beginOverride, onCallOf } from '../model.ts';
import { useWords } from '../words.ts';

interface CalendarDaysProps {
  readonly schedule: Schedule;
  readonly data: OnCallData;
  readonly today: Day;
  readonly day: Day;
}

/** The phone's calendar: two weeks, day by day. */
export function CalendarDays({ schedule, data, today, day: first }: CalendarDaysProps) {
  const console = useOnCall();
  const model = onCallOf(console);
  const { words, locale } = useWords();
  const { zone } = data.policy;
  const nameOf = (id: string): string => data.people.find((person) => person.id === id)?.name ?? id;
  const mayEdit = console.store.viewer.value?.role === 'lead';
  return (
    <ol class="oc-daylist">
      {daysFrom(schedule, zone, first, 14).map(({ day, holidays, parts }) => (
        <li key={day} class={day === today ? 'oc-day-today' : ''} aria-current={day === today ? 'date' : undefined}>
          <h3>
            {longDay(locale, day * 86_400_000, 'UTC')}
            {day === today && <span class="oc-tag">{words.calendar.today}</span>}
            {holidays.length > 0 && <span class="oc-tag">{holidays.join(', ')}</span>}
          </h3>
          <ul>
            {parts.map(({ from, to, people }) => {
              const isWhole = parts.length === 1;
              const text = people.length === 0 ? words.calendar.nobody : people.map(nameOf).join(', ');
              return (
                <li key={from}>
                  <button
                    type="button"
                    class={people.length === 0 ? 'oc-part oc-part-gap' : 'oc-part'}
                    aria-disabled={!mayEdit}
                    onClick={() => {
                      if (mayEdit) beginOverride(model, { from, to, place: 0, person: '' });
                    }}
                  >
                    <span class="oc-part-time">
                      {isWhole
                        ? '00:00 – 24:00'
                        : `${timeOf(from, zone)} – ${to === parts.at(-1)?.to ? '24:00' : timeOf(to, zone)}`}
                    </span>
                    <span>{text}</span>
                  </button>
                </li>
              );
            })}
          </ul>
        </li>
      ))}
    </ol>
  );
}
