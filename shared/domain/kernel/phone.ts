import { parsePhoneNumberFromString } from 'libphonenumber-js/min';

/**
 * What somebody typed as a phone number, as it is kept: `+442079460958`; null when it is none. How it is written does not
 * matter, `+44 (0)20` neither; which country it is of must be said, but for Russia's own 8. Whether such a number was ever
 * given out is not asked: a network says so when it rings.
 *
 * The library knows each country's own digits and weighs 29 KB gzipped: this file is for the server. A browser asks
 * `mayBePhone` (contact-address.ts), and the server has the last word.
 */
export function phoneOf(text: string): string | null {
  const typed = text.trim().replace(/^00/, '+');
  const isRussian = /^8(?:\D*\d){10}\D*$/.test(typed);
  const read = parsePhoneNumberFromString(typed, { extract: false, ...(isRussian && { defaultCountry: 'RU' }) });
  return read && read.ext === undefined && E164.test(read.number) ? read.number : null;
}

const E164 = /^\+[1-9]\d{6,14}$/;
