import type { Policy } from '../../../../shared/domain/kernel/policy.ts';
import { type FormContext, Labelled, ProblemsAt, TimeInput } from '../Fields.tsx';
import { NumberSentence } from '../NumberField.tsx';
import { useWords } from '../words.ts';

interface PolicyTimesProps {
  readonly policy: Policy;
  readonly context: FormContext;
  onChange(policy: Policy): void;
}

/** What was promised, and the times that hold for all waits. */
export function PolicyTimes({ policy, context, onChange }: PolicyTimesProps) {
  const { words } = useWords();
  const change = (part: Partial<Policy>): void => onChange({ ...policy, ...part });
  const { night } = policy;
  return (
    <>
      <section class="oc-rungs">
        <h3>{words.policy.targets}</h3>
        <NumberSentence
          words={words.policy.connect}
          value={policy.targets.connect}
          onChange={(connect) => change({ targets: { ...policy.targets, connect } })}
        />
        <NumberSentence
          words={words.policy.reply}
          value={policy.targets.reply}
          onChange={(reply) => change({ targets: { ...policy.targets, reply } })}
        />
        <ProblemsAt of={context} at="targets" />
      </section>
      <section class="oc-rungs">
        <h3>{words.policy.times}</h3>
        {(['silence', 'acknowledgedSilent', 'recheck', 'ownerCheck'] as const).map((key) => (
          <div key={key}>
            <NumberSentence
              words={words.policy[key]}
              value={policy[key]}
              onChange={(value) => change({ [key]: value })}
            />
            <ProblemsAt of={context} at={key} />
          </div>
        ))}
        <NumberSentence
          words={words.policy.reviewWithin}
          value={Math.round(policy.reviewWithin / 3600)}
          onChange={(hours) => change({ reviewWithin: hours * 3600 })}
        />
        <ProblemsAt of={context} at="reviewWithin" />
        <p class="oc-sentence">
          {words.policy.night[0]}{' '}
          <TimeInput
            label={words.policy.night[0]}
            value={night.from}
            onInput={(value) => change({ night: { ...night, from: value } })}
          />{' '}
          {words.policy.night[1]}{' '}
          <TimeInput
            label={`${words.policy.night[0]} … ${words.policy.night[1]}`}
            value={night.to}
            onInput={(value) => change({ night: { ...night, to: value } })}
          />
        </p>
        <ProblemsAt of={context} at="night" />
        <p class="oc-sentence">
          {words.policy.morning[0]}{' '}
          <TimeInput
            label={words.policy.morning[0]}
            value={policy.morning}
            onInput={(value) => change({ morning: value })}
          />
        </p>
        <ProblemsAt of={context} at="morning" />
        <ProblemsAt of={context} at="holding" />
        <Labelled label={words.policy.zone}>
          {(id) => (
            <>
              <input
                id={id}
                class="field"
                type="text"
                list={`${id}-zones`}
                value={policy.zone}
                onInput={(event) => change({ zone: event.currentTarget.value.trim() })}
              />
              <datalist id={`${id}-zones`}>
                {ZONES.map((zone) => (
                  <option key={zone} value={zone} />
                ))}
              </datalist>
            </>
          )}
        </Labelled>
        <p class="meta">{words.policy.zoneHint}</p>
        <ProblemsAt of={context} at="zone" />
      </section>
    </>
  );
}

const ZONES: readonly string[] = Intl.supportedValuesOf('timeZone');
