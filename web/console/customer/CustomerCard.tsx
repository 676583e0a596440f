import './customer.css';
import type { WireEvent } from '../../../shared/protocol/events.ts';
import { BadIcon, ExcellentIcon, GoodIcon, VerifiedIcon } from '../../base/icons.tsx';
import { locale, when } from '../core/format.ts';
import type { Copy } from '../core/logic/copy.ts';
import { CopyButton, Row } from './CardRow.tsx';
import { useCustomer } from './console.ts';
import { useCustomerCard } from './customers.ts';
import { From } from './From.tsx';
import { Appointments, Earlier } from './History.tsx';
import { Mistakes } from './Mistakes.tsx';
import { Where } from './Presences.tsx';
import { Review } from './Review.tsx';
import { customerWords } from './words.ts';

const FACES = { excellent: ExcellentIcon, good: GoodIcon, bad: BadIcon } as const;

/** Who it is and what is known: only what was really said or done, each with its time. */
export function CustomerCard() {
  const console = useCustomer();
  const { store, ticker } = console;
  const copy = store.copy.value;
  const view = copy?.log.view ?? null;
  const conversation = store.selected.value;
  const isLoaded = conversation !== null && copy !== null && view !== null;
  const reason = isLoaded ? `${view.status} ${view.rated} ${copy.notes.seq} ${view.clocks.length} ${conversation}` : '';
  const kept = useCustomerCard(console, isLoaded ? view.customer : null, reason);
  const words = customerWords();
  if (!isLoaded) return <div class="card" />;
  const { customer: more } = words;
  const card = store.card.value;
  const names = store.names.value;
  const now = ticker.now();
  const rated = newest(copy, 'conversation.rated');
  const Face = view.rated && FACES[view.rated];
  const { attributes = {} } = kept.value ?? {};
  return (
    <section class="card" aria-label={more.title}>
      <h2>{more.who}</h2>
      <p class="card-name">
        {names.customer(card ?? undefined)}
        {card?.verified && (
          <span class="verified" title={more.verified}>
            <VerifiedIcon size={16} />
          </span>
        )}
      </p>
      <p class="meta">{card?.verified ? more.verified : more.notVerified}</p>
      {store.layout.value === 'phone' && (
        <p class="meta">
          <Where />
        </p>
      )}
      <dl>
        <From kept={kept.value} />
        <Row term={more.id}>
          <CopyButton text={view.customer} />
        </Row>
      </dl>
      {Object.keys(attributes).length > 0 && (
        <>
          <h3>{words.card.signed}</h3>
          <dl>
            {inOrder(attributes).map(([name, value]) => (
              <Row key={name} term={name}>
                <CopyButton text={value} />
              </Row>
            ))}
          </dl>
        </>
      )}
      <Appointments view={view} conversation={conversation} kept={kept.value} />
      <Mistakes key={conversation} conversation={conversation} copy={copy} kept={kept} />
      {view.review && <Review key={conversation} review={view.review} conversation={conversation} view={view} />}
      <h3>{words.card.chat}</h3>
      <dl>
        <Row term={more.opened}>{when(view.openedAt, now)}</Row>
        {view.owner !== null && <Row term={more.owner}>{names.operator(view.owner)}</Row>}
        {view.solved !== null && <Row term={more.solved}>{view.solved ? more.yes : more.notYet}</Row>}
        {view.rated && Face && (
          <Row term={more.rating}>
            <span class={`face face-${view.rated}`}>
              <Face /> {store.words.scores[view.rated]}
            </span>
          </Row>
        )}
        {rated?.comment && <Row term={more.comment}>«{rated.comment}»</Row>}
      </dl>
      <Earlier conversation={conversation} kept={kept} />
    </section>
  );
}

/** The company's facts by their names: the store keeps no order of its own, and a fact must stand where it stood before. */
const inOrder = (attributes: Readonly<Record<string, string>>): [string, string][] =>
  Object.entries(attributes).sort(([a], [b]) => a.localeCompare(b, locale()));

type EventOf<T extends WireEvent['type']> = Extract<WireEvent, { type: T }>;

function newest<T extends WireEvent['type']>(copy: Copy, type: T): EventOf<T> | null {
  for (const { events } of copy.log.entries.toReversed()) {
    const found = events.findLast((event) => event.type === type);
    if (found) return found as EventOf<T>;
  }
  return null;
}
