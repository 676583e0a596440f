import { emailOf, urlOf } from '../../shared/domain/kernel/contact-address.ts';
import { phoneOf } from '../../shared/domain/kernel/phone.ts';
import {
  CODE_AGAIN,
  type Contact,
  isVerified,
  judgeCode,
  MAX_CONTACTS,
  type PendingCode,
} from '../../shared/domain/paging/contact.ts';
import { type Me, type OnCallCode, type OnCallDeps, type OnCallRefusal, refused } from '../on-call/access.ts';
import { CarrierRefusal } from '../paging/ports.ts';
import { contactOf, type MyContact, ringOwn, shown } from './own.ts';
import { codeWords } from './texts.ts';

/** A contact is added, its code sent, and the code comes back: then it counts. */

export type NewContact =
  | { readonly kind: 'sms'; readonly phone: string; readonly label: string }
  | { readonly kind: 'email'; readonly email: string; readonly label: string }
  | { readonly kind: 'https'; readonly url: string; readonly label: string }
  | {
      readonly kind: 'push';
      readonly endpoint: string;
      readonly keys: { readonly p256dh: string; readonly auth: string };
      readonly label: string;
    };

export type Added = { readonly ok: true; readonly contact: MyContact; readonly secret?: string } | OnCallRefusal;

/** Others write to a contact's row as well: each ring does. */
const TRIES = 5;

/**
 * Adds a contact and sends its code. The same address again takes the place of what waits for its code, and a browser that
 * subscribed anew of what it was; the old one goes once the new one's code is on its way.
 */
export async function addContact(deps: OnCallDeps, me: Me, wanted: NewContact): Promise<Added> {
  const address = addressOf(deps, wanted);
  if (!address.ok) return refused(address.why);
  const { workspace, operator } = me;
  const contacts = await deps.contacts.of(workspace, operator.id);
  const known = contacts.find(({ kind, address: old }) => kind === wanted.kind && old === address.value);
  if (!known && contacts.length >= MAX_CONTACTS) return refused('too_many_contacts');
  const keys = wanted.kind === 'push' ? wanted.keys : undefined;
  if (known && isVerified(known)) {
    const isSame = known.keys?.p256dh === keys?.p256dh && known.keys?.auth === keys?.auth;
    // A browser asks again whenever its person presses the button: nothing to do.
    if (isSame) return wanted.kind === 'push' ? { ok: true, contact: shown(known) } : refused('already_added');
  }
  if (known && isTooSoon(deps, known)) return refused('too_soon');
  const id = deps.random.id();
  const { code, pending } = newCode(deps, me, id);
  const secret = wanted.kind === 'https' ? deps.codes.secret() : undefined;
  const contact: Contact = {
    id,
    person: operator.id,
    kind: wanted.kind,
    address: address.value,
    label: wanted.label,
    ...(keys && { keys }),
    ...(secret !== undefined && { secret }),
    createdAt: deps.clock.now(),
    verifiedAt: null,
    pending,
    rang: [],
    last: null,
  };
  if (!(await deps.contacts.put(workspace, contact, null))) return refused('busy');
  const failed = await sendCode(deps, me, contact, code);
  // Of two nobody needs the one that takes nothing.
  const superfluous = failed ? contact : known;
  if (superfluous) await deps.contacts.remove(workspace, operator.id, superfluous.id);
  return failed ?? { ok: true, contact: shown(contact), ...(secret !== undefined && { secret }) };
}

/** Sends another code; the one before is worth nothing any more. */
export async function codeAgain(
  deps: OnCallDeps,
  me: Me,
  id: string,
): Promise<{ readonly ok: true; readonly contact: MyContact } | OnCallRefusal> {
  const contact = await contactOf(deps, me, id);
  if (!contact) return refused('no_such_contact');
  if (isVerified(contact)) return refused('already_verified');
  if (isTooSoon(deps, contact)) return refused('too_soon');
  const { code, pending } = newCode(deps, me, contact.id);
  const waiting = { ...contact, pending };
  if (!(await deps.contacts.put(me.workspace, waiting, contact))) return refused('busy');
  return (await sendCode(deps, me, waiting, code)) ?? { ok: true, contact: shown(waiting) };
}

/** A code has come back. Each try is written down before it is answered: tries side by side are counted one by one. */
export async function verifyContact(
  deps: OnCallDeps,
  me: Me,
  { contact: id, code }: { readonly contact: string; readonly code: string },
): Promise<{ readonly ok: true; readonly contact: MyContact } | OnCallRefusal> {
  for (let attempt = 0; attempt < TRIES; attempt++) {
    const contact = await contactOf(deps, me, id);
    if (!contact) return refused('no_such_contact');
    const { pending } = contact;
    const now = deps.clock.now();
    const verdict = judgeCode(pending, digestOf(deps, me, id, code), now);
    if (verdict === 'not_asked') return refused(isVerified(contact) ? 'already_verified' : 'no_code_asked');
    if (verdict === 'too_late') return refused('code_too_late');
    if (verdict === 'too_often' || pending === null) return refused('code_too_often');
    const next: Contact =
      verdict === 'right'
        ? { ...contact, verifiedAt: now, pending: null }
        : { ...contact, pending: { ...pending, tries: pending.tries + 1 } };
    if (!(await deps.contacts.put(me.workspace, next, contact))) continue;
    return verdict === 'right' ? { ok: true, contact: shown(next) } : refused('wrong_code');
  }
  return refused('busy');
}

function addressOf(
  { guard }: OnCallDeps,
  wanted: NewContact,
): { readonly ok: true; readonly value: string } | { readonly ok: false; readonly why: OnCallCode } {
  const given = (value: string | null, why: OnCallCode) =>
    value === null ? ({ ok: false, why } as const) : ({ ok: true, value } as const);
  if (wanted.kind === 'sms') return given(phoneOf(wanted.phone), 'bad_phone');
  if (wanted.kind === 'email') return given(emailOf(wanted.email), 'bad_email');
  const isPush = wanted.kind === 'push';
  const url = urlOf(isPush ? wanted.endpoint : wanted.url);
  try {
    if (url) guard.check(url);
  } catch (error) {
    if (!(error instanceof CarrierRefusal)) throw error;
    if (url?.protocol === 'https:') return { ok: false, why: 'private_address' };
    return { ok: false, why: isPush ? 'bad_endpoint' : 'bad_url' };
  }
  return given(url?.href ?? null, isPush ? 'bad_endpoint' : 'bad_url');
}

const isTooSoon = ({ clock }: OnCallDeps, { pending }: Contact): boolean =>
  pending !== null && clock.now() < pending.sentAt + CODE_AGAIN;

function newCode(deps: OnCallDeps, me: Me, contact: string): { readonly code: string; readonly pending: PendingCode } {
  const code = deps.codes.digits();
  return { code, pending: { digest: digestOf(deps, me, contact, code), sentAt: deps.clock.now(), tries: 0 } };
}

const digestOf = ({ digest }: OnCallDeps, { workspace, operator }: Me, contact: string, code: string): string =>
  digest.of('contact', workspace, operator.id, contact, code);

/** Sends it; what went wrong, or null. */
async function sendCode(deps: OnCallDeps, me: Me, contact: Contact, code: string): Promise<OnCallRefusal | null> {
  const { workspace, operator } = me;
  const found = await deps.directory.workspace(workspace);
  return ringOwn(deps, me, contact, {
    ...codeWords(operator.locale, found?.name ?? '', code),
    id: `${workspace}.code.${contact.id}.${contact.pending?.sentAt ?? 0}`,
    tag: `code.${contact.id}`,
    code,
  });
}
