import { useLayoutEffect, useRef } from 'preact/hooks';
import type { WireCard } from '../../../shared/protocol/pushes.ts';
import { BadIcon, BellIcon, EyeIcon, PhoneIcon, SnoozeIcon, WarnIcon } from '../../base/icons.tsx';
import { ClockBar, type ClockNow, useClock } from '../core/Clock.tsx';
import { Face } from '../core/Face.tsx';
import { when } from '../core/format.ts';
import { Chips } from '../tags/Chips.tsx';
import { useInbox } from './console.ts';
import { isRungFor } from './logic/inbox.ts';
import { Preview } from './Preview.tsx';

/** One row, 64 px: who, since when they wait and what is left of it, what happened last, and what the team should know. */
export function InboxRow({ id }: { readonly id: string }) {
  const { store, ticker, actions } = useInbox();
  const card = store.cards.value.get(id);
  const clock = useClock(card?.clock ?? null);
  const isOpen = store.selected.value === id;
  const row = useRef<HTMLButtonElement>(null);
  const isWanted = isOpen && store.focus.value === 'row';
  useLayoutEffect(() => {
    if (!isOpen || !row.current) return;
    row.current.scrollIntoView({ block: 'nearest' });
    // A key has opened it while another row had the focus: Enter would go back to that one.
    if (isWanted || document.activeElement?.matches('.row')) row.current.focus();
    if (isWanted) store.focus.value = null;
  }, [store, isOpen, isWanted]);
  if (!card) return null;
  const isWait = card.clock?.kind === 'connect' || card.clock?.kind === 'reply';
  return (
    <li class="row-item">
      <button
        type="button"
        ref={row}
        tabIndex={-1}
        class={`row${isOpen ? ' row-open' : ''}${card.last?.kind === 'bad' ? ' row-bad' : ''}`}
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => actions.open(id)}
      >
        <Face card={card} />
        <span class="row-main">
          <span class="row-name">
            {store.names.value.customer(card)}
            <Chips ids={card.tags} />
          </span>
          <span class="row-preview">
            <Preview card={card} />
          </span>
        </span>
        <span class="row-side">
          {clock?.waited ? (
            <Waited card={card} clock={clock} />
          ) : (
            card.last && (
              <time class="row-at" dateTime={new Date(card.last.at).toISOString()}>
                {when(card.last.at, ticker.now())}
              </time>
            )
          )}
          <span class="row-marks">
            <Unread id={id} />
            <Viewers id={id} />
            <Marks card={card} />
          </span>
        </span>
        {isWait && clock && <ClockBar state={clock} />}
      </button>
    </li>
  );
}

/** How long somebody has waited, or by how much something is late; the tone says how near the end is. */
function Waited({ card, clock }: { readonly card: WireCard; readonly clock: ClockNow }) {
  const { store } = useInbox();
  const { inbox } = store.words;
  const left = card.clock ? inbox.remaining[card.clock.kind] : '';
  return (
    <span class={`row-time tone-${clock.tone}`} title={clock.lapsed ? inbox.late : `${clock.left} ${left}`}>
      <span aria-hidden="true">{clock.waited}</span>
      <span class="hidden">{clock.lapsed ? inbox.late : inbox.waits}</span>
    </span>
  );
}

/** What a customer of mine wrote while I looked elsewhere. */
function Unread({ id }: { readonly id: string }) {
  const { store } = useInbox();
  const count = store.unread.value.get(id) ?? 0;
  if (count === 0) return null;
  const words = store.words.inbox.unread(count);
  return (
    <span class="row-unread" title={words}>
      <span aria-hidden="true">{count}</span>
      <span class="hidden">{words}</span>
    </span>
  );
}

/** Colleagues who have it on their screen now. */
function Viewers({ id }: { readonly id: string }) {
  const { store } = useInbox();
  const viewers = store.viewers.value.get(id);
  if (!viewers) return null;
  const words = store.words.viewing(viewers.map((person) => store.names.value.operator(person)).join(', '));
  return (
    <span class="row-viewers" title={words}>
      <EyeIcon size={16} />
      <span class="hidden">{words}</span>
    </span>
  );
}

/** An icon with words for who cannot see it or asks what it means: rated bad, put aside, or how far the wait has climbed. */
function Marks({ card }: { readonly card: WireCard }) {
  const { store } = useInbox();
  const { inbox } = store.words;
  if (card.bucket === 'review')
    return (
      <span class="row-level level-page" title={inbox.last.bad}>
        <BadIcon size={18} />
      </span>
    );
  if (card.bucket === 'snoozed')
    return (
      <span class="row-aside">
        <SnoozeIcon size={16} />
      </span>
    );
  const page = store.page.value;
  const isRung = isRungFor(page, card);
  const level = card.escalation;
  const words =
    isRung && page
      ? inbox.rings(page.ringing.map((person) => store.names.value.operator(person)).join(', '))
      : inbox.escalation[level];
  if (words === '') return null;
  const Icon = isRung ? PhoneIcon : ({ team: BellIcon, lead: WarnIcon, page: PhoneIcon }[level as 'team'] ?? BellIcon);
  return (
    <span class={`row-level${isRung ? ' level-page level-rings' : ''}`} title={words}>
      <Icon size={16} />
      <span class="hidden">{words}</span>
    </span>
  );
}
