import { useEffect } from 'preact/hooks';
import { onCallAt } from '../../../shared/domain/on-call/schedule/on-call.ts';
import { useOnCall } from './console.ts';
import { onCallOf } from './model.ts';
import { useWords } from './words.ts';

/** Finds out by what the alarm rings whom: "Rings: Anna (push and SMS), Pyotr (SMS)". Draws nothing by itself. */
export function AlarmRings({ onKnown }: { onKnown(text: string): void }) {
  const console = useOnCall();
  const model = onCallOf(console);
  const { words } = useWords();
  const data = model.data.value.value;
  useEffect(() => {
    void model.data.load();
  }, []);
  useEffect(() => {
    if (!data) return;
    const onCall = onCallAt(data.schedule, data.policy.zone, console.ticker.now());
    const people = onCall.flatMap((id) => data.people.find((person) => person.id === id) ?? []);
    const ways = people.map(({ name, reachable }) =>
      words.alarm.by(
        name,
        reachable.length === 0 ? words.wake.notReachable : words.and(reachable.map((kind) => words.kinds[kind])),
      ),
    );
    if (ways.length > 0) onKnown(words.alarm.rings(ways.join(', ')));
  }, [data]);
  return null;
}
