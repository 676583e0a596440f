import type { Hint } from '../../../shared/domain/desk/before-send.ts';
import { WarnIcon } from '../../base/icons.tsx';
import { when } from '../core/format.ts';
import { useDesk } from './console.ts';
import { deskWords } from './words.ts';

interface HintLineProps {
  readonly hint: Hint | null;
  readonly name: string;
  /** the conversation that the draft was begun for */
  readonly begunFor: string | null;
  onConfirm(): void;
  onNote(): void;
  onPromise?(due: number): void;
}

/** One hint at a time, above the field: never a window to click away. The words it is about are underlined. */
export function HintLine({ hint, name, begunFor, onConfirm, onNote, onPromise }: HintLineProps) {
  const { store, ticker } = useDesk();
  const desk = deskWords();
  if (!hint) return null;
  if (hint.level === 'offer')
    return (
      <p class="hint hint-offer">
        <span>
          <u>{hint.time.words}</u>
        </span>
        <button type="button" class="button button-quiet" onClick={() => onPromise?.(hint.time.due)}>
          {desk.hints.promise(when(hint.time.due, ticker.now()))}
        </button>
      </p>
    );
  const of = (conversation: string | null): string | undefined =>
    conversation === null ? undefined : store.cards.value.get(conversation)?.name;
  return (
    <div class="hint">
      <WarnIcon size={16} />
      <output>
        <Said hint={hint} name={name} of={of} begunFor={begunFor} />{' '}
        {hint.level === 'soft' && <span>{desk.hints.sendAnyway}.</span>}
      </output>
      {hint.rule === 'elsewhere' && (
        <button type="button" class="button" onClick={onConfirm}>
          {desk.hints.afterAll(name)}
        </button>
      )}
      {hint.rule === 'looksLikeNote' && (
        <button type="button" class="button button-note" onClick={onNote}>
          {desk.hints.saveNote}
        </button>
      )}
    </div>
  );
}

interface SaidProps {
  readonly hint: Exclude<Hint, { level: 'offer' }>;
  readonly name: string;
  readonly begunFor: string | null;
  of(conversation: string | null): string | undefined;
}

function Said({ hint, name, of, begunFor }: SaidProps) {
  const { hints } = deskWords();
  switch (hint.rule) {
    case 'elsewhere': {
      const other = of(begunFor);
      return <b>{other === undefined ? hints.elsewhereAny : hints.elsewhere(other)}.</b>;
    }
    case 'emptySlot':
      return (
        <b>
          {hints.emptySlot} <u>{hint.slot}</u>.
        </b>
      );
    case 'tooLong':
      return <b>{hints.tooLong(hint.by)}.</b>;
    case 'otherCustomer':
      return (
        <b>
          <u>{hint.found}</u> {hints.otherCustomer(of(hint.conversation) ?? hint.found)}.
        </b>
      );
    case 'looksLikeNote':
      return (
        <b>
          <u>{hint.found}</u> {hints.looksLikeNote}.
        </b>
      );
    case 'wroteMeanwhile':
      return <b>{hints.wroteMeanwhile(name)}.</b>;
    case 'sameAgain':
      return <b>{hints.sameAgain}.</b>;
    case 'unchangedTemplate':
      return <b>{hints.unchangedTemplate}.</b>;
  }
}
