import type { ComponentType } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { readableKey } from '../core/logic/hotkeys.ts';
import { onCallOf } from '../core/logic/names.ts';
import { CallForm, useCall } from './CallForm.tsx';
import { useAlarm } from './console.ts';

/** The longest reason that the server takes. */
const MAX_REASON = 500;

interface AlarmSheetProps {
  /** finds out by what each of them is rung; loaded after the sheet, which must not wait for it */
  readonly Rings: ComponentType<{ onKnown(text: string): void }>;
}

/** Why, about what, and who rings. The second press of A wakes with what is chosen. */
export function AlarmSheet({ Rings }: AlarmSheetProps) {
  const { store, actions } = useAlarm();
  const { alarm } = store.words;
  const open = store.selected.value;
  const card = store.card.value;
  const [reason, setReason] = useState<string>(alarm.reasons[0] ?? '');
  const [text, setText] = useState('');
  const [isAbout, setAbout] = useState(open !== null);
  const { calling, call } = useCall(alarm.failed);
  const [ways, setWays] = useState<string | null>(null);
  const rings = onCallOf(store.people.value).map(({ name }) => name);
  const raise = (): void => {
    const said = [reason, text.trim()]
      .filter((part) => part !== '')
      .join(': ')
      .slice(0, MAX_REASON);
    call(() => actions.alarm(said, isAbout ? open : null));
  };
  const latest = useRef(raise);
  latest.current = raise;
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const isTyping = event.target instanceof HTMLElement && event.target.matches('input[type=text], textarea');
      if (
        readableKey(event).code !== 'KeyA' ||
        event.repeat ||
        event.ctrlKey ||
        event.metaKey ||
        event.altKey ||
        isTyping
      )
        return;
      event.preventDefault();
      latest.current();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
  return (
    <CallForm
      calling={calling}
      words={{ call: alarm.raise, calling: alarm.raising, cancel: alarm.cancel }}
      hint={alarm.confirmKey}
      onCall={raise}
    >
      <fieldset disabled={calling.busy}>
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
        <fieldset disabled={calling.busy}>
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
      <Rings onKnown={setWays} />
    </CallForm>
  );
}
