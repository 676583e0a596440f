import { useMemo } from 'preact/hooks';
import type { Problem } from '../../../../shared/domain/kernel/problem.ts';
import { checkSchedule } from '../../../../shared/domain/on-call/schedule/check.ts';
import { peopleIn, type Schedule } from '../../../../shared/domain/on-call/schedule/types.ts';
import { useNow } from '../../../base/ticker.ts';
import type { OnCallData } from '../api.ts';
import { useOnCall } from '../console.ts';
import { Loaded } from '../Loaded.tsx';
import { dayAt } from '../logic/calendar.ts';
import { asServed } from '../logic/problems.ts';
import { onCallOf } from '../model.ts';
import { SaveBar } from '../SaveBar.tsx';
import { useWords } from '../words.ts';
import { CalendarDays } from './CalendarDays.tsx';
import { CalendarGrid } from './CalendarGrid.tsx';
import { CalendarHead } from './CalendarHead.tsx';
import { Entries } from './Entries.tsx';
import { Feed } from './Feed.tsx';

/** Who is on call on which day, and the list of entries that it follows from. */
export function CalendarScreen() {
  const model = onCallOf(useOnCall());
  return (
    <main class="oc-screen oc-calendar">
      <Loaded of={model.data}>{(data) => <Calendar data={data} />}</Loaded>
    </main>
  );
}

function Calendar({ data }: { readonly data: OnCallData }) {
  const console = useOnCall();
  const model = onCallOf(console);
  const { words } = useWords();
  const schedule = model.edited() ?? data.schedule;
  const { zone } = data.policy;
  const minute = Math.floor(useNow(console.ticker) / 60_000) * 60_000;
  const today = dayAt(minute, zone);
  const day = model.view.day.value ?? today;
  const isLead = console.store.viewer.value?.role === 'lead';
  const isPhone = console.store.layout.value === 'phone';
  const problems = useProblems(data, schedule, minute);
  const shown = useMemo(() => chosen(schedule), [schedule]);
  return (
    <>
      <div class="oc-calendar-main">
        <CalendarHead today={today} day={day} />
        {schedule.entries.length === 0 && <p class="oc-lead">{words.calendar.empty}</p>}
        {isPhone ? (
          <CalendarDays schedule={shown} data={data} today={today} day={day} />
        ) : (
          <CalendarGrid schedule={shown} data={data} today={today} day={day} />
        )}
        <p class="meta">{words.now.zone(zone)}</p>
        <Feed />
      </div>
      <aside class="oc-calendar-side">
        {!isLead && <p class="meta">{words.calendar.readOnly}</p>}
        <Entries schedule={schedule} data={data} problems={problems} today={today} isLead={isLead} />
        {isLead && (
          <SaveBar
            editor={model.schedule}
            problems={problems}
            hint={words.editor.hint}
            onDiscard={() => {
              model.view.entry.value = null;
            }}
          />
        )}
      </aside>
    </>
  );
}

/** Without overrides whose person is still to be chosen: what they are to fill stays a gap until then. */
const chosen = (schedule: Schedule): Schedule => ({
  ...schedule,
  entries: schedule.entries.filter((entry) => entry.kind !== 'override' || entry.person !== ''),
});

/** What is wrong with the schedule as it stands here; what the server found besides is added to it. */
function useProblems(data: OnCallData, schedule: Schedule, now: number): readonly Problem[] {
  const model = onCallOf(useOnCall());
  const found = useMemo(() => {
    const people = data.people.map(({ id, name, reachable }) => ({ id, name, reachable: reachable.length > 0 }));
    const problems = checkSchedule(schedule, data.policy.zone, { people, now });
    return asServed(problems, peopleIn(data.schedule));
  }, [data, schedule, now]);
  const known = new Set(found.map(({ code, at }) => `${code} ${at}`));
  return [...found, ...model.schedule.problems.value.filter(({ code, at }) => !known.has(`${code} ${at}`))];
}
