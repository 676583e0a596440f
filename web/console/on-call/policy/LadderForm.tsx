import type { Ladder, LadderStep, Policy, Who } from '../../../../shared/domain/kernel/policy.ts';
import { PLACES } from '../../../../shared/domain/on-call/schedule/types.ts';
import { CloseIcon } from '../../../base/icons.tsx';
import type { OnCallData } from '../api.ts';
import { type FormContext, ProblemsAt } from '../Fields.tsx';
import { replaced } from '../logic/draft.ts';
import { whoKey, whoOf, withLadder, withStep } from '../logic/policy.ts';
import { NumberField, NumberSentence } from '../NumberField.tsx';
import { useWords } from '../words.ts';

interface LadderFormProps {
  readonly rhythm: keyof Policy['ladders'];
  readonly policy: Policy;
  readonly context: FormContext;
  onChange(policy: Policy): void;
}

/** Whom a page rings, step by step, and how it goes on after the last. */
export function LadderForm({ rhythm, policy, context, onChange }: LadderFormProps) {
  const { words } = useWords();
  const ladder = policy.ladders[rhythm];
  const at = `ladders.${rhythm}`;
  const change = (next: Ladder): void => onChange(withLadder(policy, rhythm, next));
  const step = (index: number, next: LadderStep | undefined): void =>
    change({ ...ladder, steps: replaced(ladder.steps, index, next) });
  return (
    <section class="oc-rungs">
      <h3>{words.policy.ladders[rhythm]}</h3>
      <ol>
        {ladder.steps.map((one, index) => (
          <li key={index}>
            <div class="oc-sentence">
              <span>{words.policy.ladderStep[0]}</span>
              <NumberField
                value={one.after}
                label={`${words.policy.afterLabel} (${index + 1})`}
                onChange={(after) => step(index, { ...one, after })}
              />
              <span>{words.policy.ladderStep[1]}</span>
              <PickWho
                who={one.who}
                label={`${words.policy.who} (${index + 1})`}
                data={context.data}
                onPick={(who) => step(index, { ...one, who })}
              />
              <button
                type="button"
                class="icon-button"
                aria-label={`${words.policy.removeRung} (${index + 1})`}
                title={words.policy.removeRung}
                onClick={() => step(index, undefined)}
              >
                <CloseIcon size={16} />
              </button>
            </div>
            <ProblemsAt of={context} at={`${at}.steps.${index}`} />
          </li>
        ))}
      </ol>
      <ProblemsAt of={context} at={`${at}.steps`} own />
      <button type="button" class="button" onClick={() => change(withStep(ladder))}>
        {words.policy.addRung}
      </button>
      <NumberSentence
        words={words.policy.repeat}
        value={ladder.repeat}
        onChange={(repeat) => change({ ...ladder, repeat })}
      />
      <ProblemsAt of={context} at={`${at}.repeat`} />
      {rhythm === 'unstaffed' && <ProblemsAt of={context} at="ladders" own />}
    </section>
  );
}

interface PickWhoProps {
  readonly who: Who;
  readonly label: string;
  readonly data: OnCallData;
  onPick(who: Who): void;
}

function PickWho({ who, label, data, onPick }: PickWhoProps) {
  const { words } = useWords();
  const { whos } = words.policy;
  const places = [whos.first, whos.second, whos.third].slice(0, PLACES);
  const skills = [...new Set(data.people.flatMap((person) => person.skills))].sort();
  const key = whoKey(who);
  const known = new Set([
    'everyone',
    ...places.map((_, place) => String(place)),
    ...data.people.map(({ id }) => whoKey({ person: id })),
    ...skills.map((skill) => whoKey({ skill })),
  ]);
  return (
    <select class="field" aria-label={label} value={key} onChange={(event) => onPick(whoOf(event.currentTarget.value))}>
      {!known.has(key) && <option value={key}>{key.replace(/^\w+ /, '')}</option>}
      <optgroup label={words.policy.onCall}>
        {places.map((place, index) => (
          <option key={place} value={String(index)}>
            {place}
          </option>
        ))}
        <option value="everyone">{whos.everyone}</option>
      </optgroup>
      <optgroup label={words.policy.people}>
        {data.people.map(({ id, name }) => (
          <option key={id} value={whoKey({ person: id })}>
            {name}
          </option>
        ))}
      </optgroup>
      {skills.length > 0 && (
        <optgroup label={words.policy.skills}>
          {skills.map((skill) => (
            <option key={skill} value={whoKey({ skill })}>
              {whos.skill(skill)}
            </option>
          ))}
        </optgroup>
      )}
    </select>
  );
}
