import { useEffect, useRef, useState } from 'preact/hooks';
import {
  type Entry,
  type Holiday,
  type Override,
  PLACES,
  type Rotation,
} from '../../../../shared/domain/schedule/types.ts';
import { NEW_HOURS } from '../../logic/on-call-draft.ts';
import { type FormContext, Labelled, PickPerson, ProblemsAt } from './Fields.tsx';
import { HoursField } from './HoursField.tsx';
import { PeopleField } from './PeopleField.tsx';
import { useWords } from './words.ts';

interface FormProps<E extends Entry> {
  readonly entry: E;
  /** path of the entry, where its problems are */
  readonly at: string;
  readonly context: FormContext;
  onChange(entry: E): void;
}

/** One entry's form. Each change shows in the calendar at once; nothing is saved by it. */
export function EntryForm({ entry, ...rest }: FormProps<Entry>) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    box.current?.querySelector<HTMLElement>('select, input')?.focus();
    box.current?.scrollIntoView({ block: 'nearest' });
  }, []);
  return (
    <div class="oc-entry-form" ref={box}>
      {entry.kind === 'rotation' && <RotationForm entry={entry} {...rest} />}
      {entry.kind === 'override' && <OverrideForm entry={entry} {...rest} />}
      {entry.kind === 'holiday' && <HolidayForm entry={entry} {...rest} />}
    </div>
  );
}

function PlaceField({ place, onPick }: { readonly place: number; onPick(place: number): void }) {
  const { words } = useWords();
  const { calendar } = words;
  return (
    <Labelled label={calendar.placeLabel}>
      {(id) => (
        <select
          id={id}
          class="field"
          value={String(place)}
          onChange={(event) => onPick(Number(event.currentTarget.value))}
        >
          {Array.from({ length: PLACES }, (_, one) => (
            <option key={one} value={String(one)}>
              {calendar.places[one]}
            </option>
          ))}
        </select>
      )}
    </Labelled>
  );
}

const TURNS = [1, 7, 14] as const;

function RotationForm({ entry, at, context, onChange }: FormProps<Rotation>) {
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
        <Labelled label={calendar.handoff}>
          {(id) => (
            <input
              id={id}
              type="time"
              class="field"
              value={entry.handoff}
              onInput={(event) => change({ handoff: event.currentTarget.value })}
            />
          )}
        </Labelled>
      </div>
      <div class="oc-pair">
        <Labelled label={calendar.start}>
          {(id) => (
            <input
              id={id}
              type="date"
              class="field"
              value={entry.start}
              onInput={(event) => change({ start: event.currentTarget.value })}
            />
          )}
        </Labelled>
        <Labelled label={`${calendar.until} (${calendar.never})`}>
          {(id) => (
            <input
              id={id}
              type="date"
              class="field"
              value={entry.until ?? ''}
              onInput={({ currentTarget: { value } }) => {
                const { until: _, ...endless } = entry;
                onChange(value === '' ? endless : { ...entry, until: value });
              }}
            />
          )}
        </Labelled>
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

function OverrideForm({ entry, at, context, onChange }: FormProps<Override>) {
  const { words } = useWords();
  const { calendar } = words;
  const change = (part: Partial<Override>): void => onChange({ ...entry, ...part });
  return (
    <>
      <Labelled label={calendar.person}>
        {(id) => (
          <PickPerson id={id} value={entry.person} data={context.data} onPick={(person) => change({ person })} />
        )}
      </Labelled>
      <ProblemsAt of={context} at={`${at}.person`} />
      <PlaceField place={entry.place} onPick={(place) => change({ place })} />
      {(['from', 'to'] as const).map((key) => (
        <div key={key}>
          <Labelled label={calendar[key]}>
            {(id) => (
              <input
                id={id}
                type="datetime-local"
                class="field"
                value={entry[key]}
                onInput={(event) => change({ [key]: event.currentTarget.value.slice(0, 16) })}
              />
            )}
          </Labelled>
          <ProblemsAt of={context} at={`${at}.${key}`} />
        </div>
      ))}
    </>
  );
}

function HolidayForm({ entry, at, context, onChange }: FormProps<Holiday>) {
  const { words } = useWords();
  const { calendar } = words;
  const change = (part: Partial<Holiday>): void => onChange({ ...entry, ...part });
  return (
    <>
      <Labelled label={calendar.name}>
        {(id) => (
          <input
            id={id}
            type="text"
            class="field"
            maxLength={60}
            value={entry.name}
            onInput={(event) => change({ name: event.currentTarget.value })}
          />
        )}
      </Labelled>
      <div class="oc-pair">
        <Labelled label={calendar.start}>
          {(id) => (
            <input
              id={id}
              type="date"
              class="field"
              value={entry.from}
              onInput={(event) => change({ from: event.currentTarget.value })}
            />
          )}
        </Labelled>
        <Labelled label={calendar.lastDay}>
          {(id) => (
            <input
              id={id}
              type="date"
              class="field"
              value={entry.to}
              onInput={(event) => change({ to: event.currentTarget.value })}
            />
          )}
        </Labelled>
      </div>
      <ProblemsAt of={context} at={`${at}.from`} />
      <ProblemsAt of={context} at={`${at}.to`} />
      <PeopleField
        label={calendar.holidayPeople}
        people={entry.people}
        data={context.data}
        onChange={(people) => change({ people })}
      />
      {entry.people.length === 0 && <p class="meta">{calendar.holidayNobody}</p>}
      <ProblemsAt of={context} at={`${at}.people`} />
    </>
  );
}
