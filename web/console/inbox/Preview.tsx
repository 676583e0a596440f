import type { WireCard } from '../../../shared/protocol/pushes.ts';
import { when } from '../core/format.ts';
import { useInbox } from './console.ts';
import { appointmentOf } from './logic/inbox.ts';

/** A row's second line: whose it is, what is owed, and what happened last. */
export function Preview({ card }: { readonly card: WireCard }) {
  const { store, ticker } = useInbox();
  const { inbox } = store.words;
  const viewer = store.viewer.value;
  const names = store.names.value;
  const isSeen = viewer?.role === 'lead' || card.reviewer === viewer?.id;
  if (card.bucket === 'review' && card.clock && isSeen) {
    const due = when(card.clock.due ?? card.clock.since, ticker.now());
    return (
      <>
        <b class="row-bad-word">{inbox.last.bad}</b>
        {' · '}
        {card.reviewer === null ? inbox.noReviewer(due) : inbox.reviewer(names.operator(card.reviewer), due)}
      </>
    );
  }
  const isElsewhere = card.owner !== null && card.owner !== viewer?.id;
  if (card.coming !== null && isElsewhere) return <>{inbox.coming(names.operator(card.owner))}</>;
  const appointment = appointmentOf(card);
  return (
    <>
      {isElsewhere && <b class="row-owner">{names.operator(card.owner)} · </b>}
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
      <Last card={card} />
    </>
  );
}

/** The beginning of the last message, unless something else has happened since. */
function Last({ card }: { readonly card: WireCard }) {
  const { store } = useInbox();
  const { inbox } = store.words;
  const kind = card.last?.kind ?? 'said';
  if (kind !== 'said') return <b class={kind === 'bad' ? 'row-bad-word' : 'row-last'}>{inbox.last[kind]}</b>;
  const isMine = card.previewBy === 'operator' && card.owner === store.viewer.value?.id;
  return (
    <>
      {isMine && inbox.you}
      {card.preview === null ? inbox.last.withdrawn : (card.preview ?? inbox.noWords)}
    </>
  );
}
