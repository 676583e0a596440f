import { Temporal } from 'temporal-polyfill';
import type { SetUpPerson } from '../../setup/workspace.ts';
import type { LocalDate, Schedule } from '../../shared/domain/on-call/schedule/types.ts';

/** Weeks told of before today: an even number, so that whoever is named first has this week. */
const WEEKS_BEFORE = 4;

/**
 * The leads take weeks in turn, handing over as Monday begins, and each stands behind the other; the first has this week.
 * The desk is staffed every day. Nothing in it is a gap.
 */
export function demoSchedule(people: readonly SetUpPerson[], today: LocalDate): Schedule {
  const leads = people.filter(({ isOnCall }) => isOnCall === true).map(({ id }) => id);
  const day = Temporal.PlainDate.from(today);
  const start = day.subtract({ days: day.dayOfWeek - 1 + 7 * WEEKS_BEFORE }).toString();
  return {
    entries: leads.map((_, place) => ({
      kind: 'rotation',
      id: `leads-${place + 1}`,
      place,
      people: [...leads.slice(place), ...leads.slice(0, place)],
      start,
      // Midnight, so that it is the same person all Monday, whenever the demo is begun.
      handoff: '00:00',
      days: 7,
    })),
    staffed: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '09:00', to: '21:00' }],
  };
}
