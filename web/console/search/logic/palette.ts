import { hasWords, wordsOf } from '../../../../shared/domain/search/search.ts';
import type { Action } from '../../core/logic/hotkeys.ts';

/** One thing that can be done, as the palette lists it. */
export interface PaletteItem {
  readonly id: string;
  readonly label: string;
  /** the key that does it without the palette */
  readonly keys?: string;
  run(): void;
}

/** Keys that mean the same wherever one is; all others are about the chat that is open. */
export const EVERYWHERE: ReadonlySet<Action> = new Set<Action>([
  'next',
  'previous',
  'go.inbox',
  'go.mine',
  'go.snoozed',
  'go.closed',
  'search',
  'alarm',
  'help',
]);
/** Keys that the palette does not list: its own, those that belong to a text field, and what it says in plainer words. */
export const UNLISTED: ReadonlySet<Action> = new Set<Action>(['palette', 'send.next', 'presence', 'open', 'close']);

/** What is left of a list for a query: each of its words must stand in the label; labels that begin with it come first. */
export function filterItems<T extends { readonly label: string }>(items: readonly T[], query: string): readonly T[] {
  const words = wordsOf(query);
  if (words.length === 0) return items;
  const begins = ({ label }: T): number => Number(label.toLowerCase().startsWith(query.trim().toLowerCase()));
  return items.filter(({ label }) => hasWords(label, words)).sort((a, b) => begins(b) - begins(a));
}
