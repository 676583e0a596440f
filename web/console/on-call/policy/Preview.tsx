import { useMemo, useState } from 'preact/hooks';
import { isNight } from '../../../../shared/domain/kernel/hours.ts';
import { dateTimeFrom, isZone, wallClock } from '../../../../shared/domain/kernel/local-time.ts';
import type { Policy } from '../../../../shared/domain/kernel/policy.ts';
import type { Problem } from '../../../../shared/domain/kernel/problem.ts';
import { type PreviewRow, previewChat } from '../../../../shared/domain/on-call/preview.ts';
import type { OnCallData } from '../api.ts';
import { useOnCall } from '../console.ts';
import { Labelled, MomentField } from '../Fields.tsx';
import { errorsOf } from '../logic/problems.ts';
import { longDay, preciseTime, wallText } from '../logic/times.ts';
import { onCallOf } from '../model.ts';
import { lengthOf, useWords } from '../words.ts';

interface PreviewProps {
  readonly policy: Policy;
  readonly data: OnCallData;
  readonly problems: readonly Problem[];
}

/** What would happen to a chat that nobody answers, at a day and hour to be chosen, by the rules themselves. */
export function Preview({ policy, data, problems }: PreviewProps) {
  const console = useOnCall();
  const model = onCallOf(console);
  const { words, locale } = useWords();
  const { preview } = words;
  const [kind, setKind] = useState<'connect' | 'reply'>('connect');
  const [staffed, setStaffed] = useState(false);
  const [local, setLocal] = useState(() => `${wallText(console.ticker.now(), data.policy.zone).slice(0, 10)}T03:00`);
  const { zone } = policy;
  const { day, minutes } = dateTimeFrom(local);
  const at = isZone(zone) ? wallClock(zone).instantOf(day, minutes) : Number.NaN;
  const schedule = model.edited() ?? data.schedule;
  const rows = useMemo(() => {
    if (Number.isNaN(at)) return null;
    const people = data.people.map(({ id, reachable, skills }) => ({ id, reachable: reachable.length > 0, skills }));
    return previewChat(policy, schedule, { at, kind, staffed, people });
  }, [policy, schedule, data, at, kind, staffed]);
  const isInvalid =
    rows === null || errorsOf(problems).some(({ code }) => code === 'zone.unknown' || code === 'time.invalid');
  return (
    <section class="oc-preview">
      <h2>{preview.title}</h2>
      <div class="oc-pair">
        <Labelled label={preview.kind}>
          {(id) => (
            <select
              id={id}
              class="field"
              value={kind}
              onChange={(event) => setKind(event.currentTarget.value as typeof kind)}
            >
              <option value="connect">{preview.kinds.connect}</option>
              <option value="reply">{preview.kinds.reply}</option>
            </select>
          )}
        </Labelled>
        <MomentField
          label={`${preview.day}, ${preview.hour.toLowerCase()}`}
          type="datetime-local"
          value={local}
          onInput={setLocal}
        />
      </div>
      <label class="switch">
        <input type="checkbox" checked={staffed} onChange={(event) => setStaffed(event.currentTarget.checked)} />
        {preview.staffed}
      </label>
      {isInvalid ? (
        <p class="problem">{preview.invalid}</p>
      ) : (
        <>
          <p class="meta">
            {longDay(locale, at, zone)}
            {isNight(at, policy) && ` · ${preview.night}`}
          </p>
          <PreviewRows rows={rows} at={at} zone={zone} data={data} />
        </>
      )}
    </section>
  );
}

interface PreviewRowsProps {
  readonly rows: readonly PreviewRow[];
  readonly at: number;
  readonly zone: string;
  readonly data: OnCallData;
}

function PreviewRows({ rows, at, zone, data }: PreviewRowsProps) {
  const { words } = useWords();
  const { preview } = words;
  const nameOf = (id: string): string => data.people.find((person) => person.id === id)?.name ?? id;
  const steps = rows.filter((row) => row.type === 'step');
  // The last two rounds ring everyone: the second says only that it goes on.
  const [last, again] = steps.slice(-2);
  const isRepeat = last !== undefined && again !== undefined && last.who === 'everyone' && again.who === 'everyone';
  const shown = isRepeat ? rows.filter((row) => row !== again) : rows;
  return (
    <>
      <ol class="oc-lines oc-preview-rows" aria-label={preview.label}>
        <li>
          <time>{preciseTime(at, zone)}</time>
          <span>{preview.asks}</span>
        </li>
        {shown.map((row) => (
          <li
            key={`${row.type} ${row.after} ${row.type === 'step' ? row.step : row.type === 'rung' ? row.act : ''}`}
            class={row.type === 'step' ? (row.people.length > 0 ? 'oc-line-rings' : 'oc-line-bad') : ''}
          >
            <time>{preciseTime(at + row.after * 1000, zone)}</time>
            <span>
              {rowText(row)} <span class="meta">+{lengthOf(row.after * 1000)}</span>
            </span>
          </li>
        ))}
      </ol>
      {isRepeat && <p class="meta">{preview.repeats(lengthOf((again.after - last.after) * 1000))}</p>}
      {steps.length === 0 && <p class="problem">{preview.never}</p>}
    </>
  );
  function rowText(row: PreviewRow): string {
    switch (row.type) {
      case 'rung':
        return preview.acts[row.act];
      case 'release':
        return preview.release;
      case 'step':
        return row.people.length > 0 ? preview.rings(words.and(row.people.map(nameOf))) : preview.ringsNobody;
    }
  }
}
