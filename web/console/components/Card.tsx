import type { ComponentChildren } from 'preact';
import { useState } from 'preact/hooks';
import type { WireEvent } from '../../../shared/protocol/events.ts';
import { BadIcon, ExcellentIcon, GoodIcon, VerifiedIcon, WarnIcon } from '../../base/icons.tsx';
import { mayI } from '../services/may.ts';
import type { Copy } from '../store/store.ts';
import { useConsole } from './context.ts';
import { when } from './format.ts';
import { refusalText } from './refusal-text.ts';

const FACES = { excellent: ExcellentIcon, good: GoodIcon, bad: BadIcon } as const;

/** Who it is and what is known: only what was really said or done, each with its time. */
export function Card() {
  const { store, ticker, actions } = useConsole();
  const { words } = store;
  const conversation = store.selected.value;
  const card = store.card.value;
  const copy = store.copy.value;
  const view = copy?.log.view;
  if (conversation === null || !copy || !view) return <div class="card" />;
  const names = store.names.value;
  const now = ticker.now();
  const promise = view.clocks.find(({ kind }) => kind === 'promise');
  const rated = newest(copy, 'conversation.rated');
  const Face = view.rated && FACES[view.rated];
  return (
    <section class="card" aria-label={words.card.title}>
      <h2>{words.card.who}</h2>
      <p class="card-name">
        {names.customer(card ?? undefined)}
        {card?.verified && (
          <span class="verified" title={words.card.verified}>
            <VerifiedIcon size={16} />
          </span>
        )}
      </p>
      <p class="meta">{card?.verified ? words.card.verified : words.card.notVerified}</p>
      <dl>
        <Row term={words.card.opened}>{when(view.openedAt, now)}</Row>
        {view.owner !== null && <Row term={words.card.owner}>{names.operator(view.owner)}</Row>}
        {promise?.due !== undefined && <Row term={words.card.promise}>{when(promise.due, now)}</Row>}
        {view.solved !== null && <Row term={words.card.solved}>{view.solved ? words.card.yes : words.card.notYet}</Row>}
        {view.rated && Face && (
          <Row term={words.card.rating}>
            <span class={`face face-${view.rated}`}>
              <Face /> {words.scores[view.rated]}
            </span>
          </Row>
        )}
        {rated?.comment && <Row term={words.card.comment}>«{rated.comment}»</Row>}
        <Row term={words.card.id}>
          <CopyButton text={view.customer} onCopy={actions.copyText} />
        </Row>
      </dl>
      {view.review && <Review key={conversation} review={view.review} conversation={conversation} view={view} />}
    </section>
  );
}

function Row({ term, children }: { readonly term: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{term}</dt>
      <dd>{children}</dd>
    </div>
  );
}

type EventOf<T extends WireEvent['type']> = Extract<WireEvent, { type: T }>;

function newest<T extends WireEvent['type']>(copy: Copy, type: T): EventOf<T> | null {
  for (const { events } of copy.log.entries.toReversed()) {
    const found = events.findLast((event) => event.type === type);
    if (found) return found as EventOf<T>;
  }
  return null;
}

function CopyButton({ text, onCopy }: { readonly text: string; onCopy(text: string): Promise<void> }) {
  const { words } = useConsole().store;
  const [copied, setCopied] = useState(false);
  return (
    <button
      type="button"
      class="copy"
      title={copied ? words.card.copied : words.card.copy}
      onClick={() => {
        onCopy(text).then(
          () => setCopied(true),
          () => undefined, // not allowed here: the number can be marked by hand
        );
      }}
    >
      {text}
      <span class="hidden"> {copied ? words.card.copied : words.card.copy}</span>
    </button>
  );
}

interface ReviewProps {
  readonly review: { readonly owner: string | null; readonly rated: readonly string[] };
  readonly conversation: string;
  readonly view: NonNullable<Copy['log']['view']>;
}

/** A bad rating that is being looked into: whose it is and until when; its owner, or a lead, writes what came of it. */
function Review({ review, conversation, view }: ReviewProps) {
  const { store, ticker, actions } = useConsole();
  const { words } = store;
  const [outcome, setOutcome] = useState('');
  const names = store.names.value;
  const may = mayI(store, ticker)?.closeReview;
  const viewer = store.viewer.value;
  const due = view.clocks.find(({ kind }) => kind === 'review')?.due;
  return (
    <div class="review">
      <h3>
        <WarnIcon size={16} /> {words.card.review}
      </h3>
      <dl>
        <Row term={words.card.reviewOwner}>
          {review.owner === null ? words.card.reviewNobody : names.operator(review.owner)}
        </Row>
        {due !== undefined && <Row term={words.card.reviewDue}>{when(due, ticker.now())}</Row>}
        {review.rated.length > 0 && (
          <Row term={words.card.reviewRated}>{review.rated.map((person) => names.operator(person)).join(', ')}</Row>
        )}
      </dl>
      {may?.ok ? (
        <form
          onSubmit={(event) => {
            event.preventDefault();
            if (outcome.trim() !== '') actions.closeReview(conversation, outcome.trim());
          }}
        >
          <label>
            {words.card.outcome}
            <textarea
              class="field"
              rows={3}
              maxLength={500}
              placeholder={words.card.outcomePlaceholder}
              value={outcome}
              onInput={(event) => setOutcome(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button" disabled={outcome.trim() === ''}>
            {words.card.closeReview}
          </button>
        </form>
      ) : (
        may && (
          <p class="meta">
            {viewer && review.rated.includes(viewer.id)
              ? words.card.reviewNotYours
              : refusalText(store, may.reason, may, ticker.now())}
          </p>
        )
      )}
    </div>
  );
}
