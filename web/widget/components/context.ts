import type { Locale } from '../../base/locale.ts';
import type { Chat } from '../services/chat-types.ts';
import type { Words } from '../words/panel.ts';
import type { Parts } from './parts.ts';

/** What every component of the panel draws from. There is one panel to a page. */
export interface Panel extends Parts {
  readonly chat: Chat;
  readonly words: Words;
  readonly locale: Locale;
}

let panel: Panel;

/** Said once, before the first drawing. */
export function providePanel(it: Panel): void {
  panel = it;
}

export const usePanel = (): Panel => panel;
