import { useEffect, useRef, useState } from 'preact/hooks';
import { useConsole } from '../core/context.ts';
import { onCallOf } from '../core/logic/names.ts';
import { refusalText } from '../core/refusal-text.ts';
import { lazyOnCall } from '../on-call/words.ts';

const AlarmRings = lazyOnCall(() => import('../on-call/AlarmRings.tsx').then((module) => module.AlarmRings));

/** Why, about what, and who rings. The second press of A wakes with what is chosen. */
export function AlarmSheet() {
  const { store, ticker, actions } = useConsole();
  const { alarm } = store.words;
  const open = store.selected.value;
  const card = store.card.value;
  const [reason, setReason] = useState<string>(alarm.reasons[0] ?? '');
  const [text, setText] = useState('');
  const [isAbout, setAbout] = useState(open !== null);
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const [ways, setWays] = useState<string | null>(null);
  const rings = onCallOf(store.people.value).map(({ name }) => name);
  const raise = (): void => {
    if (state.busy) return;
    setState({ busy: true, problem: null });
    const said = [reason, text.trim()]
      .filter((part) => part !== '')
      .join(': ')
      .slice(0, 500);
    actions.alarm(said, isAbout ? open : null).then(
      (code) => {
        if (code === null) store.sheet.value = null;
        else setState({ busy: false, problem: refusalText(store, code, {}, ticker.now()) });
      },
      () => setState({ busy: false, problem: alarm.failed }),
    );
  };
  const latest = useRef(raise);
  latest.current = raise;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input[type=text], textarea');
      if (event.code !== 'KeyA' || event.repeat || event.ctrlKey || event.metaKey || event.altKey || isTyping) return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <form
      class="alarm"
      onSubmit={(event) => {
        event.preventDefault();
        raise();
      }}
    >
      <fieldset disabled={state.busy}>
        <legend>{alarm.reason}</legend>
        <div class="chips">
          {alarm.reasons.map((choice) => (
            <label class="chip" key={choice}>
              <input type="radio" name="reason" checked={reason === choice} onChange={() => setReason(choice)} />
              {choice}
            </label>
          ))}
        </div>
        <input
          type="text"
          class="field"
          maxLength={400}
          aria-label={alarm.text}
          placeholder={alarm.text}
          value={text}
          onInput={(event) => setText(event.currentTarget.value)}
        />
      </fieldset>
      {open !== null && (
        <fieldset disabled={state.busy}>
          <legend>{alarm.about}</legend>
          <div class="chips">
            <label class="chip">
              <input type="radio" name="about" checked={isAbout} onChange={() => setAbout(true)} />
              {alarm.thisChat(store.names.value.customer(card ?? undefined))}
            </label>
            <label class="chip">
              <input type="radio" name="about" checked={!isAbout} onChange={() => setAbout(false)} />
              {alarm.noChat}
            </label>
          </div>
        </fieldset>
      )}
      <p>{ways ?? (rings.length > 0 ? alarm.rings(rings.join(', ')) : alarm.ringsNobody)}</p>
      <AlarmRings onKnown={setWays} />
      {state.problem && (
        <p class="problem" role="alert">
          {state.problem}
        </p>
      )}
      <div class="sheet-buttons">
        <span class="meta keys-hint">{alarm.confirmKey}</span>
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            store.sheet.value = null;
          }}
        >
          {alarm.cancel}
        </button>
        <button type="submit" class="button button-alarm" disabled={state.busy}>
          {state.busy ? `${alarm.raising}…` : alarm.raise}
        </button>
      </div>
    </form>
  );
}
