import type { Hours } from '../../../../shared/domain/on-call/schedule/types.ts';
import { CloseIcon } from '../../../base/icons.tsx';
import { type FormContext, ProblemsAt, TimeInput } from '../Fields.tsx';
import { NEW_HOURS, replaced } from '../logic/draft.ts';
import { weekdayText } from '../logic/times.ts';
import { useWords } from '../words.ts';

interface HoursFieldProps {
  readonly hours: readonly Hours[];
  /** path of the list, where its problems are */
  readonly at: string;
  readonly context: FormContext;
  onChange(hours: readonly Hours[]): void;
}

/** Hours of a week, line by line: days, from, to; what ends before it begins ends on the next day. */
export function HoursField({ hours, at, context, onChange }: HoursFieldProps) {
  const { words, locale } = useWords();
  const { calendar } = words;
  return (
    <div class="oc-hours">
      {hours.map((one, index) => {
        const change = (part: Partial<Hours>): void => onChange(replaced(hours, index, { ...one, ...part }));
        return (
          <div class="oc-hours-line" key={index}>
            <fieldset>
              <legend class="hidden">{calendar.hoursDays}</legend>
              {[1, 2, 3, 4, 5, 6, 7].map((day) => (
                <label key={day} class="oc-weekday">
                  <input
                    type="checkbox"
                    checked={one.days.includes(day)}
                    aria-label={weekdayText(locale, day, 'long')}
                    onChange={(event) =>
                      change({
                        days: event.currentTarget.checked
                          ? [...one.days, day].sort((a, b) => a - b)
                          : one.days.filter((other) => other !== day),
                      })
                    }
                  />
                  <span aria-hidden="true">{weekdayText(locale, day)}</span>
                </label>
              ))}
            </fieldset>
            <div class="oc-row">
              <TimeInput label={calendar.from} value={one.from} onInput={(value) => change({ from: value })} />
              <span>–</span>
              <TimeInput label={calendar.to} value={one.to} onInput={(value) => change({ to: value })} />
              {one.to <= one.from && <span class="meta">{calendar.nextDay}</span>}
              <button
                type="button"
                class="icon-button"
                aria-label={calendar.removeHours}
                onClick={() => onChange(replaced(hours, index, undefined))}
              >
                <CloseIcon size={16} />
              </button>
            </div>
            <ProblemsAt of={context} at={`${at}.${index}`} />
          </div>
        );
      })}
      <button type="button" class="button" onClick={() => onChange([...hours, NEW_HOURS])}>
        {calendar.addHours}
      </button>
    </div>
  );
}
