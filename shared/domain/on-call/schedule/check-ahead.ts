import { DAY, type WallClock } from '../../kernel/local-time.ts';
import { gapsBetween } from './on-call.ts';
import { type Problems, type ScheduleContext, warning } from './problems.ts';
import { rosterBetween } from './roster.ts';
import { lifeOf } from './spans.ts';
import { staffedBetween } from './staffed.ts';
import type { Schedule } from './types.ts';
import { intersection } from './windows.ts';

/** How far ahead gaps are looked for: two weeks give the time to fill them. */
const AHEAD = 14 * DAY;

/** What is allowed, and perhaps not what was meant. */
export function aheadProblems(schedule: Schedule, zone: string, clock: WallClock, context: ScheduleContext): Problems {
  const { now } = context;
  const to = now + AHEAD;
  const gaps = gapsBetween(schedule, zone, now, to);
  const uncovered = intersection(staffedBetween(schedule, zone, now, to), gaps);
  return [
    ...schedule.entries.flatMap((entry, index) => {
      const end = lifeOf(entry, clock).to;
      return end <= now ? [warning('entry.past', `entries.${index}`, { to: end })] : [];
    }),
    ...gaps.map((gap) => warning('gap', 'entries', { ...gap })),
    ...uncovered.map((hours) => warning('staffed.uncovered', 'staffed', { ...hours })),
    ...twoPlaces(schedule, zone, context),
  ];
}

/** Once for each person and pair of entries, with the first time it happens. */
function twoPlaces(schedule: Schedule, zone: string, { people, now }: ScheduleContext): Problems {
  const problems = new Map<string, Problems[number]>();
  for (const { seats, from, to } of rosterBetween(schedule, zone, { from: now, to: now + AHEAD })) {
    seats.forEach((seat, place) => {
      const other = seats.findIndex((one) => one?.person === seat?.person);
      const first = seats[other];
      if (!seat || !first || other >= place) return;
      const key = JSON.stringify([seat.person, first.entry, seat.entry]);
      const known = problems.get(key);
      if (known && known.values?.['to'] !== from) return;
      const name = people.find(({ id }) => id === seat.person)?.name ?? seat.person;
      const at = `entries.${Math.max(seat.entry, first.entry)}`;
      const since = known?.values?.['from'] ?? from;
      problems.set(key, warning('person.two_places', at, { person: seat.person, name, place, other, from: since, to }));
    });
  }
  return [...problems.values()];
}
