import { useState } from 'preact/hooks';
import type { OnCall } from '../../../../shared/protocol/on-call.ts';
import { useOnCall } from '../console.ts';
import { onCallOf } from '../model.ts';
import { failureText, useWords } from '../words.ts';

type Person = OnCall['people'][number];

/** Everybody who is not on call now: here or not, by what they are rung, and what they know. */
export function Team({ people }: { readonly people: readonly Person[] }) {
  const { store } = useOnCall();
  const { words } = useWords();
  const presence = new Map(store.people.value.map((person) => [person.id, person.presence]));
  return (
    <ul class="oc-team">
      {people.map((person) => {
        const state = presence.get(person.id) ?? 'off';
        return (
          <li key={person.id}>
            <span class={`dot presence-${state}`} aria-hidden="true" />
            <div>
              <p>
                <b>{person.name}</b>{' '}
                <span class="meta">
                  {person.role === 'lead' && `${words.now.lead} · `}
                  {store.words.presence[state]} ·{' '}
                  {person.reachable.length > 0
                    ? words.now.rungBy(words.and(person.reachable.map((kind) => words.kinds[kind])))
                    : words.wake.notReachable}
                </span>
              </p>
              <Skills person={person} />
            </div>
          </li>
        );
      })}
    </ul>
  );
}

/** What somebody can be woken for; leads write it down. */
export function Skills({ person }: { readonly person: Person }) {
  const console = useOnCall();
  const { words } = useWords();
  const model = onCallOf(console);
  const [text, setText] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const isLead = console.store.viewer.value?.role === 'lead';
  if (text === null)
    return (
      <p class="oc-skills">
        {person.skills.map((skill) => (
          <span class="oc-tag" key={skill}>
            {skill}
          </span>
        ))}
        {isLead && (
          <button type="button" class="oc-link" onClick={() => setText(person.skills.join(', '))}>
            {person.skills.length > 0
              ? words.calendar.edit
              : `${words.calendar.add}: ${words.now.skills.toLowerCase()}`}
            <span class="hidden"> ({person.name})</span>
          </button>
        )}
      </p>
    );
  const save = async (): Promise<void> => {
    const skills = skillsIn(text);
    const answer = await model.api.saveSkills(person.id, skills);
    if (!answer.ok) return setProblem(failureText(words, answer.code));
    setText(null);
    await model.data.load();
  };
  return (
    <form
      class="oc-form"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <label>
        {words.now.editSkills(person.name)}
        <input class="field" type="text" value={text} onInput={(event) => setText(event.currentTarget.value)} />
      </label>
      <p class="meta">{words.now.skillsHint}</p>
      {problem !== null && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
      <div class="oc-row">
        <button type="submit" class="button button-primary">
          {words.now.saveSkills}
        </button>
        <button type="button" class="button button-quiet" onClick={() => setText(null)}>
          {words.alerts.cancel}
        </button>
      </div>
    </form>
  );
}

/** Words with commas between them, as the server takes them: letters, digits and hyphens. */
const skillsIn = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;]/)
      .map((word) =>
        word
          .trim()
          .toLowerCase()
          .replace(/\s+/g, '-')
          .replace(/[^\p{L}\p{N}-]/gu, '')
          .slice(0, 30),
      )
      .filter((word) => word !== ''),
  ),
];
