import type { DraftKind } from '../../../shared/protocol/values.ts';
import { WarnIcon } from '../../base/icons.tsx';
import { wishFocus } from '../core/place.ts';
import { useDesk } from './console.ts';
import { offered } from './logic/draft-merge.ts';
import { deskWords } from './words.ts';

interface DraftLineProps {
  readonly conversation: string;
  readonly kind: DraftKind;
}

/** Above a field: what the same person wrote on another device while this field held something else. */
export function DraftLine({ conversation, kind }: DraftLineProps) {
  const { store, actions, drafts } = useDesk();
  const { drafts: words } = deskWords();
  store.restored.value; // what is kept of a field changes with it
  const side = drafts(kind).side(conversation);
  const other = offered(side);
  if (!other) return null;
  return (
    <div class="hint hint-offer draft-offer">
      <p title={other.text}>
        {side.theirs ? words.elsewhere : words.before} <q>{other.text}</q>
      </p>
      <button
        type="button"
        class="button button-quiet"
        onClick={() => {
          actions.takeDraft(conversation, kind);
          if (kind !== 'restate') wishFocus(store, kind);
        }}
      >
        {words.take}
      </button>
      <button type="button" class="button button-quiet" onClick={() => actions.putAwayDraft(conversation, kind)}>
        {words.putAway}
      </button>
    </div>
  );
}

/** Where something was typed for a chat that cannot be seen any more: it stays here, to be copied. */
export function OutOfSight({
  conversation,
  kinds,
  quotes = false,
}: {
  readonly conversation: string;
  readonly kinds: readonly DraftKind[];
  /** where the fields themselves are not shown */
  readonly quotes?: boolean;
}) {
  const { store, actions, drafts } = useDesk();
  const { drafts: words } = deskWords();
  store.restored.value;
  if (!store.outOfSight.value.has(conversation)) return null;
  const texts = kinds.flatMap((kind) => drafts(kind).read(conversation)?.text ?? []);
  // Said once of the chat, and again only where something was typed.
  if (texts.length === 0 && !kinds.includes('message')) return null;
  return (
    <div class="refusal out-of-sight" role="alert">
      <WarnIcon />
      <div>
        <p>{texts.length > 0 ? words.outOfSight : words.outOfSightEmpty}</p>
        {(quotes ? texts : []).map((text) => (
          <blockquote key={text}>{text}</blockquote>
        ))}
      </div>
      {texts.length > 0 && (
        <button type="button" class="button" onClick={() => void actions.copyText(texts.join('\n\n'))}>
          {words.copy}
        </button>
      )}
    </div>
  );
}
