import '../../styles/customer.css';
import { EyeIcon } from '../../../base/icons.tsx';
import { useNow } from '../../../base/ticker.ts';
import { useConsole } from '../context.ts';
import { useCardWords } from './words.ts';

/** In a chat's head: whether the customer is there, or left how long ago; and which colleagues look at it. */
export function Presences() {
  const { store, ticker } = useConsole();
  const { card: words } = useCardWords();
  const conversation = store.selected.value;
  const left = store.client.value?.left;
  const at = left && left.conversation === conversation ? left.at : undefined;
  const now = useNow(ticker, typeof at === 'number');
  const viewers = conversation === null ? undefined : store.viewers.value.get(conversation);
  const names = viewers?.map((person) => store.names.value.operator(person)).join(', ');
  const { units, inbox } = store.words;
  const minutes = typeof at === 'number' ? Math.floor((now - at) / 60_000) : 0;
  const ago = minutes < 1 ? null : minutes < 120 ? units.minutes(minutes) : units.hours(Math.floor(minutes / 60));
  return (
    <>
      {at === null && <span class="presence-here">{words.here}</span>}
      {ago && <span>{words.gone(ago)}</span>}
      {names && (
        <span class="head-viewers" title={inbox.viewing(names)}>
          <EyeIcon size={16} />
          <span class="hidden">{inbox.viewing('')}</span>
          {names}
        </span>
      )}
    </>
  );
}
