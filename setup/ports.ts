import type { Clock, Operator, Workspace } from '../functions/kernel/ports.ts';
import type { Millis } from '../shared/domain/kernel/types.ts';
import type { Contact } from '../shared/domain/paging/contact.ts';

/** Whom the identity provider has to know before they can sign in to the console. */
export interface NewUser {
  readonly email: string;
  readonly name: string;
  readonly workspace: string;
}

/** People of the identity provider. */
export interface Users {
  /**
   * Makes the user, or keeps the one who has this e-mail. `id` is the subject of their ID tokens.
   * @throws {SetupError} when the e-mail belongs to another workspace
   */
  ensure(user: NewUser): Promise<{ readonly id: string; readonly isNew: boolean }>;
}

/** Reference data of a workspace. Nothing that exists is ever overwritten: people may have changed it. */
export interface DirectoryWriter {
  /** Consistently read. */
  workspace(id: string): Promise<Workspace | null>;
  /** False when there is one already; it is left as it is. */
  createWorkspace(workspace: Workspace): Promise<boolean>;
  /** False when there is one already; it is left as it is. */
  createOperator(workspace: string, operator: Operator): Promise<boolean>;
  /** False when there is one already; it is left as it is. */
  createContact(workspace: string, contact: Contact): Promise<boolean>;
  /** Sets the clock of the workspace's rounds, unless it runs. */
  beginRounds(workspace: string, now: Millis): Promise<void>;
}

export interface SetupPorts {
  readonly clock: Clock;
  readonly users: Users;
  readonly directory: DirectoryWriter;
  /** A secret that cannot be guessed, at least 32 characters. */
  readonly secret: () => string;
}
