import type { Policy } from '../../shared/domain/kernel/policy.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { RoundsState } from '../../shared/domain/on-call/rounds.ts';
import type { Schedule } from '../../shared/domain/on-call/schedule/types.ts';
import type { Operator, Workspace } from '../kernel/ports.ts';

/** What saying who is rung when needs of the world. */

/** What a company edits about its on-call. Each write holds only while the workspace has the version that was edited. */
export interface OnCallSettings {
  /** Consistently read. */
  workspace(id: string): Promise<Workspace | null>;
  saveSchedule(workspace: string, version: number, schedule: Schedule, by: string): Promise<boolean>;
  savePolicy(workspace: string, version: number, policy: Policy, by: string): Promise<boolean>;
  operators(workspace: string): Promise<readonly Operator[]>;
  saveSkills(workspace: string, person: string, skills: readonly string[]): Promise<void>;
}

/** A person's calendar feed is opened by whoever knows its code; made anew, the old one opens nothing. */
export interface Calendars {
  /** The code of a person's feed, or null before it was asked for. */
  codeOf(workspace: string, person: string): Promise<string | null>;
  renew(workspace: string, person: string, code: string): Promise<void>;
  owner(code: string): Promise<{ readonly workspace: string; readonly person: string } | null>;
}

/** The state of a workspace's rounds, so that nothing is said twice. */
export interface Rounds {
  /** Consistently read; null before the first round was asked for. */
  read(workspace: string): Promise<RoundsState | null>;
  /** Writes the state of the round after `state.version`, and when the next is due; false when another was faster. */
  write(workspace: string, state: RoundsState, due: Millis): Promise<boolean>;
}
