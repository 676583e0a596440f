import type { Day } from '../../../../shared/domain/kernel/local-time.ts';
import type { Problem } from '../../../../shared/domain/kernel/problem.ts';
import type { Entry, Schedule } from '../../../../shared/domain/on-call/schedule/types.ts';
import type { OnCallData } from '../api.ts';
import { useOnCall } from '../console.ts';
import { type FormContext, ProblemsAt } from '../Fields.tsx';
import { newHoliday, newOverride, newRotation, withEntry } from '../logic/draft.ts';
import { hoursText } from '../logic/entries.ts';
import { errorsOf, warningsOf } from '../logic/problems.ts';
import { dateText } from '../logic/times.ts';
import { newId, onCallOf } from '../model.ts';
import { useWords } from '../words.ts';
import { EntryItem } from './EntryItem.tsx';
import { HoursField } from './HoursField.tsx';

interface EntriesProps {
  readonly schedule: Schedule;
  readonly data: OnCallData;
  readonly problems: readonly Problem[];
  readonly today: Day;
  readonly isLead: boolean;
}

/** The list that everything follows from: rotations, overrides and holidays in their order, and the staffed hours. */
export function Entries({ schedule, data, problems, today, isLead }: EntriesProps) {
  const model = onCallOf(useOnCall());
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
          {schedule.entries.map((entry, index) => (
            <EntryItem
              key={entry.id}
              schedule={schedule}
              index={index}
              entry={entry}
              context={context}
              isLead={isLead}
            />
          ))}
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
