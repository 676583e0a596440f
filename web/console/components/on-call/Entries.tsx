import type { Day } from '../../../../shared/domain/local-time.ts';
import type { Problem } from '../../../../shared/domain/problem.ts';
import type { Entry, Hours, Schedule } from '../../../../shared/domain/schedule/types.ts';
import { CloseIcon, DownIcon } from '../../../base/icons.tsx';
import type { Locale } from '../../../base/locale.ts';
import { dayOr } from '../../logic/on-call-calendar.ts';
import {
  daysKey,
  movedEntry,
  newHoliday,
  newOverride,
  newRotation,
  withEntry,
  withoutEntry,
} from '../../logic/on-call-draft.ts';
import { errorsOf, problemsAt, warningsOf } from '../../logic/on-call-problems.ts';
import { dateText, shortDate, weekdayText } from '../../logic/on-call-times.ts';
import { newId, onCallOf } from '../../services/on-call.ts';
import type { OnCallData } from '../../services/on-call-api.ts';
import type { OnCallWords } from '../../strings-on-call/en.ts';
import { useConsole } from '../context.ts';
import { EntryForm } from './EntryForm.tsx';
import { type FormContext, ProblemsAt } from './Fields.tsx';
import { HoursField } from './HoursField.tsx';
import { useWords } from './words.ts';

interface EntriesProps {
  readonly schedule: Schedule;
  readonly data: OnCallData;
  readonly problems: readonly Problem[];
  readonly today: Day;
  readonly isLead: boolean;
}

/** The list that everything follows from: rotations, overrides and holidays in their order, and the staffed hours. */
export function Entries({ schedule, data, problems, today, isLead }: EntriesProps) {
  const model = onCallOf(useConsole());
  const { words, locale } = useWords();
  const { calendar } = words;
  const open = model.view.entry;
  const context: FormContext = { data, problems };
  const edit = (next: Schedule): void => model.schedule.edit(next);
  const add = (entry: Entry): void => {
    edit(withEntry(schedule, entry));
    open.value = entry.id;
  };
  const date = dateText(Math.max(today, model.view.day.value ?? today));
  return (
    <>
      <section class="oc-entries">
        <h2>{calendar.entries}</h2>
        <p class="meta">{calendar.entriesHint}</p>
        <ProblemsAt of={context} at="zone" />
        <ProblemsAt of={{ data, problems: warningsFirst(problems) }} at="entries" own />
        <ol>
          {schedule.entries.map((entry, index) => {
            const at = `entries.${index}`;
            const isOpen = isLead && open.value === entry.id;
            const own = problemsAt(problems, at);
            const { title, line } = describe(entry, { words, locale, data });
            return (
              <li
                key={entry.id}
                class={`oc-entry${isOpen ? ' oc-entry-open' : ''}${errorsOf(own).length > 0 ? ' oc-entry-wrong' : ''}`}
              >
                <div class="oc-entry-head">
                  <div class="oc-entry-what">
                    <p>
                      <span class="meta">
                        {index + 1}. {title}
                      </span>
                    </p>
                    <p>{line}</p>
                  </div>
                  {isLead && (
                    <div class="oc-entry-buttons">
                      <button
                        type="button"
                        class="icon-button oc-up"
                        aria-label={`${calendar.up} (${index + 1})`}
                        title={calendar.up}
                        disabled={index === 0}
                        onClick={() => edit(movedEntry(schedule, entry.id, -1))}
                      >
                        <DownIcon size={16} />
                      </button>
                      <button
                        type="button"
                        class="icon-button"
                        aria-label={`${calendar.down} (${index + 1})`}
                        title={calendar.down}
                        disabled={index === schedule.entries.length - 1}
                        onClick={() => edit(movedEntry(schedule, entry.id, 1))}
                      >
                        <DownIcon size={16} />
                      </button>
                      <button
                        type="button"
                        class="icon-button"
                        aria-label={`${calendar.remove} (${index + 1})`}
                        title={calendar.remove}
                        onClick={() => edit(withoutEntry(schedule, entry.id))}
                      >
                        <CloseIcon size={16} />
                      </button>
                      <button
                        type="button"
                        class="button"
                        aria-expanded={isOpen}
                        aria-label={`${isOpen ? calendar.done : calendar.edit} (${index + 1})`}
                        onClick={() => {
                          open.value = isOpen ? null : entry.id;
                        }}
                      >
                        {isOpen ? calendar.done : calendar.edit}
                      </button>
                    </div>
                  )}
                </div>
                {isOpen && (
                  <EntryForm
                    entry={entry}
                    at={at}
                    context={context}
                    onChange={(next) => edit(withEntry(schedule, next))}
                  />
                )}
                {isOpen ? <ProblemsAt of={context} at={at} own /> : <ProblemsAt of={context} at={at} />}
              </li>
            );
          })}
        </ol>
        {isLead && (
          <div class="oc-row">
            <span class="meta">{calendar.add}</span>
            <button
              type="button"
              class="button"
              onClick={() =>
                add(
                  newRotation(
                    newId(),
                    date,
                    data.people.filter(canBeRung).map(({ id }) => id),
                  ),
                )
              }
            >
              {calendar.addRotation}
            </button>
            <button
              type="button"
              class="button"
              onClick={() => add(newOverride(newId(), `${date}T09:00`, `${date}T21:00`, 0, ''))}
            >
              {calendar.addOverride}
            </button>
            <button type="button" class="button" onClick={() => add(newHoliday(newId(), date, calendar.kinds.holiday))}>
              {calendar.addHoliday}
            </button>
          </div>
        )}
      </section>
      <section class="oc-entries">
        <h2>{calendar.staffedTitle}</h2>
        <p class="meta">{calendar.staffedHint}</p>
        {isLead ? (
          <HoursField
            hours={schedule.staffed}
            at="staffed"
            context={context}
            onChange={(staffed) => edit({ ...schedule, staffed })}
          />
        ) : schedule.staffed.length === 0 ? (
          <p>{calendar.staffedNone}</p>
        ) : (
          <ul>
            {schedule.staffed.map((hours) => (
              <li key={JSON.stringify(hours)}>{hoursText(hours, { words, locale })}</li>
            ))}
          </ul>
        )}
        <ProblemsAt of={context} at="staffed" own />
      </section>
    </>
  );
}

const canBeRung = ({ role, reachable }: OnCallData['people'][number]): boolean =>
  role === 'lead' && reachable.length > 0;

/** Three gaps say enough; the calendar shows them all. */
const GAPS = 3;
const warningsFirst = (problems: readonly Problem[]): readonly Problem[] => [
  ...errorsOf(problems),
  ...warningsOf(problems)
    .filter(({ code }) => code === 'gap')
    .slice(0, GAPS),
];

interface Described {
  readonly words: OnCallWords;
  readonly locale: Locale;
}

/** An entry as people say it. */
function describe(
  entry: Entry,
  { words, locale, data }: Described & { readonly data: OnCallData },
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
function hoursText({ days, from, to }: Hours, { words, locale }: Described): string {
  const key = daysKey(days);
  const said = key ? words.calendar[key] : days.map((day) => weekdayText(locale, day)).join(', ');
  return `${said} ${from} – ${to}`;
}
