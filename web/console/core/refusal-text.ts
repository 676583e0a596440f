import type { SessionModel } from './session.ts';

type Speaker = Pick<SessionModel, 'words' | 'names'>;

import { when } from './format.ts';

/** A refusal in words: what happened, what to do. */
export function refusalText(store: Speaker, code: string, more: { by?: string; at?: number }, now: number): string {
  const { words } = store;
  const by = store.names.value.operator(more.by ?? null);
  return words.refusals[code]?.(by, more.at === undefined ? '' : when(more.at, now)) ?? words.refused(code);
}
