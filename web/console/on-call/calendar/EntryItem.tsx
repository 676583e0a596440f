import type { Entry, Schedule } from '../../../../shared/domain/on-call/schedule/types.ts';
import { CloseIcon, DownIcon } from '../../../base/icons.tsx';
import { useOnCall } from '../console.ts';
import { type FormContext, ProblemsAt } from '../Fields.tsx';
import { movedEntry, withEntry, withoutEntry } from '../logic/draft.ts';
import { entryText } from '../logic/entries.ts';
import { errorsOf, problemsAt } from '../logic/problems.ts';
import { onCallOf } from '../model.ts';
import { useWords } from '../words.ts';
import { EntryForm } from './EntryForm.tsx';

interface EntryItemProps {
  readonly schedule: Schedule;
  /** its place in the schedule, from 0 */
  readonly index: number;
  readonly entry: Entry;
  readonly context: FormContext;
  readonly isLead: boolean;
}

/** One entry: what it says, its place among the others, and its form while it is open. */
export function EntryItem({ schedule, index, entry, context, isLead }: EntryItemProps) {
  const model = onCallOf(useOnCall());
  const { words, locale } = useWords();
  const { calendar } = words;
  const open = model.view.entry;
  const edit = (next: Schedule): void => model.schedule.edit(next);
  const at = `entries.${index}`;
  const isOpen = isLead && open.value === entry.id;
  const own = problemsAt(context.problems, at);
  const { title, line } = entryText(entry, { words, locale, data: context.data });
  return (
    <li class={`oc-entry${isOpen ? ' oc-entry-open' : ''}${errorsOf(own).length > 0 ? ' oc-entry-wrong' : ''}`}>
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
        <EntryForm entry={entry} at={at} context={context} onChange={(next) => edit(withEntry(schedule, next))} />
      )}
      {isOpen ? <ProblemsAt of={context} at={at} own /> : <ProblemsAt of={context} at={at} />}
    </li>
  );
}
