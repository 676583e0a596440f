import type { Millis } from '../../shared/domain/kernel/types.ts';
import { shiftsOf } from '../../shared/domain/on-call/schedule/on-call.ts';
import { nextTestDay } from '../../shared/domain/on-call/test-page.ts';
import { CODE_AGAIN, type Contact, type Delivery, isVerified } from '../../shared/domain/paging/contact.ts';
import { NO_LADDER } from '../../shared/domain/paging/ladders.ts';
import { type Me, type OnCallDeps, type OnCallRefusal, refused } from '../on-call/access.ts';
import { CarrierRefusal, type Ring } from '../paging/ports.ts';
import { testWords } from './texts.ts';

/** A person's own contacts: what they are, trying one, removing one. */

/** A contact as its owner sees it. */
export interface MyContact {
  readonly id: string;
  readonly kind: Contact['kind'];
  readonly address: string;
  readonly label: string;
  readonly verified: boolean;
  readonly codeAgainAt?: Millis;
  readonly last: Delivery | null;
}

/** A test rings so often at most. */
const TEST_AGAIN: Millis = 30_000;
/** Somebody who is on call within this time keeps a way to be reached. */
const ON_CALL_SOON: Millis = 24 * 3_600_000;

export const shown = (contact: Contact): MyContact => ({
  id: contact.id,
  kind: contact.kind,
  // The rest of a push service's URL lets whoever knows it send.
  address: contact.kind === 'push' ? new URL(contact.address).hostname : contact.address,
  label: contact.label,
  verified: isVerified(contact),
  ...(contact.pending && { codeAgainAt: contact.pending.sentAt + CODE_AGAIN }),
  last: contact.last,
});

export async function myContacts(deps: OnCallDeps, { workspace, operator }: Me) {
  const [contacts, push, settings, rounds] = await Promise.all([
    deps.contacts.of(workspace, operator.id),
    deps.pushKey(),
    deps.settings.workspace(workspace),
    operator.role === 'lead' ? deps.rounds.read(workspace) : null,
  ]);
  const testDue =
    settings && operator.role === 'lead' && contacts.some(isVerified)
      ? nextTestDay(operator.id, deps.clock.now(), settings.policy.zone, settings.schedule, {
          month: rounds?.tests[operator.id],
          since: rounds?.leads[operator.id],
        })
      : undefined;
  const sorted = [...contacts].sort((a, b) => a.createdAt - b.createdAt || a.id.localeCompare(b.id));
  return { contacts: sorted.map(shown), push, ...(testDue !== undefined && { testDue }) };
}

export async function contactOf(deps: OnCallDeps, { workspace, operator }: Me, id: string): Promise<Contact | null> {
  const contacts = await deps.contacts.of(workspace, operator.id);
  return contacts.find((contact) => contact.id === id) ?? null;
}

/** Rings it now, as a page would. */
export async function testRing(deps: OnCallDeps, me: Me, id: string): Promise<{ ok: true } | OnCallRefusal> {
  const contact = await contactOf(deps, me, id);
  if (!contact) return refused('no_such_contact');
  if (!isVerified(contact)) return refused('not_verified');
  const at = deps.clock.now();
  if (at < (contact.rang.at(-1) ?? 0) + TEST_AGAIN) return refused('too_soon');
  const { operator, workspace } = me;
  const found = await deps.directory.workspace(workspace);
  const failed = await ringOwn(deps, me, contact, {
    ...testWords(operator.locale, found?.name ?? ''),
    id: `${workspace}.try.${contact.id}.${at}`,
    tag: `try.${contact.id}`,
    link: `${deps.publicUrl}/console/#/on-call/alerts`,
  });
  if (failed) return failed;
  await deps.contacts.note(workspace, contact, { at, result: 'sent' });
  return { ok: true };
}

/** Rings a person's own contact. What its carrier reports of delivery later is theirs to read. Null when it was taken. */
export async function ringOwn(deps: OnCallDeps, me: Me, contact: Contact, ring: Ring): Promise<OnCallRefusal | null> {
  const { workspace, operator } = me;
  let receipt: string | null;
  try {
    ({ receipt } = await deps.carrier.send(contact, ring));
  } catch (error) {
    return notSent(deps, me, contact, error);
  }
  const of = { workspace, ladder: NO_LADDER, episode: 0, step: 0, person: operator.id, contact: contact.id };
  try {
    if (receipt !== null) await deps.receipts.put(receipt, of);
  } catch (error) {
    // It rang: only what is said of it later is lost.
    deps.log.warn('contact.receipt.lost', { workspace, contact: contact.id, error: String(error) });
  }
  return null;
}

/** What a carrier refused is written down, and said; what it called gone does not count any more. */
async function notSent(deps: OnCallDeps, me: Me, contact: Contact, error: unknown): Promise<OnCallRefusal> {
  const isRefusal = error instanceof CarrierRefusal;
  if (!isRefusal) deps.log.error('contact.send.failed', error, { workspace: me.workspace, contact: contact.id });
  const last: Delivery = {
    at: deps.clock.now(),
    result: 'failed',
    ...(isRefusal && { detail: error.message }),
  };
  if (isRefusal && error.isGone) await deps.contacts.put(me.workspace, { ...contact, verifiedAt: null, last }, contact);
  else await deps.contacts.note(me.workspace, contact, last);
  return refused('not_sent', isRefusal ? { detail: error.message } : {});
}

/** Refused while it is the last way to reach somebody who is on call, or soon will be. */
export async function removeContact(deps: OnCallDeps, me: Me, id: string): Promise<{ ok: true } | OnCallRefusal> {
  const { workspace, operator } = me;
  const contacts = await deps.contacts.of(workspace, operator.id);
  const contact = contacts.find((one) => one.id === id);
  if (!contact) return { ok: true }; // pressed twice
  const isLast = isVerified(contact) && contacts.filter(isVerified).length === 1;
  if (isLast && (await isOnCallSoon(deps, me))) return refused('last_contact');
  await deps.contacts.remove(workspace, operator.id, id);
  return { ok: true };
}

async function isOnCallSoon({ settings, clock }: OnCallDeps, { workspace, operator }: Me): Promise<boolean> {
  const found = await settings.workspace(workspace);
  const now = clock.now();
  return found !== null && shiftsOf(found.schedule, found.policy.zone, operator.id, now, now + ON_CALL_SOON).length > 0;
}
