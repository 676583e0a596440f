import { useState } from 'preact/hooks';
import { BadIcon, ClockIcon, ExcellentIcon, GoodIcon, PhoneIcon } from '../../base/icons.tsx';
import { when } from '../core/format.ts';
import type { Copy } from '../core/logic/copy.ts';
import { CopyButton } from './CardRow.tsx';
import { useCustomer } from './console.ts';
import type { CustomerCard, Loaded } from './customers.ts';
import { customerWords } from './words.ts';

const FACES = { excellent: ExcellentIcon, good: GoodIcon, bad: BadIcon } as const;
/** Earlier chats that are drawn at once. */
const SHOWN = 5;

interface AppointmentsProps {
  readonly view: NonNullable<Copy['log']['view']>;
  readonly conversation: string;
  readonly kept: CustomerCard | null;
}

/** What is owed to this customer, in this chat and in others. */
export function Appointments({ view, conversation, kept }: AppointmentsProps) {
  const { store, ticker, actions } = useCustomer();
  const { card } = customerWords();
  const now = ticker.now();
  const here = view.clocks.filter(({ kind }) => kind === 'promise' || kind === 'callback');
  const elsewhere = (kept?.chats ?? []).filter(
    (chat) => chat.promise !== undefined && chat.conversation !== conversation,
  );
  if (here.length + elsewhere.length === 0) return null;
  const phone = store.copy.value?.log.entries
    .flatMap(({ events }) => events)
    .findLast((event) => event.type === 'callback.requested')?.phone;
  return (
    <>
      <h3>{card.open}</h3>
      <ul class="card-list">
        {here.map(({ kind, due, from }) => (
          <li key={kind} class={(due ?? from) < now ? 'tone-late' : ''}>
            {kind === 'promise' ? <ClockIcon size={16} /> : <PhoneIcon size={16} />}
            <span>
              {kind === 'promise' ? card.promise(when(due ?? from, now)) : card.callback(when(due ?? from, now))}
              {kind === 'callback' && phone && (
                <>
                  {' '}
                  <CopyButton text={phone} />
                </>
              )}
            </span>
          </li>
        ))}
        {elsewhere.map((chat) => (
          <li key={chat.conversation}>
            <ClockIcon size={16} />
            <button type="button" class="link link-beside" onClick={() => actions.open(chat.conversation)}>
              {card.promise(when(chat.promise ?? 0, now))}, {card.inAnother}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

/** The customer's other chats with what they said of them; each opens. */
export function Earlier({
  conversation,
  kept,
}: {
  readonly conversation: string;
  readonly kept: Loaded<CustomerCard>;
}) {
  const { store, ticker, actions } = useCustomer();
  const { card } = customerWords();
  const [isWhole, setWhole] = useState(false);
  if (!kept.value)
    return kept.failed ? (
      <p class="meta card-gap" role="alert">
        {card.failed}{' '}
        <button type="button" class="link" onClick={kept.again}>
          {card.retry}
        </button>
      </p>
    ) : null;
  const { chats, ratings } = kept.value;
  const others = chats.filter((chat) => chat.conversation !== conversation);
  const shown = isWhole ? others : others.slice(0, SHOWN);
  return (
    <>
      <h3>
        {card.earlier}
        {others.length > 0 && <span class="count">{others.length}</span>}
      </h3>
      {others.length === 0 && <p class="meta">{card.noEarlier}</p>}
      <ul class="card-list">
        {shown.map((chat) => {
          const score = ratings.find((rating) => rating.conversation === chat.conversation)?.score;
          const Face = score && FACES[score];
          return (
            <li key={chat.conversation}>
              <button type="button" class="link" onClick={() => actions.open(chat.conversation)}>
                {when(chat.at, ticker.now())}
              </button>
              {chat.status === 'open' && <span class="meta">{card.isOpen}</span>}
              {score && Face && (
                <span class={`face face-${score}`}>
                  <Face size={16} /> {store.words.scores[score]}
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {others.length > shown.length && (
        <button type="button" class="link" onClick={() => setWhole(true)}>
          {card.more(others.length - shown.length)}
        </button>
      )}
    </>
  );
}
