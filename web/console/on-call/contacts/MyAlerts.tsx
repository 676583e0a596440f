import { useEffect, useRef, useState } from 'preact/hooks';
import type { MyContact } from '../../../../shared/protocol/on-call.ts';
import { BellIcon } from '../../../base/icons.tsx';
import type { MyContacts } from '../api.ts';
import { useOnCall } from '../console.ts';
import { Loaded } from '../Loaded.tsx';
import { onCallOf } from '../model.ts';
import { failureText, useWords } from '../words.ts';
import { AddContact } from './AddContact.tsx';
import { CodeForm } from './CodeForm.tsx';
import { ContactRow } from './ContactRow.tsx';
import { forgetHere, here, whoIs } from './push.ts';
import { Secret } from './Secret.tsx';

/** For so long (ms) a removal can be taken back; then it is sent. */
const UNDO = 8_000;

/** How I am rung: my contacts with their state, and further ones. */
export function MyAlerts() {
  const console = useOnCall();
  const model = onCallOf(console);
  return (
    <main class="oc-screen oc-alerts">
      <Loaded of={model.contacts}>{(mine) => <Contacts mine={mine} />}</Loaded>
    </main>
  );
}

function Contacts({ mine }: { readonly mine: MyContacts }) {
  const console = useOnCall();
  const { api, contacts } = onCallOf(console);
  const { words, locale } = useWords();
  const { alerts } = words;
  const [said, setSaid] = useState<{ readonly text: string; readonly isProblem: boolean } | null>(null);
  const [secret, setSecret] = useState<string | null>(null);
  const removal = useRemoval(() => setSaid(null));
  const remembered = here(console.local, whoIs(console.store));
  const shown = mine.contacts.filter(({ id }) => id !== removal.pending?.id);
  const waiting = shown.filter(({ verified }) => !verified);

  const test = async (contact: MyContact): Promise<void> => {
    setSaid({ text: `${alerts.testing}…`, isProblem: false });
    const answer = await api.testRing(contact.id);
    setSaid(
      answer.ok
        ? { text: contact.kind === 'push' ? alerts.testedPush : alerts.tested, isProblem: false }
        : { text: failureText(words, answer.code), isProblem: true },
    );
    await contacts.load();
  };

  return (
    <>
      <h2>{alerts.title}</h2>
      <p class="oc-lead">{shown.length === 0 ? alerts.none : alerts.lead}</p>
      {mine.testDue !== undefined && <p class="oc-due">{alerts.testDue(dueText(mine.testDue, locale))}</p>}
      {said && (
        <p class={said.isProblem ? 'oc-said problem' : 'oc-said'} role={said.isProblem ? 'alert' : 'status'}>
          {said.text}
        </p>
      )}
      {removal.pending && (
        <output class="oc-said oc-row">
          {alerts.removed(removal.pending.label)}
          <button type="button" class="button" onClick={removal.undo}>
            {alerts.undo}
          </button>
        </output>
      )}
      {shown.length > 0 && (
        <ul class="oc-contacts">
          {shown.map((contact) => (
            <ContactRow
              key={contact.id}
              contact={contact}
              isHere={contact.id === remembered?.contact}
              onTest={() => void test(contact)}
              onRemove={() => removal.begin(contact)}
            >
              {!contact.verified && (
                <CodeForm
                  contact={contact}
                  isFirst={contact === waiting[0]}
                  onVerified={() => setSaid({ text: alerts.verifiedNow, isProblem: false })}
                />
              )}
            </ContactRow>
          ))}
        </ul>
      )}
      {secret !== null && <Secret secret={secret} onDone={() => setSecret(null)} />}
      <h2>
        <BellIcon size={16} /> {alerts.add}
      </h2>
      <AddContact
        mine={mine}
        onAdded={(added) => {
          setSaid(null);
          if (added.secret !== undefined) setSecret(added.secret);
          void contacts.load();
        }}
      />
    </>
  );
}

/** A date is said as a date; anything else as it came. */
function dueText(due: string, locale: string): string {
  const at = Date.parse(due);
  if (Number.isNaN(at) || !/^\d{4}-\d{2}(-\d{2})?/.test(due)) return due;
  const isMonth = due.length === 7;
  return new Intl.DateTimeFormat(locale === 'en' ? 'en-GB' : 'ru', {
    timeZone: 'UTC',
    month: 'long',
    ...(isMonth ? { year: 'numeric' } : { day: 'numeric' }),
  })
    .format(at)
    .replace(/\s*г\.$/, '');
}

/** Removing is put off for some seconds, so that it can be taken back; leaving the screen sends it at once. */
function useRemoval(onBegin: () => void) {
  const console = useOnCall();
  const { api, contacts } = onCallOf(console);
  const [pending, setPending] = useState<MyContact | null>(null);
  const latest = useRef<MyContact | null>(null);
  const send = (contact: MyContact): void => {
    latest.current = null;
    if (contact.id === here(console.local, whoIs(console.store))?.contact) forgetHere(console.local);
    void api.removeContact(contact.id).then(async () => {
      await contacts.load();
      setPending((now) => (now?.id === contact.id ? null : now));
    });
  };
  useEffect(() => {
    if (!pending) return;
    const timer = setTimeout(() => {
      if (latest.current) send(latest.current);
    }, UNDO);
    return () => clearTimeout(timer);
  }, [pending]);
  useEffect(
    () => () => {
      if (latest.current) send(latest.current);
    },
    [],
  );
  return {
    pending,
    begin(contact: MyContact): void {
      if (latest.current) send(latest.current);
      onBegin();
      latest.current = contact;
      setPending(contact);
    },
    undo(): void {
      latest.current = null;
      setPending(null);
    },
  };
}
