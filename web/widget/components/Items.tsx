import { ClockIcon, TickIcon, TicksIcon, WarnIcon } from '../../base/icons.tsx';
import { clockTime } from '../../base/locale.ts';
import { pieces } from '../store/links.ts';
import type { FactItem, MessageItem, PromiseItem } from '../store/timeline.ts';
import { usePanel } from './context.ts';
import { Face } from './Header.tsx';

export function Message({ item }: { readonly item: MessageItem }) {
  const { words } = usePanel();
  const { mine, name, text, first, status, seq, at } = item;
  return (
    <div class={`message ${mine ? 'mine' : 'theirs'}${first ? ' first' : ''}`} data-seq={seq || undefined}>
      {!mine && first && name !== null && (
        <>
          <Face name={name} />
          <span class="name">{name}</span>
        </>
      )}
      <div class={text === null ? 'bubble withdrawn' : 'bubble'}>
        {text === null ? words.withdrawn : <Text text={text} />}
        <span class="stamp">
          <Time at={at} />
          <Status status={status} />
        </span>
      </div>
      {status === 'late' && (
        <p class="not-sent">
          <WarnIcon size={16} />
          {words.notSent}
        </p>
      )}
    </div>
  );
}

function Status({ status }: Pick<MessageItem, 'status'>) {
  const { words } = usePanel();
  if (status === null) return null;
  const [Icon, label] =
    status === 'read'
      ? [TicksIcon, words.read]
      : status === 'sent'
        ? [TickIcon, words.sent]
        : [ClockIcon, words.sending];
  return (
    <span role="img" aria-label={label} title={label}>
      <Icon size={15} />
    </span>
  );
}

/** A message's text: line breaks kept, addresses made links, nothing read as HTML. */
const Text = ({ text }: { readonly text: string }) => (
  <>
    {pieces(text).map(({ text: piece, href }, index) =>
      href === undefined ? (
        piece
      ) : (
        <a key={index} href={href} target="_blank" rel="noopener noreferrer nofollow">
          {piece}
        </a>
      ),
    )}
  </>
);

export const FactLine = ({ item: { at, text, strong } }: { readonly item: FactItem }) => (
  <p class={strong ? 'fact strong' : 'fact'}>
    <Time at={at} /> {text}
  </p>
);

const Time = ({ at }: { readonly at: number }) => <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>;

export function PromiseCard({ item: { due, name, outcome, at } }: { readonly item: PromiseItem }) {
  const { words } = usePanel();
  return (
    <div class={`promise ${outcome}`}>
      {outcome === 'kept' ? <TickIcon /> : outcome === 'broken' ? <WarnIcon /> : <ClockIcon />}
      <p>
        <span>{words.promise(name, words.byTime(due, at))}</span>
        {outcome === 'kept' && <small>{words.promiseKept}</small>}
        {outcome === 'broken' && <small>{words.promiseBroken(name)}</small>}
      </p>
    </div>
  );
}
