import type { Millis } from '../../shared/domain/kernel/types.ts';
import { onCallAt } from '../../shared/domain/on-call/schedule/on-call.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import type { Workspace } from './ports.ts';

/** Who is on call now, first first, whether or not they can be reached. */
export const onCallNow = ({ schedule, policy }: Workspace, now: Millis): readonly string[] =>
  onCallAt(schedule, policy.zone, now);

/** Whom the next step rings after those whom this one does: to whom a page is passed on. */
export const nextOnCall = (workspace: Workspace, { sends }: Page, now: Millis): string | undefined =>
  onCallNow(workspace, now).find((person) => !sends.some((send) => send.person === person));
