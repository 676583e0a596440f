import { useEffect, useRef, useState } from 'preact/hooks';
import type { MyContact } from '../../../../shared/protocol/on-call.ts';
import { useNow } from '../../../base/ticker.ts';
import { useOnCall } from '../console.ts';
import { onCallOf } from '../model.ts';
import { failureText, useWords } from '../words.ts';
import { onCode } from './push.ts';

interface CodeFormProps {
  readonly contact: MyContact;
  /** of those that wait for a code: it takes the focus */
  readonly isFirst: boolean;
  onVerified(): void;
}

/** Six digits, sent as soon as they are there: typed, put in by the phone's keyboard, or brought by a notification. */
export function CodeForm({ contact, isFirst, onVerified }: CodeFormProps) {
  const console = useOnCall();
  const { ticker } = console;
  const { api, contacts } = onCallOf(console);
  const { words } = useWords();
  const { alerts } = words;
  const [code, setCode] = useState('');
  const [state, setState] = useState<{ busy: boolean; problem: string | null; said: string | null }>({
    busy: false,
    problem: null,
    said: null,
  });
  const field = useRef<HTMLInputElement>(null);
  const againAt = contact.codeAgainAt ?? 0;
  const now = useNow(ticker, againAt > ticker.now());
  const wait = Math.ceil((againAt - now) / 1000);

  const verify = async (digits: string): Promise<void> => {
    setCode(digits);
    if (!/^\d{6}$/.test(digits)) return;
    setState({ busy: true, problem: null, said: null });
    const answer = await api.verify(contact.id, digits);
    if (answer.ok) onVerified();
    setState({ busy: false, problem: answer.ok ? null : failureText(words, answer.code), said: null });
    await contacts.load();
    if (!answer.ok) field.current?.select();
  };
  const again = async (): Promise<void> => {
    const answer = await api.sendCode(contact.id);
    setCode('');
    setState({
      busy: false,
      problem: answer.ok ? null : failureText(words, answer.code),
      said: answer.ok ? alerts.sentAgain : null,
    });
    await contacts.load();
  };
  useEffect(() => {
    // One that has just been sent is awaited; an old one must not pull a phone's keyboard up.
    if (isFirst && againAt > ticker.now()) field.current?.focus();
  }, [isFirst]);
  useEffect(() => (contact.kind === 'push' ? onCode((digits) => void verify(digits)) : undefined), [contact.id]);

  const hint =
    contact.kind === 'push' ? alerts.codePush : contact.kind === 'https' ? alerts.codeHttps : alerts.codeHint;
  return (
    <form
      class="oc-code"
      onSubmit={(event) => {
        event.preventDefault();
        void verify(code);
      }}
    >
      <label>
        {alerts.code(contact.label)}
        <input
          ref={field}
          type="text"
          class="field oc-code-field"
          inputMode="numeric"
          autocomplete="one-time-code"
          pattern="[0-9]{6}"
          maxLength={6}
          required
          value={code}
          disabled={state.busy}
          aria-describedby={`code-${contact.id}`}
          onInput={(event) => void verify(event.currentTarget.value.replace(/\D/g, ''))}
        />
      </label>
      <p class="meta" id={`code-${contact.id}`}>
        {hint}
      </p>
      {state.problem !== null && (
        <p class="problem" role="alert">
          {state.problem}
        </p>
      )}
      {state.said !== null && <output class="oc-said">{state.said}</output>}
      <div class="oc-row">
        <button type="submit" class="button button-primary" disabled={state.busy}>
          {alerts.verify}
        </button>
        <button type="button" class="button button-quiet" disabled={wait > 0} onClick={() => void again()}>
          {wait > 0 ? alerts.againIn(wait) : alerts.again}
        </button>
      </div>
    </form>
  );
}
