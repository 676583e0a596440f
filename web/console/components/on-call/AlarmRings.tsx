import { useEffect } from 'preact/hooks';
import { onCallAt } from '../../../../shared/domain/schedule/on-call.ts';
import { onCallOf } from '../../services/on-call.ts';
import { useConsole } from '../context.ts';
import { useWords } from './words.ts';

/** Whom the alarm rings, and by what: "Anna: push and SMS". Nothing until it is known; the names stand there already. */
export function AlarmRings() {
  const console = useConsole();
  const model = onCallOf(console);
  const { words } = useWords();
  useEffect(() => {
    void model.data.load();
  }, []);
  const data = model.data.value.value;
  if (!data) return null;
  const onCall = onCallAt(data.schedule, data.policy.zone, console.ticker.now());
  const people = onCall.flatMap((id) => data.people.find((person) => person.id === id) ?? []);
  return (
    <ol class="alarm-rings">
      {people.map(({ id, name, reachable }) => (
        <li key={id} class={reachable.length === 0 ? 'problem' : ''}>
          {reachable.length === 0
            ? words.alarm.unreachable(name)
            : words.alarm.by(name, words.and(reachable.map((kind) => words.kinds[kind])))}
        </li>
      ))}
    </ol>
  );
}
