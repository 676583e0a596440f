import { type ReadonlySignal, type Signal, signal } from '@preact/signals';
import type { Policy } from '../../../shared/domain/policy.ts';
import type { Schedule } from '../../../shared/domain/schedule/types.ts';
import type { PageStory } from '../../../shared/protocol/on-call.ts';
import type { Console } from './console.ts';
import {
  type Answer,
  createOnCallApi,
  type MyContacts,
  type NightsData,
  type OnCallApi,
  type OnCallData,
} from './on-call-api.ts';
import { createEditor, type Editor } from './on-call-editor.ts';

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
}

const models = new WeakMap<Console, OnCallModel>();

/** The console's one model of on-call, made when its first screen is drawn. */
export function onCallOf(console: Console): OnCallModel {
  const known = models.get(console);
  if (known) return known;
  const made = createOnCall(createOnCallApi(console.http));
  models.set(console, made);
  return made;
}

export function createOnCall(api: OnCallApi): OnCallModel {
  const data = createResource(() => api.all());
  const pages = createResource(() => api.pages(null));
  const base = { version: () => data.value.peek()?.version ?? null, reload: () => data.load() };
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
    schedule: createEditor<Schedule>({
      ...base,
      current: () => data.value.peek()?.schedule ?? null,
      save: (version, schedule) => api.saveSchedule(version, schedule),
    }),
    policy: createEditor<Policy>({
      ...base,
      current: () => data.value.peek()?.policy ?? null,
      save: (version, policy) => api.savePolicy(version, policy),
    }),
  };
}
