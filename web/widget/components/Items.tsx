import type { ComponentChild } from 'preact';
import { ClockIcon, TickIcon, TicksIcon, WarnIcon } from '../../base/icons.tsx';
import { clockTime } from '../../base/locale.ts';
import type { FactItem, MessageItem } from '../store/timeline.ts';
import { usePanel } from './context.ts';
import { Face } from './Header.tsx';

/** A message's text; its addresses become links once that part of the panel is here. */
function Text({ text }: { readonly text: string }): ComponentChild {
  const Linked = usePanel().later.get()?.LinkedText;
  return Linked ? <Linked text={text} /> : text;
}

export function Message({ item }: { readonly item: MessageItem }) {
  const { words, locale, later } = usePanel();
  const { mine, name, text, first, status, seq, at } = item;
  return (
    <div class={`message ${mine ? 'mine' : 'theirs'}${first ? ' first' : ''}`} data-seq={seq || undefined}>
      {!mine && first && name !== null && (
        <>
          <Face name={name} />
          <bdi class="name">{name}</bdi>
        </>
      )}
      {/* Each line in its own direction, and none beyond its bubble. */}
      <div class={text === null ? 'bubble withdrawn' : 'bubble'} dir="auto">
        {text === null ? later.get()?.gone(locale, item) : <Text text={text} />}
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

export function Status({ status }: Pick<MessageItem, 'status'>) {
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

export const FactLine = ({ item: { at, text, strong } }: { readonly item: FactItem }) => (
  <p class={strong ? 'fact strong' : 'fact'}>
    <Time at={at} /> <bdi>{text}</bdi>
  </p>
);

export const Time = ({ at }: { readonly at: number }) => (
  <time dateTime={new Date(at).toISOString()}>{clockTime(at)}</time>
);
