import { useEffect, useState } from 'preact/hooks';
import { CallForm, useCall } from '../alarm/CallForm.tsx';
import type { OnCallData } from './api.ts';
import { useOnCall } from './console.ts';
import { Loaded } from './Loaded.tsx';
import { onCallOf } from './model.ts';
import { useWords } from './words.ts';

/** Wakes a specialist by skill or by name, with a reason: a page of its own. */
export function WakeSheet() {
  const model = onCallOf(useOnCall());
  return <Loaded of={model.data}>{(data) => <WakeForm data={data} />}</Loaded>;
}

function WakeForm({ data }: { readonly data: OnCallData }) {
  const { store, actions } = useOnCall();
  const { words } = useWords();
  const { wake } = words;
  const skills = [...new Set(data.people.flatMap((person) => person.skills))].sort();
  const [who, setWho] = useState<string>('');
  const [reason, setReason] = useState('');
  const { calling, call } = useCall(wake.failed);
  const conversation = store.selected.value;
  const others = data.people.filter(({ id }) => id !== store.viewer.value?.id);
  useEffect(() => {
    if (who === '' && skills.length > 0) setWho(`skill ${skills[0]}`);
  }, []);
  const raise = (): void => {
    if (who === '' || reason.trim() === '') return;
    const [kind, ...rest] = who.split(' ');
    const named = rest.join(' ');
    call(() => actions.wake(kind === 'skill' ? { skill: named } : { person: named }, reason.trim(), conversation));
  };
  const choice = (value: string, label: string, isReachable: boolean) => (
    <label class="chip" key={value}>
      <input type="radio" name="who" checked={who === value} onChange={() => setWho(value)} disabled={!isReachable} />
      {isReachable ? label : `${label} (${wake.notReachable})`}
    </label>
  );
  return (
    <CallForm
      calling={calling}
      words={{ call: wake.wake, calling: wake.waking, cancel: wake.cancel }}
      isIncomplete={who === ''}
      onCall={raise}
    >
      <p class="meta">{wake.hint}</p>
      <fieldset disabled={calling.busy}>
        <legend>{wake.bySkill}</legend>
        {skills.length === 0 && <p class="meta">{wake.noSkills}</p>}
        <div class="chips">
          {skills.map((skill) => {
            const able = others.filter((person) => person.skills.includes(skill) && person.reachable.length > 0);
            const names = able.map(({ name }) => name).join(', ');
            return choice(`skill ${skill}`, names === '' ? skill : `${skill}: ${names}`, able.length > 0);
          })}
        </div>
      </fieldset>
      <fieldset disabled={calling.busy}>
        <legend>{wake.byName}</legend>
        <div class="chips">
          {others.map(({ id, name, reachable }) => choice(`person ${id}`, name, reachable.length > 0))}
        </div>
      </fieldset>
      <fieldset disabled={calling.busy}>
        <legend>{wake.reason}</legend>
        <input
          type="text"
          class="field"
          required
          maxLength={400}
          aria-label={wake.reason}
          value={reason}
          onInput={(event) => setReason(event.currentTarget.value)}
        />
      </fieldset>
      {conversation !== null && <p>{wake.about(store.names.value.customer(store.card.value ?? undefined))}</p>}
    </CallForm>
  );
}
