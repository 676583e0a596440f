import { ClockIcon, MoreIcon, TickIcon, TicksIcon } from '../../base/icons.tsx';
import { LinkedText } from '../../base/LinkedText.tsx';
import { clockTime } from '../../base/locale.ts';
import type { Copy } from '../core/logic/copy.ts';
import { deskWords } from '../desk/words.ts';
import { Tombstone } from './Cards.tsx';
import { useChat } from './console.ts';
import { type Mark, markOf } from './logic/marks.ts';
import type { Item } from './logic/timeline.ts';
import { chatWords } from './words.ts';

interface MessageProps {
  readonly item: Extract<Item, { type: 'message' }>;
  readonly copy: Copy;
  /** the customer's, as the team calls him */
  readonly name: string;
  /** the newest of ours that the customer has read: it carries the word */
  readonly isLastRead: boolean;
}

/** What a customer or a colleague wrote, with what became of it: how far it has come, taken back, still counting as a wait. */
export function Message({ item, copy, name, isLastRead }: MessageProps) {
  const { store } = useChat();
  const ours = item.by === 'operator';
  const author = ours ? (item.name ?? store.names.value.operator(item.person)) : name;
  const isMine = ours && item.person === store.viewer.value?.id;
  const { timeline } = chatWords();
  const { recall } = deskWords();
  const mayRecall = ours && item.text !== null && (isMine || store.viewer.value?.role === 'lead');
  const isCounting = item.holding && copy.log.view?.clocks.some(({ kind }) => kind === 'reply' || kind === 'connect');
  return (
    <div class={`message ${ours ? 'message-ours' : 'message-theirs'}${item.first ? ' message-first' : ''}`}>
      {item.first && <span class={isMine ? 'hidden' : 'author'}>{isMine ? timeline.you : author}</span>}
      <div class="bubble">
        {item.recalled ? (
          <Tombstone recalled={item.recalled} />
        ) : (
          <p class={item.text === null ? 'withdrawn' : ''}>
            <LinkedText text={item.text ?? timeline.withdrawn} />
          </p>
        )}
        <span class="message-meta">
          <time dateTime={new Date(item.at).toISOString()}>{clockTime(item.at)}</time>
          {ours && <Marks mark={markOf(item.seq, copy.read)} />}
        </span>
        {mayRecall && (
          <button
            type="button"
            class="icon-button message-more"
            aria-label={`${recall.button}: ${item.text?.slice(0, 40)}`}
            title={recall.button}
            onClick={() => {
              store.panel.value = { kind: 'recall', seq: item.seq, text: item.text ?? '' };
            }}
          >
            <MoreIcon size={16} />
          </button>
        )}
      </div>
      {isLastRead && (
        <span class="read-word" aria-hidden="true">
          {timeline.read}
        </span>
      )}
      {isCounting && (
        <span class="counting" title={timeline.countingHint}>
          <ClockIcon size={14} /> {timeline.counting}
        </span>
      )}
    </div>
  );
}

/** One tick: it is in the log. Two: it has come to the customer; in the accent, and with the word: it was read. */
function Marks({ mark }: { readonly mark: Mark }) {
  const label = chatWords().timeline[mark];
  return (
    <span class={`ticks ticks-${mark}`} title={label}>
      {mark === 'sent' ? <TickIcon size={14} /> : <TicksIcon size={14} />}
      <span class="hidden">{label}</span>
    </span>
  );
}
