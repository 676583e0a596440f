import ical, { ICalCalendarMethod, ICalEventTransparency } from 'ical-generator';
import type { Operator } from '../../kernel/ports.ts';
import type { Feed } from '../../on-call/calendar.ts';

/** Readers ask again after this time; seconds. */
export const FEED_LASTS = 15 * 60;

const WORDS = {
  ru: {
    name: (workspace: string) => `Дежурство: ${workspace}`,
    places: ['Дежурю, звонят первым', 'Дежурю, звонят вторым', 'Дежурю, звонят третьим'],
  },
  en: {
    name: (workspace: string) => `On call: ${workspace}`,
    places: ['On call, rung first', 'On call, rung second', 'On call, rung third'],
  },
} as const satisfies Record<Operator['locale'], unknown>;

/** A person's shifts as an iCalendar file (RFC 5545), in UTC: each calendar shows them in its owner's own zone. */
export function calendarFile({ workspace, operator, shifts, now }: Feed): string {
  const words = WORDS[operator.locale];
  const calendar = ical({
    name: words.name(workspace.name),
    prodId: { company: 'Otvet', product: 'On call', language: operator.locale.toUpperCase() },
    method: ICalCalendarMethod.PUBLISH,
    ttl: FEED_LASTS,
  });
  for (const { from, to, place, id } of shifts)
    calendar.createEvent({
      id: `${id}.${operator.id}.${workspace.id}@otvet`,
      start: new Date(from),
      end: new Date(to),
      stamp: new Date(now),
      summary: `${words.places[place] ?? words.places[0]} · ${workspace.name}`,
      // On call is not busy: meetings may be held meanwhile.
      transparency: ICalEventTransparency.TRANSPARENT,
    });
  return calendar.toString();
}
