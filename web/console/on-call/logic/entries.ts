import type { Entry, Hours } from '../../../../shared/domain/on-call/schedule/types.ts';
import type { Locale } from '../../../base/locale.ts';
import type { OnCallWords } from '../words.en.ts';
import { dayOr } from './calendar.ts';
import { daysKey } from './draft.ts';
import { shortDate, weekdayText } from './times.ts';

interface Described {
  readonly words: OnCallWords;
  readonly locale: Locale;
}

interface People {
  readonly people: readonly { readonly id: string; readonly name: string }[];
}

/** An entry of the schedule as people say it. */
export function entryText(
  entry: Entry,
  { words, locale, data }: Described & { readonly data: People },
): { readonly title: string; readonly line: string } {
  const { calendar } = words;
  const nameOf = (id: string): string =>
    data.people.find((person) => person.id === id)?.name ?? (id === '' ? calendar.noPeople : calendar.unknown(id));
  const names = (people: readonly string[]): string => people.map(nameOf).join(', ') || calendar.noPeople;
  const day = (date: string): string => shortDate(locale, dayOr(date, 0));
  switch (entry.kind) {
    case 'rotation': {
      const turn =
        entry.days === 1 ? calendar.perDay : entry.days === 7 ? calendar.perWeek : calendar.perDays(entry.days);
      const parts = [
        entry.people.length > 1 ? calendar.rotationLine(names(entry.people), turn) : names(entry.people),
        calendar.handoffAt(entry.handoff),
        calendar.fromDay(day(entry.start)),
        ...(entry.until === undefined ? [] : [calendar.untilDay(day(entry.until))]),
        ...(entry.hours ?? []).map((hours) => hoursText(hours, { words, locale })),
      ];
      return {
        title: `${calendar.kinds.rotation}, ${(calendar.places[entry.place] ?? '').toLowerCase()}`,
        line: parts.join(' · '),
      };
    }
    case 'override': {
      const isOneDay = entry.from.slice(0, 10) === entry.to.slice(0, 10);
      const to = isOneDay ? entry.to.slice(11) : `${day(entry.to.slice(0, 10))} ${entry.to.slice(11)}`;
      return {
        title: `${calendar.kinds.override}, ${(calendar.places[entry.place] ?? '').toLowerCase()}`,
        line: `${nameOf(entry.person)} · ${day(entry.from.slice(0, 10))} ${entry.from.slice(11)} – ${to}`,
      };
    }
    case 'holiday': {
      const days = entry.from === entry.to ? day(entry.from) : `${day(entry.from)} – ${day(entry.to)}`;
      return {
        title: calendar.kinds.holiday,
        line: `${entry.name} · ${days} · ${entry.people.length === 0 ? calendar.nobodyNamed : names(entry.people)}`,
      };
    }
  }
}

/** `Mon – Fri 09:00 – 18:00` */
export function hoursText({ days, from, to }: Hours, { words, locale }: Described): string {
  const key = daysKey(days);
  const said = key ? words.calendar[key] : days.map((day) => weekdayText(locale, day)).join(', ');
  return `${said} ${from} – ${to}`;
}
