import { ClockIcon, NoteIcon } from '../../base/icons.tsx';
import { LinkedText } from '../../base/LinkedText.tsx';
import { clockTime } from '../../base/locale.ts';
import { dayTitle, when } from '../core/format.ts';
import type { Copy } from '../core/logic/copy.ts';
import { HeldBubble } from '../desk/Held.tsx';
import { CallCard, PromiseCard, RestatedCard } from './Cards.tsx';
import { useChat } from './console.ts';
import { factText } from './logic/facts.ts';
import type { Item } from './logic/timeline.ts';
import { Message } from './Message.tsx';
import { chatWords } from './words.ts';

interface LineProps {
  readonly item: Item;
  readonly copy: Copy;
  readonly name: string;
  readonly isLastRead: boolean;
}

/** One line of the timeline, by what it tells. */
export function Line({ item, copy, name, isLastRead }: LineProps) {
  const { store, ticker } = useChat();
  const said = chatWords();
  const { timeline } = said;
  switch (item.type) {
    case 'day':
      return (
        <h2 class="day">
          <span>{dayTitle(item.at, ticker.now())}</span>
        </h2>
      );
    case 'new':
      return (
        <p class="day day-new">
          <span>{timeline.unread}</span>
        </p>
      );
    case 'fact': {
      const names = store.names.value;
      const context = {
        words: { ...store.words, ...said },
        names,
        customer: name,
        when: (at: number) => when(at, item.at),
      };
      const text = factText(item.event, item.entry, context, item.since);
      if (text === null) return null;
      return (
        <p class={item.event.type === 'conversation.rated' && item.event.score === 'bad' ? 'fact fact-bad' : 'fact'}>
          <time dateTime={new Date(item.at).toISOString()}>{clockTime(item.at)}</time> {text}
        </p>
      );
    }
    case 'note':
      return (
        <details class="note-line">
          <summary>
            <NoteIcon size={16} />
            <b>{timeline.note}</b>
            <span>
              {item.name ?? store.names.value.operator(item.person)}, {clockTime(item.at)}
            </span>
            <span class="note-start">{item.text ?? timeline.withdrawn}</span>
          </summary>
          <p>
            <LinkedText text={item.text ?? timeline.withdrawn} />
          </p>
        </details>
      );
    case 'message':
      return <Message item={item} copy={copy} name={name} isLastRead={isLastRead} />;
    case 'promise':
      return <PromiseCard item={item} copy={copy} name={name} />;
    case 'restated':
      return <RestatedCard item={item} copy={copy} name={name} />;
    case 'call':
      return <CallCard item={item} copy={copy} name={name} />;
    case 'held':
      return <HeldBubble message={item.message} />;
    case 'pending':
      return (
        <div class="message message-ours message-pending">
          <div class="bubble">
            <p>{item.text}</p>
            <span class="message-meta">
              <ClockIcon size={14} />
              <span class={item.late ? '' : 'hidden'}>{item.late ? timeline.notSent : timeline.sending}</span>
            </span>
          </div>
        </div>
      );
  }
}
