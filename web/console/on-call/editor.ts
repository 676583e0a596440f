import { batch, type ReadonlySignal, signal } from '@preact/signals';
import type { Problem } from '../../../shared/domain/kernel/problem.ts';
import type { Answer, Saved } from './api.ts';

/** One thing that leads edit: a draft over what is in force, saved as a whole, or not at all. */
export interface Editor<T> {
  /** null: nothing has been changed */
  readonly draft: ReadonlySignal<T | null>;
  readonly isSaving: ReadonlySignal<boolean>;
  /** what the server found wrong with the draft that was sent */
  readonly problems: ReadonlySignal<readonly Problem[]>;
  /** why it was not saved otherwise: a code */
  readonly refused: ReadonlySignal<string | null>;
  /** who saved while this draft was being written; empty: somebody */
  readonly conflict: ReadonlySignal<string | null>;
  /** what was in force before the last save, while it can be brought back */
  readonly before: ReadonlySignal<T | null>;
  edit(next: T): void;
  discard(): void;
  save(): Promise<void>;
  /** after a conflict: theirs stays, the draft goes */
  takeTheirs(): void;
  /** after a conflict: the draft will be saved over theirs */
  keepMine(): void;
  /** Saves what was there before the last save. */
  undo(): Promise<void>;
}

export interface EditorDeps<T> {
  current(): T | null;
  version(): number | null;
  reload(): Promise<void>;
  save(version: number, next: T): Promise<Answer<Saved>>;
}

export function createEditor<T>(deps: EditorDeps<T>): Editor<T> {
  const draft = signal<T | null>(null);
  const isSaving = signal(false);
  const problems = signal<readonly Problem[]>([]);
  const refused = signal<string | null>(null);
  const conflict = signal<string | null>(null);
  const before = signal<T | null>(null);
  /** of what the draft was begun from: saving is conditional on it */
  let base: number | null = null;

  const forget = (): void =>
    batch(() => {
      draft.value = null;
      problems.value = [];
      refused.value = null;
      conflict.value = null;
      base = null;
    });

  async function put(next: T, version: number): Promise<void> {
    if (isSaving.peek()) return;
    isSaving.value = true;
    refused.value = null;
    const was = deps.current();
    const answer = await deps.save(version, next);
    if (answer.ok) {
      await deps.reload();
      batch(() => {
        // What was typed while it was on its way is a draft of its own, over what has just been saved.
        if (draft.peek() === next || draft.peek() === null) forget();
        else base = answer.value.version;
        before.value = was;
        isSaving.value = false;
      });
      return;
    }
    if (answer.code === 'edited_meanwhile') await deps.reload();
    batch(() => {
      isSaving.value = false;
      if (answer.code === 'edited_meanwhile') conflict.value = answer.by ?? '';
      else if (answer.problems.length > 0) problems.value = answer.problems;
      else refused.value = answer.code;
    });
  }

  return {
    draft,
    isSaving,
    problems,
    refused,
    conflict,
    before,
    edit(next) {
      batch(() => {
        if (draft.peek() === null) base = deps.version();
        draft.value = next;
        // They are about what was sent; what is wrong with what is there now, the screen's own check says.
        problems.value = [];
        refused.value = null;
        before.value = null;
      });
    },
    discard: forget,
    async save() {
      const next = draft.peek();
      if (next !== null && base !== null) await put(next, base);
    },
    takeTheirs: forget,
    keepMine() {
      base = deps.version();
      conflict.value = null;
    },
    async undo() {
      const [earlier, version] = [before.peek(), deps.version()];
      if (earlier === null || version === null) return;
      await put(earlier, version);
      if (refused.peek() === null && conflict.peek() === null) before.value = null;
    },
  };
}
