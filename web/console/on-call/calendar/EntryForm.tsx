import { useEffect, useRef } from 'preact/hooks';
import type { Entry, Holiday, Override } from '../../../../shared/domain/on-call/schedule/types.ts';
import { type FormProps, Labelled, MomentField, PickPerson, PlaceField, ProblemsAt } from '../Fields.tsx';
import { useWords } from '../words.ts';
import { PeopleField } from './PeopleField.tsx';
import { RotationForm } from './RotationForm.tsx';

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
          <MomentField
            label={calendar[key]}
            type="datetime-local"
            value={entry[key]}
            onInput={(value) => change({ [key]: value })}
          />
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
        <MomentField
          label={calendar.start}
          type="date"
          value={entry.from}
          onInput={(value) => change({ from: value })}
        />
        <MomentField label={calendar.lastDay} type="date" value={entry.to} onInput={(value) => change({ to: value })} />
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
