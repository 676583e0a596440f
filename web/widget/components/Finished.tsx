import { CloseIcon } from '../../base/icons.tsx';
import { BadIcon, ExcellentIcon, GoodIcon } from '../../base/icons-more.tsx';
import type { Score } from '../services/chat-types.ts';
import { formWords } from '../words/forms.ts';
import { usePanel } from './context.ts';
import type { FieldProps } from './parts.ts';

const FACES = [
  ['excellent', ExcellentIcon],
  ['good', GoodIcon],
  ['bad', BadIcon],
] as const satisfies readonly (readonly [Score, unknown])[];

/** After the end: "Solved?", then how it was. Can be closed unanswered; "not yet" takes the conversation up again. */
export function Finished({ field }: FieldProps) {
  const { chat, locale, words: common } = usePanel();
  const words = formWords(locale);
  const { view, complaint, isDismissed } = chat.state;
  if (isDismissed) return null;
  if (complaint !== null) return <Complaint text={complaint} />;
  if (view.rated !== null) return <p class="card">{view.rated === 'bad' ? words.thanksBad : words.thanks}</p>;
  const isAsked = view.solved === null;
  return (
    <fieldset class="card">
      <legend>{isAsked ? words.solvedQuestion : words.rateQuestion}</legend>
      <button
        type="button"
        class="icon"
        aria-label={words.dismiss}
        title={words.dismiss}
        onClick={() => chat.dismissQuestion()}
      >
        <CloseIcon size={16} />
      </button>
      {isAsked ? (
        <div class="pair">
          <button type="button" class="person" onClick={() => chat.answerSolved(true)}>
            {common.yes}
          </button>
          <button
            type="button"
            class="person"
            onClick={() => {
              chat.answerSolved(false);
              field.current?.focus();
            }}
          >
            {words.notYet}
          </button>
        </div>
      ) : (
        <div class="scores">
          {FACES.map(([score, Icon]) => (
            <button key={score} type="button" class="person" onClick={() => chat.rate(score)}>
              <Icon size={28} />
              {common.scores[score]}
            </button>
          ))}
        </div>
      )}
    </fieldset>
  );
}

function Complaint({ text }: { readonly text: string }) {
  const { chat, locale } = usePanel();
  const words = formWords(locale);
  return (
    <form
      class="card"
      onSubmit={(event) => {
        event.preventDefault();
        chat.sendComplaint();
      }}
    >
      <output>{words.thanksBad}</output>
      <div class="line">
        <input
          class="field"
          value={text}
          maxLength={500}
          placeholder={words.comment}
          aria-label={words.comment}
          onInput={(event) => chat.complain(event.currentTarget.value)}
        />
        <button type="submit" class="person">
          {words.sendComment}
        </button>
      </div>
    </form>
  );
}
