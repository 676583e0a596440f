import { useState } from 'preact/hooks';
import type { Rotation } from '../../../../shared/domain/on-call/schedule/types.ts';
import { type FormProps, Labelled, MomentField, PlaceField, ProblemsAt } from '../Fields.tsx';
import { NEW_HOURS } from '../logic/draft.ts';
import { useWords } from '../words.ts';
import { HoursField } from './HoursField.tsx';
import { PeopleField } from './PeopleField.tsx';

/** Turns that are offered by name, in days; any other is written as a number. */
const TURNS = [1, 7, 14] as const;

/** Who takes turns, how long each lasts, and at which hours. */
export function RotationForm({ entry, at, context, onChange }: FormProps<Rotation>) {
  const { words } = useWords();
  const { calendar } = words;
  const change = (part: Partial<Rotation>): void => onChange({ ...entry, ...part });
  const [isOther, setOther] = useState(!TURNS.some((days) => days === entry.days));
  return (
    <>
      <PlaceField place={entry.place} onPick={(place) => change({ place })} />
      <PeopleField
        label={calendar.people}
        people={entry.people}
        data={context.data}
        onChange={(people) => change({ people })}
      />
      <ProblemsAt of={context} at={`${at}.people`} />
      <div class="oc-pair">
        <Labelled label={calendar.turn}>
          {(id) => (
            <select
              id={id}
              class="field"
              value={isOther ? 'other' : String(entry.days)}
              onChange={({ currentTarget: { value } }) => {
                setOther(value === 'other');
                if (value !== 'other') change({ days: Number(value) });
              }}
            >
              <option value="1">{calendar.turnDay}</option>
              <option value="7">{calendar.turnWeek}</option>
              <option value="14">{calendar.turnTwoWeeks}</option>
              <option value="other">{calendar.turnOther}</option>
            </select>
          )}
        </Labelled>
        {isOther && (
          <Labelled label={calendar.turnDays}>
            {(id) => (
              <input
                id={id}
                type="number"
                class="field"
                min={1}
                max={366}
                value={entry.days}
                onInput={(event) => change({ days: Number(event.currentTarget.value) })}
              />
            )}
          </Labelled>
        )}
        <MomentField
          label={calendar.handoff}
          type="time"
          value={entry.handoff}
          onInput={(value) => change({ handoff: value })}
        />
      </div>
      <div class="oc-pair">
        <MomentField
          label={calendar.start}
          type="date"
          value={entry.start}
          onInput={(value) => change({ start: value })}
        />
        <MomentField
          label={`${calendar.until} (${calendar.never})`}
          type="date"
          value={entry.until ?? ''}
          onInput={(value) => {
            const { until: _, ...endless } = entry;
            onChange(value === '' ? endless : { ...entry, until: value });
          }}
        />
      </div>
      {(['days', 'handoff', 'start', 'until', 'place'] as const).map((key) => (
        <ProblemsAt key={key} of={context} at={`${at}.${key}`} />
      ))}
      <label class="switch">
        <input
          type="checkbox"
          checked={entry.hours !== undefined}
          onChange={(event) => {
            const { hours: _, ...always } = entry;
            onChange(event.currentTarget.checked ? { ...entry, hours: [NEW_HOURS] } : always);
          }}
        />
        {calendar.onlyHours}
      </label>
      {entry.hours && (
        <HoursField hours={entry.hours} at={`${at}.hours`} context={context} onChange={(hours) => change({ hours })} />
      )}
      <ProblemsAt of={context} at={`${at}.hours`} own />
    </>
  );
}
