import type { Locale } from '../../base/locale.ts';
import type { Chat } from '../services/chat.ts';
import type { Words } from '../strings.ts';

/** What every component of the panel draws from. There is one panel to a page. */
export interface Panel {
  readonly chat: Chat;
  readonly words: Words;
  readonly locale: Locale;
  /** Opens "call me", which is of the panel's second file. */
  callMe(): void;
}

let panel: Panel;

/** Said once, before the first drawing. */
export function providePanel(it: Panel): void {
  panel = it;
}

export const usePanel = (): Panel => panel;
