/** What people type as the address of a contact, in the one form in which it is kept; null or a reason when it is none. */

/**
 * Whether what was typed may be a phone number that says its country: enough to ask somebody to look again before it is sent.
 * The server reads it with `phoneOf` (phone.ts).
 */
export function mayBePhone(text: string): boolean {
  const typed = text.replace(/[\s().\-\u2010-\u2015\u2212]/g, '');
  return /^(?:(?:\+|00)[1-9]\d{6,15}|8\d{10})$/.test(typed);
}

/** What a mail server takes without quotes: enough for everybody's own address. */
export function emailOf(text: string): string | null {
  const email = text.trim();
  const isOne = /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;
  return email.length <= 254 && isOne.test(email) && !/^\.|\.\.|\.@/.test(email) ? email : null;
}

/** Where contacts' URLs may lead. `public`: https to public addresses only. `any`: http too, and every network; for one machine. */
export type Networks = 'public' | 'any';

/** A URL that requests can be sent to; where it leads, and whether without encryption, is judged by whoever calls it. */
export function urlOf(text: string): URL | null {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (!url || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null;
  url.hash = '';
  return url;
}
