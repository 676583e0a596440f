import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Locale } from '../../base/locale.ts';
import type { Chat } from '../services/chat.ts';
import type { Words } from '../strings.ts';

export interface Panel {
  readonly chat: Chat;
  readonly words: Words;
  readonly locale: Locale;
}

export const PanelContext = createContext<Panel | null>(null);

export function usePanel(): Panel {
  const panel = useContext(PanelContext);
  if (!panel) throw new Error('usePanel() is for components inside a PanelContext.');
  return panel;
}
