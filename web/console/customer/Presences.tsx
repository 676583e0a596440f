import './customer.css';
import { EyeIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import { useCustomer } from './console.ts';
import { customerWords } from './words.ts';

/** Whether the customer of the open chat is there, or left how long ago; nothing while nobody knows. */
export function Where() {
  const { store, ticker } = useCustomer();
  const { card: words } = customerWords();
  const left = store.client.value?.left;
  const at = left && left.conversation === store.selected.value ? left.at : undefined;
  const now = useNow(ticker, typeof at === 'number');
  const { units } = store.words;
  const minutes = typeof at === 'number' ? Math.floor((now - at) / 60_000) : 0;
  const ago = minutes < 1 ? null : minutes < 120 ? units.minutes(minutes) : units.hours(Math.floor(minutes / 60));
  const where = at === null ? words.here : ago && words.gone(ago);
  return where ? (
    <span class="head-where" title={where}>
      {where}
    </span>
  ) : null;
}

/** In a chat's head: which colleagues look at it, and where its customer is. */
export function Presences() {
  const { store } = useCustomer();
  const conversation = store.selected.value;
  const viewers = conversation === null ? undefined : store.viewers.value.get(conversation);
  const names = viewers?.map((person) => store.names.value.operator(person)).join(', ');
  return (
    <>
      {names && (
        <span class="head-viewers" title={store.words.viewing(names)}>
          <EyeIcon size={16} />
          <span class="hidden">{store.words.viewing(names)}</span>
          <span aria-hidden="true">{names}</span>
        </span>
      )}
      <Where />
    </>
  );
}
