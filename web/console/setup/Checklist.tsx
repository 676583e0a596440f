import './setup.css';
import { useEffect, useState } from 'preact/hooks';
import type { OnCall } from '../../../shared/protocol/on-call.ts';
import { useOnCall } from '../on-call/console.ts';
import { Loaded } from '../on-call/Loaded.tsx';
import { onCallOf } from '../on-call/model.ts';
import { type StepId, stepsOf, zoneToTake } from './logic/steps.ts';
import { setupWords } from './words.ts';

const zoneHere = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What a lead of a new company sees until its first chat: what is still to be done, each ticked by what is stored. */
export function Checklist() {
  const model = onCallOf(useOnCall());
  const words = setupWords();
  useEffect(() => void model.contacts.load(), [model]);
  return (
    <section class="setup" aria-labelledby="setup-title">
      <h2 id="setup-title">{words.title}</h2>
      <p class="meta">{words.lead}</p>
      <Loaded of={model.data}>{(data) => <Steps data={data} />}</Loaded>
    </section>
  );
}

function Steps({ data }: { readonly data: OnCall }) {
  const model = onCallOf(useOnCall());
  const words = setupWords();
  const here = zoneHere();
  const contacts = model.contacts.value.value?.contacts ?? [];
  useEffect(() => {
    const zone = zoneToTake(data, here);
    if (zone !== null) void saveZone(model, data, zone);
  }, [data.version]);
  return (
    <ol>
      {stepsOf({ data, contacts, here }).map(({ id, isDone }) => (
        <li key={id} class={isDone ? 'setup-done' : undefined}>
          <span class="setup-tick" role="img" aria-label={isDone ? words.done : words.open}>
            {isDone ? '✓' : ''}
          </span>
          <div>
            <h3>{words.steps[id].title}</h3>
            <p>{isDone ? words.steps[id].done : words.steps[id].text}</p>
            {id === 'zone' && <p class="meta">{words.current(data.policy.zone)}</p>}
            {!isDone && <Way id={id} data={data} here={here} />}
          </div>
        </li>
      ))}
    </ol>
  );
}

/** What is to be pressed for a step. */
function Way({ id, data, here }: { readonly id: StepId; readonly data: OnCall; readonly here: string }) {
  const { actions } = useOnCall();
  const words = setupWords();
  if (id === 'snippet') return <Snippet />;
  if (id === 'zone') return <TakeZone data={data} here={here} />;
  if (id === 'team') return null;
  const [label, area] = id === 'alerts' ? [words.toAlerts, 'alerts' as const] : [words.toCalendar, 'calendar' as const];
  return (
    <button type="button" class="button" onClick={() => actions.area(area)}>
      {label}
    </button>
  );
}

/** As `npm run setup` prints it (setup/words.ts). */
function Snippet() {
  const { actions, store } = useOnCall();
  const words = setupWords();
  const [isCopied, setCopied] = useState(false);
  const snippet = `<script async src="${location.origin}/widget/otvet.js" data-workspace="${store.client.value?.welcome?.workspace.id ?? ''}"></script>`;
  return (
    <>
      <pre>
        <code>{snippet}</code>
      </pre>
      <button
        type="button"
        class="button"
        onClick={() =>
          void actions.copyText(snippet).then(
            () => setCopied(true),
            () => undefined, // a browser that lets no page copy: the line can be marked by hand
          )
        }
      >
        {isCopied ? words.copied : words.copy}
      </button>
    </>
  );
}

function TakeZone({ data, here }: { readonly data: OnCall; readonly here: string }) {
  const model = onCallOf(useOnCall());
  const words = setupWords();
  const [hasFailed, setFailed] = useState(false);
  return (
    <>
      <button
        type="button"
        class="button"
        onClick={() => void saveZone(model, data, here).then((isSaved) => setFailed(!isSaved))}
      >
        {words.take(here)}
      </button>
      {hasFailed && <p role="alert">{words.failed}</p>}
    </>
  );
}

/** A colleague who saved meanwhile is not overwritten: the answer is "no", and what is there is loaded anew. */
async function saveZone(
  { api, data: loaded }: ReturnType<typeof onCallOf>,
  { version, policy }: OnCall,
  zone: string,
): Promise<boolean> {
  const answer = await api.savePolicy(version, { ...policy, zone });
  await loaded.load();
  return answer.ok;
}
