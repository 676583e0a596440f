import type { LookInput } from '../../shared/contract.ts';
import type { Commit, LogKind } from '../../shared/domain/kernel/log.ts';
import type { Policy } from '../../shared/domain/kernel/policy.ts';
import type { Body, Millis } from '../../shared/domain/kernel/types.ts';
import type { Schedule } from '../../shared/domain/on-call/schedule/types.ts';
import type { Log } from '../../shared/protocol/values.ts';
import type { EscalationStart, PageStart, RecallBegun } from './timers.ts';

/**
 * What use cases need of the world. Each port is small, says what it promises, and has one adapter in
 * the `adapters` folder of its capability; tests pass plain objects.
 */

/** Names one log: nothing is ever looked up without its workspace. */
export interface LogKey {
  readonly workspace: string;
  readonly id: string;
}

/** An append-only log of one aggregate. */
export interface LogStore<E, S> {
  readonly kind: LogKind;
  /**
   * Commits from `from` on, oldest first, consistently read, at most `limit`; `more` when it was cut. Commits below 1 do
   * not exist: `from` 0 reads from the beginning.
   */
  read(key: LogKey, from: number, limit: number): Promise<{ commits: readonly Commit<E, S>[]; more: boolean }>;
  /** The newest `limit` commits before `before` (null: from the end), newest first, consistently read. */
  readBack(key: LogKey, before: number | null, limit: number): Promise<readonly Commit<E, S>[]>;
  /**
   * Puts a commit at its seq if that place is free, with its due lease in the same item. When another commit stands
   * there it is returned: the caller's own `commitId` means its own write had arrived.
   */
  append(
    key: LogKey,
    commit: Commit<E, S>,
    due: Millis | null,
  ): Promise<{ ok: true } | { ok: false; winner: Commit<E, S> }>;
  /**
   * Removes fields of the body of commit `seq`, for good: what recall and erasure do. Removed already, or no such commit:
   * does nothing.
   */
  removeBody(key: LogKey, seq: number, fields: readonly (keyof Body)[]): Promise<void>;
  /** Moves the due lease of commit `seq` in place; does nothing when that commit has none any more. */
  moveLease(key: LogKey, seq: number, due: Millis): Promise<void>;
  /** Removes the due lease of commit `seq`. */
  clearLease(key: LogKey, seq: number): Promise<void>;
}

/** Sockets that listen to a topic of one door. */
export interface Subscriptions {
  /** Consistently read: a writer puts its commit, THEN reads these; one of the two orders always sees the other. */
  of(workspace: string, topic: string): Promise<readonly string[]>;
  add(workspace: string, topic: string, connection: string): Promise<void>;
  remove(workspace: string, topic: string, connection: string): Promise<void>;
  /** Forgets a connection that is gone: its row and all its subscriptions. */
  forget(workspace: string, connection: string): Promise<void>;
}
export const topic = {
  inbox: 'inbox',
  conversation: (id: string): string => `conversation:${id}`,
  person: (id: string): string => `person:${id}`,
} as const;

/** Sends one frame to one socket of one door. */
export interface Poster {
  /** `gone` when the socket no longer exists; `failed` for anything else (throttled, slow client): left to `sync`. */
  post(connection: string, frame: string): Promise<'sent' | 'gone' | 'failed'>;
  /** closes the socket */
  close(connection: string): Promise<void>;
}
export interface Door {
  readonly subscriptions: Subscriptions;
  readonly poster: Poster;
}

export interface Presence {
  /** Gives an operator a lease until `until`. `state` as last set when absent. */
  begin(workspace: string, operator: string, until: Millis, state?: 'available' | 'away'): Promise<void>;
  /** A heartbeat: moves the lease on, unless it was ended. Who chose to be off stays so, however long the console is open. */
  extend(workspace: string, operator: string, until: Millis): Promise<void>;
  /** There for one chat, not on shift: a lease that lives at `now` lasts on as it is, else one begins that is away. */
  visit(workspace: string, operator: string, now: Millis, until: Millis): Promise<void>;
  /** Ends it now. */
  end(workspace: string, operator: string): Promise<void>;
  /** Leases live at `now`, consistently read. */
  live(workspace: string, now: Millis): Promise<readonly { operator: string; state: 'available' | 'away' }[]>;
}

export interface Operator {
  readonly id: string;
  /** first name, as customers see it */
  readonly name: string;
  readonly role: 'operator' | 'lead';
  readonly locale: 'ru' | 'en';
  /** what a lead can wake them for */
  readonly skills?: readonly string[];
  readonly active: boolean;
}
export interface Workspace {
  readonly id: string;
  readonly name: string;
  readonly locale: 'ru' | 'en';
  /** origins that may open customer sockets, e.g. `https://shop.example` */
  readonly origins: readonly string[];
  /** HS256 secret the company's server signs identities with; absent: all customers are anonymous */
  readonly identitySecret?: string;
  readonly accent?: string;
  readonly policy: Policy;
  /** who is on call when; read by shared/domain/schedule */
  readonly schedule: Schedule;
  /** counts edits of schedule and policy: an edit holds only for the version that was on the screen */
  readonly version: number;
  readonly edited?: { readonly by: string; readonly at: Millis };
}
/** Reference data, cached for a minute per environment: what changes here shows within that time. */
export interface Directory {
  workspace(id: string): Promise<Workspace | null>;
  operators(workspace: string): Promise<readonly Operator[]>;
  /** Not cached: a role just lost must not open a socket. */
  operator(workspace: string, id: string): Promise<Operator | null>;
}

/** Timers are hints: losing one costs at most the time until the sweep. */
export interface Timers {
  /** A look after `delaySeconds` (at most 900). */
  lookLater(input: LookInput, delaySeconds: number): Promise<void>;
  /** A look, a little later, at whether a recall was carried through. */
  finishRecallLater(recall: RecallBegun, delaySeconds: number): Promise<void>;
  /** Starts the escalation machine; a name that is taken counts as started. */
  startEscalation(start: EscalationStart): Promise<void>;
  startPage(start: PageStart): Promise<void>;
}

export interface Clock {
  now(): Millis;
}
export interface Random {
  /** 128 random bits, base64url (22 characters) */
  id(): string;
}

/** Counts for alarms; names from contract.METRICS. */
export interface Meter {
  count(metric: string, value?: number): void;
}

export interface Logger {
  info(message: string, data?: Record<string, unknown>): void;
  warn(message: string, data?: Record<string, unknown>): void;
  /** once per unexpected error, with its cause */
  error(message: string, error: unknown, data?: Record<string, unknown>): void;
}

export type { Log };

/** One row per open socket of a door, so that a socket that is gone can be forgotten with all that it listened to. */
export interface Connections {
  open(connection: string, owner: { workspace: string; subject: string }): Promise<void>;
}
