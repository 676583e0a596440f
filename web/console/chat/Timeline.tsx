import { useLayoutEffect, useMemo, useState } from 'preact/hooks';
import { DownIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import { dayKey } from '../core/format.ts';
import type { Copy } from '../core/logic/copy.ts';
import { useChat } from './console.ts';
import { useFollowing } from './following.ts';
import { Line } from './Line.tsx';
import { lastRead } from './logic/marks.ts';
import { timeline } from './logic/timeline.ts';
import { chatWords } from './words.ts';

/** What was said and what happened, top to bottom, with the team's notes as folded lines in their place in time. */
export function Timeline() {
  const { store, actions } = useChat();
  const copy = store.copy.value;
  const conversation = store.selected.value;
  const readUpTo = useReadUpTo(copy);
  const held = store.heldMessages.value;
  const items = useMemo(
    () =>
      copy === null
        ? []
        : timeline({
            entries: copy.log.entries,
            notes: copy.notes.entries,
            pending: copy.pending,
            held: held.filter((message) => message.conversation === conversation),
            readUpTo,
            dayOf: dayKey,
          }),
    [copy, readUpTo, held, conversation],
  );
  const { box, onScroll, isBelow, unread, toEnd } = useFollowing(items);
  const readKey = copy && lastRead(items, copy.read);
  const isLost = conversation !== null && store.outOfSight.value.has(conversation);
  const isLoading = copy === null || copy.log.view === null;
  const name = store.names.value.customer(store.card.value ?? undefined);
  return (
    <div class="timeline-box">
      <div
        class="timeline"
        role="log"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys (WCAG 2.1.1)
        tabIndex={0}
        aria-label={chatWords().timeline.label(name)}
        ref={box}
        onScroll={onScroll}
      >
        {isLoading ? (
          !isLost && <TimelineSkeleton />
        ) : (
          <div class="timeline-lines">
            {!copy.log.complete && (
              <button
                type="button"
                class="button button-quiet older"
                onClick={() => conversation && actions.older(conversation)}
              >
                {chatWords().timeline.older}
              </button>
            )}
            {items.map((item) => (
              <Line key={item.key} item={item} copy={copy} name={name} isLastRead={item.key === readKey} />
            ))}
            <Typing copy={copy} name={name} />
          </div>
        )}
      </div>
      {isBelow && (
        <button
          type="button"
          class="to-end"
          aria-label={unread > 0 ? undefined : chatWords().timeline.unread}
          onClick={toEnd}
        >
          {unread > 0 && <span>{chatWords().timeline.newOnes(unread)}</span>}
          <DownIcon />
        </button>
      )}
    </div>
  );
}

/** How far it had been read when it was opened: where the "new" line stands, and stays while one reads. */
function useReadUpTo(copy: Copy | null): number | null {
  const [known, setKnown] = useState<number | null>(null);
  useLayoutEffect(() => {
    // Nothing read yet means that all is new: a line at the top would say nothing.
    if (known === null && copy?.log.view) setKnown(copy.read.operator || Number.POSITIVE_INFINITY);
  }, [copy, known]);
  return known;
}

function Typing({ copy, name }: { readonly copy: Copy; readonly name: string }) {
  const { store, ticker } = useChat();
  const { typing } = copy;
  const now = useNow(ticker, typing !== null);
  if (!typing || typing.until < now || typing.person === store.viewer.value?.id) return null;
  const who = typing.kind === 'customer' ? name : (typing.name ?? store.names.value.operator(typing.person));
  return <p class="typing">{chatWords().timeline.typing(who)}…</p>;
}

/** The shape of a conversation, drawn after 200 ms. */
function TimelineSkeleton() {
  return (
    <output class="skeleton timeline-lines" aria-label={chatWords().timeline.loading}>
      <span class="bone bone-bubble" style={{ width: '46%' }} />
      <span class="bone bone-bubble" style={{ width: '30%' }} />
      <span class="bone bone-bubble bone-ours" style={{ width: '52%' }} />
      <span class="bone bone-bubble" style={{ width: '38%' }} />
    </output>
  );
}
