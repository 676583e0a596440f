import { useState } from 'preact/hooks';
import type { ContactKind } from '../../../../shared/domain/paging/contact.ts';
import type { AddContact as AddContactBody, AddedContact, MyContacts } from '../api.ts';
import { useOnCall } from '../console.ts';
import { onCallOf } from '../model.ts';
import { failureText, useWords } from '../words.ts';
import { device, here, pushState, remember, subscribe, whoIs } from './push.ts';

const TYPED = ['sms', 'email', 'https'] as const satisfies readonly ContactKind[];
type Typed = (typeof TYPED)[number];

interface AddContactProps {
  readonly mine: MyContacts;
  onAdded(added: AddedContact): void;
}

/** This browser with one click, and the three ways that need an address. */
export function AddContact({ mine, onAdded }: AddContactProps) {
  const { words } = useWords();
  const { alerts } = words;
  const [open, setOpen] = useState<Typed | null>(null);
  return (
    <div class="oc-add">
      <AddPush mine={mine} onAdded={onAdded} />
      <div class="oc-row">
        {TYPED.map((kind) => (
          <button
            key={kind}
            type="button"
            class="button"
            aria-expanded={open === kind}
            onClick={() => setOpen(open === kind ? null : kind)}
          >
            {{ sms: alerts.addSms, email: alerts.addEmail, https: alerts.addHttps }[kind]}
          </button>
        ))}
      </div>
      {open !== null && (
        <TypedForm
          key={open}
          kind={open}
          onCancel={() => setOpen(null)}
          onAdded={(added) => {
            setOpen(null);
            onAdded(added);
          }}
        />
      )}
    </div>
  );
}

function AddPush({ mine, onAdded }: AddContactProps) {
  const console = useOnCall();
  const { api } = onCallOf(console);
  const { words, locale } = useWords();
  const { alerts } = words;
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const state = pushState();
  const who = whoIs(console.store);
  const remembered = here(console.local, who);
  if (mine.contacts.some(({ id, verified }) => verified && id === remembered?.contact)) return null;
  const add = async (): Promise<void> => {
    setBusy(true);
    setProblem(null);
    const { browser, system } = device();
    const label = browser && system ? alerts.on(browser, system) : browser || system || alerts.labels.push;
    const subscribed = await subscribe(mine.push, label.slice(0, 40), locale);
    if (!subscribed.ok) setProblem(alerts.push[subscribed.code]);
    else {
      const added = await api.addContact(subscribed.contact);
      if (added.ok) {
        remember(console.local, { who, contact: added.value.contact.id, endpoint: subscribed.contact.endpoint });
        onAdded(added.value);
      } else setProblem(failureText(words, added.code));
    }
    setBusy(false);
  };
  return (
    <div class="oc-push">
      {(state === 'ready' || state === 'blocked') && (
        <button
          type="button"
          class="button button-primary"
          // until the server has said who is signed in, it could not be remembered whose this browser is
          disabled={busy || state === 'blocked' || who === ''}
          onClick={() => void add()}
        >
          {console.store.layout.value === 'phone' ? alerts.addPushPhone : alerts.addPush}
        </button>
      )}
      <p class={state === 'ready' ? 'meta' : 'oc-explain'}>{alerts.push[state]}</p>
      {problem !== null && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </div>
  );
}

interface TypedFormProps {
  readonly kind: Typed;
  onCancel(): void;
  onAdded(added: AddedContact): void;
}

function TypedForm({ kind, onCancel, onAdded }: TypedFormProps) {
  const { api } = onCallOf(useOnCall());
  const { words } = useWords();
  const { alerts } = words;
  const [address, setAddress] = useState('');
  const [label, setLabel] = useState(alerts.labels[kind]);
  const [state, setState] = useState<{ busy: boolean; problem: string | null }>({ busy: false, problem: null });
  const field = FIELDS[kind];
  const add = async (): Promise<void> => {
    setState({ busy: true, problem: null });
    const added = await api.addContact(bodyOf(kind, address.trim(), label.trim() || alerts.labels[kind]));
    if (added.ok) onAdded(added.value);
    else setState({ busy: false, problem: failureText(words, added.code) });
  };
  const [name, hint] = {
    sms: [alerts.phone, alerts.phoneHint],
    email: [alerts.email, alerts.emailHint],
    https: [alerts.url, alerts.urlHint],
  }[kind];
  return (
    <form
      class="oc-form"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <label>
        {name}
        <input
          class="field"
          {...field}
          required
          ref={focused}
          value={address}
          onInput={(event) => setAddress(event.currentTarget.value)}
        />
      </label>
      <p class="meta">{hint}</p>
      <label>
        {alerts.label}
        <input
          class="field"
          type="text"
          maxLength={40}
          value={label}
          onInput={(event) => setLabel(event.currentTarget.value)}
        />
      </label>
      {state.problem !== null && (
        <p class="problem" role="alert">
          {state.problem}
        </p>
      )}
      <div class="oc-row">
        <button type="submit" class="button button-primary" disabled={state.busy}>
          {alerts.addThis}
        </button>
        <button type="button" class="button button-quiet" onClick={onCancel}>
          {alerts.cancel}
        </button>
      </div>
    </form>
  );
}

const focused = (field: HTMLInputElement | null): void => field?.focus();

const FIELDS = {
  sms: { type: 'tel', autocomplete: 'tel', placeholder: '+7 900 123-45-67', maxLength: 30 },
  email: { type: 'email', autocomplete: 'email', maxLength: 254 },
  https: { type: 'url', autocomplete: 'url', placeholder: 'https://', maxLength: 2000 },
} as const;

function bodyOf(kind: Typed, address: string, label: string): AddContactBody {
  switch (kind) {
    case 'sms':
      return { kind, phone: address, label };
    case 'email':
      return { kind, email: address, label };
    case 'https':
      return { kind, url: address, label };
  }
}
