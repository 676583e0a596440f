import { useMemo } from 'preact/hooks';
import { DEFAULT_POLICY, type Policy } from '../../../../shared/domain/kernel/policy.ts';
import type { Problem } from '../../../../shared/domain/kernel/problem.ts';
import { checkPolicy } from '../../../../shared/domain/on-call/policy-check.ts';
import type { OnCallData } from '../api.ts';
import { useOnCall } from '../console.ts';
import type { FormContext } from '../Fields.tsx';
import { Loaded } from '../Loaded.tsx';
import { onCallOf } from '../model.ts';
import { Sleep } from '../now/Sleep.tsx';
import { SaveBar } from '../SaveBar.tsx';
import { useWords } from '../words.ts';
import { LadderForm } from './LadderForm.tsx';
import { PolicyTimes } from './PolicyTimes.tsx';
import { Preview } from './Preview.tsx';
import { RungsForm } from './RungsForm.tsx';

/** What happens when nobody answers, in sentences, beside what it would lead to. */
export function PolicyScreen() {
  const model = onCallOf(useOnCall());
  return (
    <main class="oc-screen oc-policy">
      <Loaded of={model.data}>{(data) => <PolicyEditor data={data} />}</Loaded>
    </main>
  );
}

const KINDS = ['connect', 'reply', 'promise', 'review'] as const;

function PolicyEditor({ data }: { readonly data: OnCallData }) {
  const console = useOnCall();
  const model = onCallOf(console);
  const { words } = useWords();
  const policy = model.policy.draft.value ?? data.policy;
  const isLead = console.store.viewer.value?.role === 'lead';
  const problems = useProblems(data, policy);
  const context: FormContext = { data, problems };
  const edit = (next: Policy): void => model.policy.edit(next);
  return (
    <>
      <fieldset class="oc-policy-main" disabled={!isLead}>
        <legend class="hidden">{words.policy.title}</legend>
        <header class="oc-head">
          <h2>{words.policy.title}</h2>
          {isLead && (
            <button
              type="button"
              class="button"
              onClick={() => edit({ ...DEFAULT_POLICY, zone: policy.zone, holding: policy.holding })}
            >
              {words.policy.defaults}
            </button>
          )}
        </header>
        {!isLead && <p class="meta">{words.policy.readOnly}</p>}
        {KINDS.map((kind) => (
          <RungsForm key={kind} kind={kind} policy={policy} context={context} onChange={edit} />
        ))}
        <LadderForm rhythm="staffed" policy={policy} context={context} onChange={edit} />
        <LadderForm rhythm="unstaffed" policy={policy} context={context} onChange={edit} />
        <PolicyTimes policy={policy} context={context} onChange={edit} />
      </fieldset>
      <aside class="oc-policy-side">
        {isLead && <SaveBar editor={model.policy} problems={problems} />}
        <Preview policy={policy} data={data} problems={problems} />
        <Sleep hint={words.preview.budgetHint} />
      </aside>
    </>
  );
}

function useProblems(data: OnCallData, policy: Policy): readonly Problem[] {
  const model = onCallOf(useOnCall());
  const found = useMemo(() => {
    const people = data.people.map(({ id, name, reachable }) => ({ id, name, reachable: reachable.length > 0 }));
    const skills = data.people.filter(({ reachable }) => reachable.length > 0).flatMap((person) => person.skills);
    return checkPolicy(policy, { people, skills });
  }, [data, policy]);
  const known = new Set(found.map(({ code, at }) => `${code} ${at}`));
  return [...found, ...model.policy.problems.value.filter(({ code, at }) => !known.has(`${code} ${at}`))];
}
