import type { Page } from '../../shared/domain/paging/state.ts';
import type { ConversationDeps } from '../conversation/command.ts';
import type { Operator, Presence, Timers, Workspace } from '../kernel/ports.ts';
import type { PageDeps } from './command.ts';
import type { Link, Links } from './ports.ts';
import type { SpecialistDeps } from './specialists.ts';

export interface AcknowledgeDeps extends ConversationDeps, PageDeps, SpecialistDeps {
  readonly links: Links;
  readonly presence: Presence;
  readonly timers: Pick<Timers, 'lookLater' | 'startPage'>;
}

/** Whom a link belongs to and what it rings for; null when there is no such link or its person works here no more. */
export interface Opened {
  readonly link: Link;
  readonly workspace: Workspace;
  readonly operators: readonly Operator[];
  readonly me: Operator;
  readonly page: Page;
}
