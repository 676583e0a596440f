import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Problem } from '../../../shared/domain/kernel/problem.ts';
import { type Entry, PLACES } from '../../../shared/domain/on-call/schedule/types.ts';
import { WarnIcon } from '../../base/icons.tsx';
import type { OnCallData } from './api.ts';
import { useOnCall } from './console.ts';
import { problemsAt, problemText } from './logic/problems.ts';
import { useWords } from './words.ts';

/** What forms of schedule and policy know of the world. */
export interface FormContext {
  readonly data: OnCallData;
  readonly problems: readonly Problem[];
}

/** What the form of one entry of the schedule is given. */
export interface FormProps<E extends Entry> {
  readonly entry: E;
  /** path of the entry, where its problems are */
  readonly at: string;
  readonly context: FormContext;
  onChange(entry: E): void;
}

/** The problems of a place and below, each in its sentence; a warning is said as one. */
export function ProblemsAt({
  of: { data, problems },
  at,
  own = false,
}: {
  readonly of: FormContext;
  readonly at: string;
  /** only of the place itself, not of what is below it */
  readonly own?: boolean;
}) {
  const { ticker } = useOnCall();
  const { words, locale } = useWords();
  const here = own ? problems.filter((problem) => problem.at === at) : problemsAt(problems, at);
  if (here.length === 0) return null;
  const context = {
    words,
    locale,
    zone: data.policy.zone,
    now: ticker.now(),
    nameOf: (id: string) => data.people.find((person) => person.id === id)?.name ?? id,
  };
  const sentences = [...new Map(here.map((problem) => [problemText(problem, context), problem]))];
  return (
    <ul class="oc-problems">
      {sentences.map(([text, { level }]) => (
        <li key={text} class={level === 'error' ? 'oc-problem-error' : 'oc-problem-warning'}>
          <WarnIcon size={14} /> {text}
        </li>
      ))}
    </ul>
  );
}

export function Labelled({ label, children }: { readonly label: string; children(id: string): ComponentChildren }) {
  const id = useId();
  return (
    <div class="oc-field">
      <label for={id}>{label}</label>
      {children(id)}
    </div>
  );
}

interface MomentProps {
  readonly label: string;
  readonly type: 'date' | 'time' | 'datetime-local';
  readonly value: string;
  /** in the form that the browser writes it in: `2026-11-02`, `09:00`, `2026-11-02T09:00` */
  onInput(value: string): void;
}

/** A day, a time or both, in the browser's own field under its name. */
export function MomentField({ label, type, value, onInput }: MomentProps) {
  return (
    <Labelled label={label}>
      {(id) => (
        <input
          id={id}
          type={type}
          class="field"
          value={value}
          onInput={(event) => onInput(event.currentTarget.value.slice(0, 16))}
        />
      )}
    </Labelled>
  );
}

interface TimeInputProps {
  readonly label: string | undefined;
  readonly value: string;
  onInput(value: string): void;
}

/** A time within a sentence; its name is for those who do not see the sentence. */
export function TimeInput({ label, value, onInput }: TimeInputProps) {
  return (
    <input
      type="time"
      class="field"
      aria-label={label}
      value={value}
      onInput={(event) => onInput(event.currentTarget.value)}
    />
  );
}

interface PickPersonProps {
  readonly id: string;
  readonly value: string;
  readonly data: OnCallData;
  readonly empty?: string;
  readonly label?: string;
  onPick(person: string): void;
}

/** One of the team; somebody who left stays visible as who they were. */
export function PickPerson({ id, value, data, empty, label, onPick }: PickPersonProps) {
  const { words } = useWords();
  const isKnown = value === '' || data.people.some((person) => person.id === value);
  return (
    <select
      id={id}
      class="field"
      value={value}
      aria-label={label}
      onChange={(event) => onPick(event.currentTarget.value)}
    >
      <option value="">{empty ?? words.calendar.choose}</option>
      {!isKnown && <option value={value}>{words.calendar.unknown(value)}</option>}
      {data.people.map((person) => (
        <option key={person.id} value={person.id}>
          {person.name}
          {person.reachable.length === 0 ? ` (${words.wake.notReachable})` : ''}
        </option>
      ))}
    </select>
  );
}

/** Who is called first, second or third. */
export function PlaceField({ place, onPick }: { readonly place: number; onPick(place: number): void }) {
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
