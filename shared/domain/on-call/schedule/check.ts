import { isZone, type WallClock, wallClock } from '../../kernel/local-time.ts';
import type { Problem } from '../../kernel/problem.ts';
import { aheadProblems } from './check-ahead.ts';
import { coverProblems } from './check-cover.ts';
import { shapeProblems } from './check-shape.ts';
import { error, type Problems, type ScheduleContext, type ScheduleProblem } from './problems.ts';
import { lifeOf } from './spans.ts';
import type { Entry, Schedule } from './types.ts';

/**
 * Everything that is wrong with a schedule in a zone, errors first. With an error it is not saved, and the last good one
 * stays in force. Where words are wrong already, nothing is said of what they would lead to.
 */
export function checkSchedule(
  schedule: Schedule,
  zone: string,
  context: ScheduleContext,
): readonly Problem<ScheduleProblem>[] {
  if (!isZone(zone)) return [error('zone.unknown', 'zone', { zone }), ...shapeProblems(schedule)];
  const clock = wallClock(zone);
  const { entries } = schedule;
  const shape = shapeProblems(schedule);
  const people = entries.flatMap((entry, index) => peopleProblems(entry, `entries.${index}`, clock, context));
  if (shape.length > 0) return [...shape, ...people];
  return [...people, ...coverProblems(entries, clock, context.now), ...aheadProblems(schedule, zone, clock, context)];
}

/** People who left stay in entries that are over: the schedule is the record of who was on call. */
function peopleProblems(entry: Entry, at: string, clock: WallClock, { people, now }: ScheduleContext): Problems {
  if (lifeOf(entry, clock).to <= now) return [];
  const named =
    entry.kind === 'override'
      ? [{ person: entry.person, path: `${at}.person` }]
      : entry.people.map((person, index) => ({ person, path: `${at}.people.${index}` }));
  return named.flatMap(({ person, path }) => {
    const known = people.find(({ id }) => id === person);
    if (!known) return [error('person.unknown', path, { person })];
    return known.reachable ? [] : [error('person.unreachable', path, { person, name: known.name })];
  });
}
