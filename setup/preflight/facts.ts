import type { Operator, Workspace } from '../../functions/kernel/ports.ts';
import type { Contact } from '../../shared/domain/paging/contact.ts';
import type { Page } from '../../shared/domain/paging/state.ts';

/** What was read, or why it could not be. One that cannot be read does not keep the others from being told. */
export type Read<T> = { readonly ok: true; readonly value: T } | { readonly ok: false; readonly why: string };

/** What stands between a page and a phone, as it is in the account now. All of it is only read. */
export interface Facts {
  readonly sms: Read<{
    readonly inSandbox: boolean;
    /** numbers that a sandbox sends to, E.164 */
    readonly sandboxNumbers: readonly string[];
    /** USD a month; null: the account's default of 1 */
    readonly monthlyLimitUsd: number | null;
    readonly reportsDelivery: boolean;
  }>;
  readonly mail: Read<{
    readonly inSandbox: boolean;
    readonly isSending: boolean;
    readonly from: string;
    readonly isFromVerified: boolean;
    readonly perDay: number;
  }>;
  /** environments of functions that the account may have at once */
  readonly functions: Read<{ readonly concurrent: number; readonly unreserved: number }>;
  /** who hears of the alarms */
  readonly alarms: Read<{ readonly confirmed: number; readonly pending: number }>;
  readonly workspaces: readonly WorkspaceFacts[];
}

export interface WorkspaceFacts {
  readonly id: string;
  readonly found: Read<{
    readonly workspace: Workspace;
    readonly operators: readonly Operator[];
    readonly contacts: readonly Contact[];
    /** the newest test page of each lead, by id; null: never */
    readonly tests: Readonly<Record<string, Pick<Page, 'status' | 'raisedAt'> | null>>;
  } | null>;
}
