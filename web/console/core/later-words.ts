import type { Locale } from '../../base/locale.ts';
import { locale } from './format.ts';

/** Words that are fetched together with the screens that say them, in the reader's language alone. */
export interface LaterWords<W> {
  /** @throws Error when a screen is drawn without having been fetched by {@link withWords} */
  (): W;
  /** Fetches them, once. */
  load(): Promise<void>;
}

export function laterWords<W>(files: Readonly<Record<Locale, () => Promise<W>>>): LaterWords<W> {
  let known: W | null = null;
  const words = (): W => {
    if (known === null) throw new Error('These words are not here: fetch their screen with `withWords`.');
    return known;
  };
  const load = async (): Promise<void> => {
    // The page is in one language as long as it is open.
    known ??= await files[locale()]();
  };
  return Object.assign(words, { load });
}

/** Fetches a part of the program and the words that it needs side by side; gives the part. */
export const withWords =
  <T>(load: () => Promise<T>, ...words: readonly Pick<LaterWords<unknown>, 'load'>[]) =>
  async (): Promise<T> => {
    const [part] = await Promise.all([load(), ...words.map((one) => one.load())]);
    return part;
  };
