import { useLayoutEffect, useRef } from 'preact/hooks';
import { CloseIcon, PhoneIcon } from '../../base/icons.tsx';
import { changeCall, closeCall } from '../services/call-form.ts';
import { sendCall } from '../services/send-call.ts';
import type { CallForm as Form, When } from '../store/call.ts';
import { suggestedTime, WHENS } from '../store/call-request.ts';
import { formWords } from '../words/forms.ts';
import { usePanel } from './context.ts';
import { isComposing, restFocus } from './focus.ts';

/** "Call me": which number, and when. What cannot be sent is said at its field, and stays. */
export function CallForm({ form: { phone, when, time, problem } }: { readonly form: Form }) {
  const { chat, locale, words: common } = usePanel();
  const { callForm: words } = formWords(locale);
  const box = useRef<HTMLFormElement>(null);
  const number = useRef<HTMLInputElement>(null);
  const now = chat.ticker.now();
  const isBad = problem === 'phone';
  useLayoutEffect(() => number.current?.focus(), []);
  useLayoutEffect(() => {
    if (problem) box.current?.querySelector<HTMLElement>('[aria-invalid=true]')?.focus();
  }, [problem]);
  const leave = (): void => {
    if (box.current) restFocus(box.current);
    closeCall(chat);
  };
  const choose = (it: When) => () => changeCall(chat, { when: it, time: suggestedTime(it, now) });
  return (
    <form
      class="card call"
      aria-label={words.title}
      ref={box}
      onKeyDown={(event) => {
        if (event.key !== 'Escape' || isComposing(event)) return;
        event.stopPropagation();
        leave();
      }}
      onSubmit={(event) => {
        event.preventDefault();
        const from = event.currentTarget;
        const panel = from.closest('.panel');
        if (sendCall(chat) && panel) restFocus(panel);
      }}
    >
      <div class="line">
        <PhoneIcon />
        <b>{words.title}</b>
        <button type="button" class="icon" aria-label={words.close} title={words.close} onClick={leave}>
          <CloseIcon size={16} />
        </button>
      </div>
      <label>
        {words.phone}
        <input
          class="field"
          type="tel"
          autocomplete="tel"
          maxLength={40}
          enterkeyhint="done"
          ref={number}
          value={phone}
          aria-invalid={isBad}
          aria-describedby="call-phone"
          onInput={(event) => changeCall(chat, { phone: event.currentTarget.value })}
        />
      </label>
      <small id="call-phone" class={isBad ? 'wrong' : undefined} role={isBad ? 'alert' : undefined}>
        {isBad ? words.bad : words.hint}
      </small>
      <fieldset>
        <legend>{words.when}</legend>
        <div class="whens">
          {WHENS.map(
            (it) =>
              (it !== 'today' || suggestedTime(it, now) !== '' || when === it) && (
                <button key={it} type="button" class="person" aria-pressed={when === it} onClick={choose(it)}>
                  {words.times[it]}
                </button>
              ),
          )}
        </div>
      </fieldset>
      {(when === 'today' || when === 'tomorrow') && (
        <label>
          {words.time}
          <input
            class="field"
            type="time"
            value={time}
            aria-invalid={problem !== null && !isBad}
            aria-describedby="call-time"
            onInput={(event) => changeCall(chat, { time: event.currentTarget.value })}
          />
        </label>
      )}
      {problem !== null && !isBad && (
        <small id="call-time" class="wrong" role="alert">
          {problem === 'time' ? words.badTime : words.noTime}
        </small>
      )}
      <button type="submit" class="send-call">
        {common.callMe}
      </button>
    </form>
  );
}
