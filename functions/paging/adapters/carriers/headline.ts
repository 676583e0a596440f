import type { Ring } from '../../ports.ts';

/** Longer lines are cut by every list of mails and alerts. */
const MAX_LETTERS = 150;

/** A ring in one line: whose it is and what is the matter. A notice has a title that says it all. */
export function headlineOf({ kind, title, text }: Pick<Ring, 'kind' | 'title' | 'text'>): string {
  const line = (kind === 'notice' ? title : `${title}: ${text}`).replace(/\s+/g, ' ').trim();
  const letters = [...line];
  return letters.length <= MAX_LETTERS ? line : `${letters.slice(0, MAX_LETTERS - 1).join('')}…`;
}
