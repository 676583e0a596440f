import { CarrierRefusal } from '../../ports.ts';

/** The carrier's own words are kept so long: a contact's owner reads them on one line. */
const MAX_WORDS = 200;

/** What a call of a carrier threw, as its refusal; one that is a refusal already stays it. */
export function refusalOf(error: unknown): CarrierRefusal {
  if (error instanceof CarrierRefusal) return error;
  const words = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return new CarrierRefusal(wordsOf(words), { cause: error });
}

/** Somebody else's text as one short line. */
export const wordsOf = (text: string): string =>
  text
    .replace(/[\s\p{Cc}]+/gu, ' ')
    .trim()
    .slice(0, MAX_WORDS);
