import { batch, type ReadonlySignal, type Signal, signal } from '@preact/signals';
import { type Day, dayFrom } from '../../../shared/domain/kernel/local-time.ts';
import type { Policy } from '../../../shared/domain/kernel/policy.ts';
import type { Schedule } from '../../../shared/domain/on-call/schedule/types.ts';
import type { PageStory } from '../../../shared/protocol/on-call.ts';
import {
  type Answer,
  createOnCallApi,
  type MyContacts,
  type NightsData,
  type OnCallApi,
  type OnCallData,
} from './api.ts';
import type { OnCallConsole } from './console.ts';
import { createEditor, type Editor } from './editor.ts';
import { newOverride, withEntry } from './logic/draft.ts';
import { wallText } from './logic/times.ts';

/** Something that is loaded: what was there stays while it is asked for anew, and when asking fails. */
export interface Resource<T> {
  readonly value: Signal<T | null>;
  /** code of the last failure; null once it has been loaded again */
  readonly failed: ReadonlySignal<string | null>;
  /** Asks; an answer that was overtaken by a later question is thrown away. */
  load(): Promise<void>;
}

export function createResource<T>(ask: () => Promise<Answer<T>>): Resource<T> {
  const value = signal<T | null>(null);
  const failed = signal<string | null>(null);
  let newest = 0;
  return {
    value,
    failed,
    async load() {
      newest += 1;
      const mine = newest;
      const answer = await ask();
      if (mine !== newest) return;
      failed.value = answer.ok ? null : answer.code;
      if (answer.ok) value.value = answer.value;
    },
  };
}

/** All that the on-call screens show and change. */
export interface OnCallModel {
  readonly api: OnCallApi;
  readonly data: Resource<OnCallData>;
  readonly contacts: Resource<MyContacts>;
  readonly nights: Resource<NightsData>;
  readonly pages: Resource<{ readonly pages: readonly PageStory[]; readonly before: number | null }>;
  /** further back */
  olderPages(): Promise<void>;
  readonly schedule: Editor<Schedule>;
  readonly policy: Editor<Policy>;
  /** what of the calendar is shown, kept while other screens are looked at */
  readonly view: CalendarView;
  /** The schedule as it is being edited, else as it is in force; null before it has been loaded. */
  edited(): Schedule | null;
}

export interface CalendarView {
  readonly mode: Signal<'month' | 'week'>;
  /** a day of the weeks that are shown; null: today's */
  readonly day: Signal<Day | null>;
  /** id of the entry whose form is open */
  readonly entry: Signal<string | null>;
}

/** Begins an override of a stretch of time, and opens its form. Nothing is saved by it. */
export function beginOverride(
  model: OnCallModel,
  { from, to, place, person }: { from: number; to: number; place: number; person: string },
): void {
  const { policy } = model.data.value.peek() ?? {};
  const schedule = model.edited();
  if (!policy || !schedule) return;
  const id = newId();
  const { zone } = policy;
  batch(() => {
    model.schedule.edit(withEntry(schedule, newOverride(id, wallText(from, zone), wallText(to, zone), place, person)));
    model.view.entry.value = id;
    model.view.day.value = dayFrom(wallText(from, zone).slice(0, 10));
  });
}

/** An id for an entry: unlike all others of its schedule, and nobody reads it. */
export const newId = (): string => `e${Math.random().toString(36).slice(2, 12)}`;

const models = new WeakMap<OnCallConsole, OnCallModel>();

/** The console's one model of on-call, made when its first screen is drawn. */
export function onCallOf(console: OnCallConsole): OnCallModel {
  const known = models.get(console);
  if (known) return known;
  const made = createOnCall(createOnCallApi(console.http));
  models.set(console, made);
  return made;
}

function createOnCall(api: OnCallApi): OnCallModel {
  const data = createResource(() => api.all());
  const pages = createResource(() => api.pages(null));
  const base = { version: () => data.value.peek()?.version ?? null, reload: () => data.load() };
  const schedule = createEditor<Schedule>({
    ...base,
    current: () => data.value.peek()?.schedule ?? null,
    save: (version, next) => api.saveSchedule(version, next),
  });
  return {
    api,
    data,
    contacts: createResource(() => api.contacts()),
    nights: createResource(() => api.nights()),
    pages,
    async olderPages() {
      const shown = pages.value.peek();
      if (shown === null || shown.before === null) return;
      const older = await api.pages(shown.before);
      if (!older.ok || pages.value.peek() !== shown) return;
      pages.value.value = { pages: [...shown.pages, ...older.value.pages], before: older.value.before };
    },
    schedule,
    policy: createEditor<Policy>({
      ...base,
      current: () => data.value.peek()?.policy ?? null,
      save: (version, policy) => api.savePolicy(version, policy),
    }),
    view: { mode: signal('month'), day: signal(null), entry: signal(null) },
    edited: () => schedule.draft.value ?? data.value.value?.schedule ?? null,
  };
}
