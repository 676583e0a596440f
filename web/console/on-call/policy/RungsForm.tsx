import type { Act, Policy, Rung, When } from '../../../../shared/domain/kernel/policy.ts';
import { CloseIcon } from '../../../base/icons.tsx';
import { type FormContext, ProblemsAt } from '../Fields.tsx';
import { replaced } from '../logic/draft.ts';
import { withRungs } from '../logic/policy.ts';
import { NumberField } from '../NumberField.tsx';
import { useWords } from '../words.ts';

type RungKind = keyof Policy['rungs'];

const WHENS: readonly When[] = ['staffed', 'staffed.night', 'unstaffed', 'always'];
const ACTS: readonly Act[] = ['nudge.assignee', 'nudge.team', 'tell.lead', 'page'];
const NEW: Readonly<Record<RungKind, Rung>> = {
  connect: { after: 60, when: 'staffed', act: 'nudge.team' },
  reply: { after: 600, when: 'always', act: 'tell.lead' },
  promise: { after: -600, when: 'always', act: 'nudge.team' },
  review: { after: 0, when: 'always', act: 'tell.lead' },
};

interface RungsFormProps {
  readonly kind: RungKind;
  readonly policy: Policy;
  readonly context: FormContext;
  onChange(policy: Policy): void;
}

/** The steps of one kind of wait, each a sentence: "After [40] s, when somebody is there: nudge the whole team". */
export function RungsForm({ kind, policy, context, onChange }: RungsFormProps) {
  const { words } = useWords();
  const rungs = policy.rungs[kind];
  const change = (next: readonly Rung[]): void => onChange(withRungs(policy, kind, next));
  const at = `rungs.${kind}`;
  return (
    <section class="oc-rungs">
      <h3>{words.policy.rungs[kind]}</h3>
      {rungs.length === 0 && <p class="meta">{words.policy.none}</p>}
      <ol>
        {rungs.map((rung, index) => (
          <li key={index}>
            <RungLine
              rung={rung}
              number={index + 1}
              hasSign={kind === 'promise' || kind === 'review'}
              onChange={(next) => change(replaced(rungs, index, next))}
            />
            <ProblemsAt of={context} at={`${at}.${index}`} />
          </li>
        ))}
      </ol>
      <ProblemsAt of={context} at={at} own />
      <button type="button" class="button" onClick={() => change([...rungs, NEW[kind]])}>
        {words.policy.addRung}
      </button>
    </section>
  );
}

interface RungLineProps {
  readonly rung: Rung;
  readonly number: number;
  /** counts from a due time, so it can be before it */
  readonly hasSign: boolean;
  /** undefined: taken out */
  onChange(rung: Rung | undefined): void;
}

function RungLine({ rung, number, hasSign, onChange }: RungLineProps) {
  const { words } = useWords();
  const { policy } = words;
  const isBefore = rung.after < 0;
  const sign = isBefore ? -1 : 1;
  return (
    <div class="oc-sentence">
      {hasSign ? (
        <select
          class="field"
          aria-label={`${policy.sign} (${number})`}
          value={isBefore ? 'before' : 'after'}
          onChange={({ currentTarget: { value } }) =>
            onChange({ ...rung, after: value === 'before' ? -Math.max(1, Math.abs(rung.after)) : Math.abs(rung.after) })
          }
        >
          <option value="before">{policy.before}</option>
          <option value="after">{policy.after}</option>
        </select>
      ) : (
        <span>{policy.after}</span>
      )}
      <NumberField
        value={Math.abs(rung.after)}
        label={`${policy.afterLabel} (${number})`}
        onChange={(after) => onChange({ ...rung, after: sign * after })}
      />
      <span>{policy.sec},</span>
      <select
        class="field"
        aria-label={`${policy.whenLabel} (${number})`}
        value={rung.when}
        onChange={(event) => onChange({ ...rung, when: event.currentTarget.value as When })}
      >
        {WHENS.map((when) => (
          <option key={when} value={when}>
            {policy.when[when]}
          </option>
        ))}
      </select>
      <span>:</span>
      <select
        class="field"
        aria-label={`${policy.actLabel} (${number})`}
        value={rung.act}
        onChange={(event) => onChange({ ...rung, act: event.currentTarget.value as Act })}
      >
        {ACTS.map((act) => (
          <option key={act} value={act}>
            {policy.act[act]}
          </option>
        ))}
      </select>
      <button
        type="button"
        class="icon-button"
        aria-label={`${policy.removeRung} (${number})`}
        title={policy.removeRung}
        onClick={() => onChange(undefined)}
      >
        <CloseIcon size={16} />
      </button>
    </div>
  );
}
