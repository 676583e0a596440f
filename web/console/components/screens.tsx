import { onCallOf } from '../logic/names.ts';
import { useConsole } from './context.ts';
import { Me } from './Me.tsx';

/** Who is rung, in order, and who is here. */
export function OnCallScreen() {
  const { store } = useConsole();
  const { words } = store;
  const onCall = onCallOf(store.people.value);
  const others = store.people.value.filter((person) => person.onCall === undefined);
  if (store.viewer.value === null) return <div class="screen" />; // not known yet
  return (
    <div class="screen">
      {onCall.length === 0 ? <p>{words.onCall.nobody}</p> : <People people={onCall} ordered />}
      {others.length > 0 && <h2>{words.onCall.team}</h2>}
      <People people={others} />
    </div>
  );
}

function People({
  people,
  ordered = false,
}: {
  readonly people: ReturnType<typeof onCallOf>;
  readonly ordered?: boolean;
}) {
  const { words } = useConsole().store;
  return (
    <ul class="people">
      {people.map((person, i) => (
        <li key={person.id}>
          <span class={`dot presence-${person.presence}`} aria-hidden="true" />
          <b>{person.name}</b>
          <span class="meta">
            {person.role === 'lead' && `${words.onCall.lead} · `}
            {words.presence[person.presence]}
          </span>
          {ordered && <span class="place">{i === 0 ? words.onCall.first : words.onCall.thenOne}</span>}
        </li>
      ))}
    </ul>
  );
}

export function MeScreen() {
  const { store } = useConsole();
  return (
    <div class="screen">
      <Me />
      <p class="meta">{store.words.me.add}</p>
    </div>
  );
}
