import { useEffect, useState } from 'preact/hooks';
import { useConsole } from '../core/context.ts';
import { refusalText } from '../core/refusal-text.ts';
import type { OnCallData } from './api.ts';
import { Loaded } from './Loaded.tsx';
import { onCallOf } from './model.ts';
import { useWords } from './words.ts';

/** Wakes a specialist by skill or by name, with a reason: a page of its own. */
export function WakeSheet() {
  const model = onCallOf(useConsole());
  return <Loaded of={model.data}>{(data) => <WakeForm data={data} />}</Loaded>;
}

function WakeForm({ data }: { readonly data: OnCallData }) {
  const { store, ticker, actions } = useConsole();
  const { words } = useWords();
  const { wake } = words;
  const skills = [...new Set(data.people.flatMap((person) => person.skills))].sort();
  const [who, setWho] = useState<string>('');
  const [reason, setReason] = useState('');
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const conversation = store.selected.value;
  const others = data.people.filter(({ id }) => id !== store.viewer.value?.id);
  useEffect(() => {
    if (who === '' && skills.length > 0) setWho(`skill ${skills[0]}`);
  }, []);
  const raise = (): void => {
    if (state.busy || who === '' || reason.trim() === '') return;
    setState({ busy: true, problem: null });
    const [kind, ...rest] = who.split(' ');
    const named = rest.join(' ');
    actions.wake(kind === 'skill' ? { skill: named } : { person: named }, reason.trim(), conversation).then(
      (code) => {
        if (code === null) store.sheet.value = null;
        else setState({ busy: false, problem: refusalText(store, code, {}, ticker.now()) });
      },
      () => setState({ busy: false, problem: wake.failed }),
    );
  };
  const choice = (value: string, label: string, isReachable: boolean) => (
    <label class="chip" key={value}>
      <input type="radio" name="who" checked={who === value} onChange={() => setWho(value)} disabled={!isReachable} />
      {isReachable ? label : `${label} (${wake.notReachable})`}
    </label>
  );
  return (
    <form
      class="alarm"
      onSubmit={(event) => {
        event.preventDefault();
        raise();
      }}
    >
      <p class="meta">{wake.hint}</p>
      <fieldset disabled={state.busy}>
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
      <fieldset disabled={state.busy}>
        <legend>{wake.byName}</legend>
        <div class="chips">
          {others.map(({ id, name, reachable }) => choice(`person ${id}`, name, reachable.length > 0))}
        </div>
      </fieldset>
      <fieldset disabled={state.busy}>
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
      {state.problem !== null && (
        <p class="problem" role="alert">
          {state.problem}
        </p>
      )}
      <div class="sheet-buttons">
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            store.sheet.value = null;
          }}
        >
          {wake.cancel}
        </button>
        <button type="submit" class="button button-alarm" disabled={state.busy || who === ''}>
          {state.busy ? `${wake.waking}…` : wake.wake}
        </button>
      </div>
    </form>
  );
}
