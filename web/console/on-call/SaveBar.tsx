import { useEffect } from 'preact/hooks';
import type { Problem } from '../../../shared/domain/kernel/problem.ts';
import { listen } from '../core/listen.ts';
import type { Editor } from './editor.ts';
import { errorsOf } from './logic/problems.ts';
import { failureText, useWords } from './words.ts';

interface SaveBarProps<T> {
  readonly editor: Editor<T>;
  readonly problems: readonly Problem[];
  readonly hint?: string;
  onDiscard?(): void;
}

/** Saving a draft as a whole: not with mistakes, not over a colleague, and to be taken back. */
export function SaveBar<T>({ editor, problems, hint, onDiscard }: SaveBarProps<T>) {
  const { words } = useWords();
  const isDirty = editor.draft.value !== null;
  const conflict = editor.conflict.value;
  const errors = errorsOf(problems).length;
  useEffect(() => (isDirty ? listen(window, 'beforeunload', (event) => event.preventDefault()) : undefined), [isDirty]);
  if (!isDirty && editor.before.value === null && editor.refused.value === null && conflict === null) return null;
  return (
    <div class={isDirty ? 'oc-save oc-save-dirty' : 'oc-save'}>
      {conflict !== null && (
        <div role="alert" class="oc-conflict">
          <p>{conflict === '' ? words.editor.conflictSomebody : words.editor.conflict(conflict)}</p>
          <div class="oc-row">
            <button
              type="button"
              class="button"
              onClick={() => {
                editor.takeTheirs();
                onDiscard?.();
              }}
            >
              {words.editor.takeTheirs}
            </button>
            <button type="button" class="button" onClick={() => editor.keepMine()}>
              {words.editor.keepMine}
            </button>
          </div>
        </div>
      )}
      {editor.refused.value !== null && (
        <p class="problem" role="alert">
          {failureText(words, editor.refused.value)}
        </p>
      )}
      {isDirty && conflict === null && (
        <>
          <p class={errors > 0 ? 'problem' : ''}>
            <b>{words.editor.dirty}.</b> {errors > 0 ? `${words.editor.fix(errors)}.` : hint}
          </p>
          <div class="oc-row">
            <button
              type="button"
              class="button button-primary"
              aria-disabled={errors > 0 || editor.isSaving.value}
              onClick={() => {
                if (errors === 0) void editor.save().then(() => editor.draft.peek() === null && onDiscard?.());
              }}
            >
              {editor.isSaving.value ? `${words.editor.saving}…` : words.editor.save}
            </button>
            <button
              type="button"
              class="button button-quiet"
              onClick={() => {
                editor.discard();
                onDiscard?.();
              }}
            >
              {words.editor.discard}
            </button>
          </div>
        </>
      )}
      {!isDirty && editor.before.value !== null && (
        <output class="oc-row">
          {words.editor.saved}{' '}
          <button type="button" class="button" disabled={editor.isSaving.value} onClick={() => void editor.undo()}>
            {words.editor.undo}
          </button>
        </output>
      )}
    </div>
  );
}
