import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';
import type { Problem } from '../../../../shared/domain/problem.ts';
import { WarnIcon } from '../../../base/icons.tsx';
import { problemsAt, problemText } from '../../logic/on-call-problems.ts';
import type { OnCallData } from '../../services/on-call-api.ts';
import { useConsole } from '../context.ts';
import { useWords } from './words.ts';

/** What forms of schedule and policy know of the world. */
export interface FormContext {
  readonly data: OnCallData;
  readonly problems: readonly Problem[];
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
  const { ticker } = useConsole();
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
