import type { Millis } from '../../shared/domain/kernel/types.ts';
import { type PersonShift, shiftsOf } from '../../shared/domain/on-call/schedule/on-call.ts';
import type { Operator, Workspace } from '../kernel/ports.ts';
import type { Me, OnCallDeps } from './access.ts';

/** A person's shifts for the calendar that they keep elsewhere. Whoever knows the address reads it: it shows nothing else. */

const DAY: Millis = 86_400_000;
const BACK: Millis = 30 * DAY;
const AHEAD: Millis = 90 * DAY;
/** So much more is computed on both sides, so that few shifts are cut off. */
const MARGIN: Millis = 60 * DAY;

export interface Feed {
  readonly workspace: Workspace;
  readonly operator: Operator;
  /** `id`: the same each time the feed is asked for, unless the shift begins at another time */
  readonly shifts: readonly (PersonShift & { readonly id: string })[];
  readonly now: Millis;
}

/** The address of my feed. `renew`: another one, and the old opens nothing. */
export async function calendarOf(
  { calendars, random, publicUrl }: OnCallDeps,
  { workspace, operator }: Me,
  { renew }: { readonly renew: boolean },
): Promise<{ readonly url: string }> {
  let code = renew ? null : await calendars.codeOf(workspace, operator.id);
  if (code === null) {
    code = random.id();
    await calendars.renew(workspace, operator.id, code);
  }
  return { url: `${publicUrl}/v1/calendar/${code}.ics` };
}

/** What a feed's address opens; null when it opens nothing, or its person works here no more. */
export async function feedOf(
  { calendars, directory, clock }: Pick<OnCallDeps, 'calendars' | 'directory' | 'clock'>,
  code: string,
): Promise<Feed | null> {
  const owner = await calendars.owner(code);
  if (!owner) return null;
  const [workspace, operator] = await Promise.all([
    directory.workspace(owner.workspace),
    directory.operator(owner.workspace, owner.person),
  ]);
  if (!workspace || !operator?.active) return null;
  const now = clock.now();
  const { schedule, policy } = workspace;
  const edge = now - BACK - MARGIN;
  const shifts = shiftsOf(schedule, policy.zone, operator.id, edge, now + AHEAD + MARGIN)
    .filter(({ from, to }) => to > now - BACK && from < now + AHEAD)
    // One person on call for ever is a shift without a beginning: it must not be another one each time.
    .map((shift) => ({ ...shift, id: `${shift.from > edge ? shift.from : 'always'}.${shift.place}` }));
  return { workspace, operator, shifts, now };
}
