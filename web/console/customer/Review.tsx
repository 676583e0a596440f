import { useState } from 'preact/hooks';
import { WarnIcon } from '../../base/icons.tsx';
import { when } from '../core/format.ts';
import type { Copy } from '../core/logic/copy.ts';
import { refusalText } from '../core/refusal-text.ts';
import { mayI } from '../desk/may.ts';
import { Row } from './CardRow.tsx';
import { useCustomer } from './console.ts';
import { customerWords } from './words.ts';

interface ReviewProps {
  readonly review: { readonly owner: string | null; readonly rated: readonly string[] };
  readonly conversation: string;
  readonly view: NonNullable<Copy['log']['view']>;
}

/** A bad rating that is being looked into: whose it is and until when; its owner, or a lead, writes what came of it. */
export function Review({ review, conversation, view }: ReviewProps) {
  const { store, ticker, actions } = useCustomer();
  const [outcome, setOutcome] = useState('');
  const names = store.names.value;
  const may = mayI(store, ticker)?.closeReview;
  const viewer = store.viewer.value;
  const due = view.clocks.find(({ kind }) => kind === 'review')?.due;
  return (
    <div class="review">
      <h3>
        <WarnIcon size={16} /> {customerWords().customer.review}
      </h3>
      <dl>
        <Row term={customerWords().customer.reviewOwner}>
          {review.owner === null ? customerWords().customer.reviewNobody : names.operator(review.owner)}
        </Row>
        {due !== undefined && <Row term={customerWords().customer.reviewDue}>{when(due, ticker.now())}</Row>}
        {review.rated.length > 0 && (
          <Row term={customerWords().customer.reviewRated}>
            {review.rated.map((person) => names.operator(person)).join(', ')}
          </Row>
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
            {customerWords().customer.outcome}
            <textarea
              class="field"
              rows={3}
              maxLength={500}
              placeholder={customerWords().customer.outcomePlaceholder}
              value={outcome}
              onInput={(event) => setOutcome(event.currentTarget.value)}
            />
          </label>
          <button type="submit" class="button" disabled={outcome.trim() === ''}>
            {customerWords().customer.closeReview}
          </button>
        </form>
      ) : (
        may && (
          <p class="meta">
            {viewer && review.rated.includes(viewer.id)
              ? customerWords().customer.reviewNotYours
              : refusalText(store, may.reason, may, ticker.now())}
          </p>
        )
      )}
    </div>
  );
}
