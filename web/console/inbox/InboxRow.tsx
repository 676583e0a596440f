import { useLayoutEffect, useRef } from 'preact/hooks';
import type { WireCard } from '../../../shared/protocol/pushes.ts';
import { BellIcon, EyeIcon, PhoneIcon, SnoozeIcon, TickIcon, WarnIcon } from '../../base/icons.tsx';
import { ClockRing, useClock } from '../core/Clock.tsx';
import { when } from '../core/format.ts';
import { useInbox } from './console.ts';
import { appointmentOf, groupOf } from './logic/inbox.ts';

/** One row, 64 px: clock, name, last words, and what the team should know of it. */
export function InboxRow({ id }: { readonly id: string }) {
  const { store, actions } = useInbox();
  const card = store.cards.value.get(id);
  const clock = useClock(card?.clock ?? null);
  const isOpen = store.selected.value === id;
  const row = useRef<HTMLButtonElement>(null);
  useLayoutEffect(() => {
    if (!isOpen || !row.current) return;
    row.current.scrollIntoView({ block: 'nearest' });
    // A key has opened it while another row had the focus: Enter would go back to that one.
    if (document.activeElement?.matches('.row')) row.current.focus();
  }, [isOpen]);
  if (!card) return null;
  const { words } = store;
  const name = store.names.value.customer(card);
  const remaining = card.clock && clock ? words.inbox.remaining[card.clock.kind] : '';
  const isAside = card.bucket === 'snoozed';
  return (
    <li class="row-item">
      <button
        type="button"
        ref={row}
        class={`row${isOpen ? ' row-open' : ''}`}
        aria-current={isOpen ? 'true' : undefined}
        onClick={() => actions.open(id)}
      >
        <span class="row-clock">
          {isAside ? (
            <span class="row-done">
              <SnoozeIcon />
            </span>
          ) : card.clock && clock ? (
            <ClockRing clock={card.clock} state={clock} />
          ) : (
            <span class="row-done">
              <TickIcon />
            </span>
          )}
        </span>
        <span class="row-main">
          <span class="row-name">{name}</span>
          <span class="row-preview">
            <Preview card={card} />
          </span>
        </span>
        <span class="row-side">
          {card.clock && clock?.text && (
            <span class={`row-time tone-${clock.tone}`}>
              <span aria-hidden="true">{clock.text}</span>
              <span class="hidden">{clock.lapsed ? words.inbox.late : remaining}</span>
            </span>
          )}
          <span class="row-marks">
            <Unread id={id} />
            <Viewers id={id} />
            <Escalation level={card.escalation} />
          </span>
        </span>
      </button>
    </li>
  );
}

function Preview({ card }: { readonly card: WireCard }) {
  const { store, ticker } = useInbox();
  const { inbox } = store.words;
  const viewer = store.viewer.value;
  const names = store.names.value;
  if (viewer && groupOf(card, viewer) === 'review' && card.clock) {
    const due = when(card.clock.due ?? card.clock.since, ticker.now());
    return <>{card.reviewer === null ? inbox.noReviewer(due) : inbox.reviewer(names.operator(card.reviewer), due)}</>;
  }
  if (card.coming !== null && card.owner !== null && card.owner !== viewer?.id)
    return <>{inbox.coming(names.operator(card.owner))}</>;
  const said = card.preview === null ? inbox.withdrawn : (card.preview ?? inbox.noWords);
  const by = card.previewBy === 'operator' ? (card.owner === viewer?.id ? inbox.you : '') : '';
  const owner = card.owner !== null && card.owner !== viewer?.id ? `${names.operator(card.owner)} · ` : '';
  const appointment = appointmentOf(card);
  return (
    <>
      {owner && <b class="row-owner">{owner}</b>}
      {appointment && (
        <b class="row-appointment">
          {appointment.isBack
            ? inbox.back
            : appointment.at === null
              ? inbox.untilWrites(names.customer(card))
              : inbox.appointment[appointment.kind](when(appointment.at, ticker.now()))}
          {' · '}
        </b>
      )}
      {by}
      {said}
    </>
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

/** How far the wait has climbed: an icon with words for who cannot see it or asks what it means. */
function Escalation({ level }: { readonly level: WireCard['escalation'] }) {
  const { store } = useInbox();
  const words = store.words.inbox.escalation[level];
  if (words === '') return null;
  const Icon = { team: BellIcon, lead: WarnIcon, page: PhoneIcon }[level as 'team' | 'lead' | 'page'];
  return (
    <span class={`row-level level-${level}`} title={words}>
      <Icon size={16} />
      <span class="hidden">{words}</span>
    </span>
  );
}
