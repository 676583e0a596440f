import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import type { Problem } from '../../shared/domain/kernel/problem.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import type { Digest, Sightings, SignIn } from '../entry/ports.ts';
import { isWelcome } from '../entry/sessions.ts';
import type { Clock, Directory, Logger, LogStore, Operator, Random } from '../kernel/ports.ts';
import type { CallGuard, Carrier, Codes, Contacts, Receipts } from '../paging/ports.ts';
import type { Calendars, OnCallSettings, Rounds } from './ports.ts';

/** What the on-call screens' requests need. */
export interface OnCallDeps {
  readonly directory: Pick<Directory, 'workspace' | 'operator'>;
  readonly signIn: Pick<SignIn, 'read'>;
  readonly settings: OnCallSettings;
  readonly contacts: Contacts;
  readonly receipts: Pick<Receipts, 'put'>;
  readonly calendars: Calendars;
  readonly rounds: Rounds;
  readonly sightings: Pick<Sightings, 'first'>;
  readonly carrier: Carrier;
  readonly conversations: Pick<LogStore<ConversationEvent, Conversation>, 'read'>;
  readonly pages: Pick<LogStore<PageEvent, Page>, 'readBack'>;
  readonly digest: Digest;
  readonly codes: Codes;
  readonly random: Random;
  readonly clock: Clock;
  readonly log: Logger;
  /** public key that browsers subscribe to notifications with (VAPID) */
  readonly pushKey: () => Promise<string>;
  /** where people reach the site, without a slash at the end */
  readonly publicUrl: string;
  readonly guard: CallGuard;
}

/** Every way in which a request of the on-call screens is refused. */
export type OnCallCode =
  | 'session_over'
  | 'not_an_operator'
  | 'unknown_workspace'
  | 'origin_not_allowed'
  | 'leads_only'
  | 'edited_meanwhile'
  | 'has_problems'
  | 'no_such_person'
  | 'no_such_contact'
  | 'bad_phone'
  | 'bad_email'
  | 'bad_url'
  | 'bad_endpoint'
  | 'private_address'
  | 'too_many_contacts'
  | 'already_added'
  | 'already_verified'
  | 'too_soon'
  | 'wrong_code'
  | 'code_too_late'
  | 'code_too_often'
  | 'no_code_asked'
  | 'not_verified'
  | 'last_contact'
  | 'not_sent'
  | 'busy';

export interface OnCallRefusal {
  readonly ok: false;
  readonly code: OnCallCode;
  readonly problems?: readonly Problem[];
  /** name of the person who stands in the way */
  readonly by?: string;
  /** a carrier's own words */
  readonly detail?: string;
}
export const refused = (code: OnCallCode, more: Omit<OnCallRefusal, 'ok' | 'code'> = {}): OnCallRefusal => ({
  ok: false,
  code,
  ...more,
});

/** Who asks: somebody of this workspace, by our own row. */
export interface Me {
  readonly workspace: string;
  readonly operator: Operator;
}

/** The ID token says who signed in; what that person may do is in our own row, and can be taken away at once. */
export async function whoAsks(
  { signIn, directory }: Pick<OnCallDeps, 'signIn' | 'directory'>,
  { bearer, origin }: { readonly bearer: string; readonly origin?: string },
): Promise<{ readonly ok: true; readonly me: Me } | OnCallRefusal> {
  const person = await signIn.read(bearer);
  if (!person) return refused('session_over');
  const [operator, workspace] = await Promise.all([
    directory.operator(person.workspace, person.subject),
    directory.workspace(person.workspace),
  ]);
  if (!operator?.active) return refused('not_an_operator');
  if (!workspace) return refused('unknown_workspace');
  if (!isWelcome(workspace, origin)) return refused('origin_not_allowed');
  return { ok: true, me: { workspace: workspace.id, operator } };
}
