/** What people type as the address of a contact, in the one form in which it is kept; null or a reason when it is none. */

/** How the number is written does not matter; which country it is of must be said, but for Russia's own 8. */
export function phoneOf(text: string): string | null {
  const typed = text.replace(/[\s().\-\u2010-\u2015\u2212]/g, '');
  const number = typed.replace(/^00/, '+').replace(/^8(?=\d{10}$)/, '+7');
  return /^\+[1-9]\d{6,14}$/.test(number) ? number : null;
}

/** What a mail server takes without quotes: enough for everybody's own address. */
export function emailOf(text: string): string | null {
  const email = text.trim();
  const isOne = /^[^\s@<>()[\]\\,;:"]{1,64}@(?:[\p{L}\p{N}](?:[\p{L}\p{N}-]*[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,}$/u;
  return email.length <= 254 && isOne.test(email) && !/^\.|\.\.|\.@/.test(email) ? email : null;
}

/** Where contacts' URLs may lead: everywhere only where the whole system is one machine of one's own. */
export type Networks = 'public' | 'any';

export type UrlVerdict =
  | { readonly ok: true; readonly url: string }
  | { readonly ok: false; readonly why: 'bad_url' | 'private_address' };

/**
 * A URL that requests may be sent to. Only its words are judged here; what its name resolves to is the carrier's to judge,
 * at the moment of sending.
 */
export function urlOf(text: string, networks: Networks): UrlVerdict {
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  const isSecure = url?.protocol === 'https:' || (networks === 'any' && url?.protocol === 'http:');
  if (!url || !isSecure || url.username !== '' || url.password !== '') return { ok: false, why: 'bad_url' };
  if (networks === 'public' && isPrivateHost(url.hostname)) return { ok: false, why: 'private_address' };
  url.hash = '';
  return { ok: true, url: url.href };
}

/**
 * Whether a host is, by its name alone, inside somebody's own network. `URL` has brought all ways of writing an IPv4
 * address into one. Ranges: IANA's special-purpose registries.
 */
function isPrivateHost(host: string): boolean {
  if (host.startsWith('[')) return isPrivateV6(host.slice(1, -1));
  const octets = /^(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(host)?.slice(1).map(Number);
  if (octets) return isPrivateV4(octets);
  const name = host.replace(/\.$/, '');
  return !name.includes('.') || /\.(localhost|local|internal|home\.arpa|lan|intranet|corp|home)$/.test(name);
}

function isPrivateV4([a = 0, b = 0, c = 0]: readonly number[]): boolean {
  return (
    a === 0 ||
    a === 10 ||
    a === 127 ||
    a >= 224 ||
    (a === 100 && b >= 64 && b < 128) ||
    (a === 169 && b === 254) ||
    (a === 172 && b >= 16 && b < 32) ||
    (a === 192 && b === 168) ||
    (a === 192 && b === 0 && (c === 0 || c === 2)) ||
    (a === 198 && (b === 18 || b === 19)) ||
    (a === 198 && b === 51 && c === 100) ||
    (a === 203 && b === 0 && c === 113)
  );
}

/** Global unicast (2000::/3) is public, but for what carries an IPv4 address or is for examples. */
const isPrivateV6 = (address: string): boolean =>
  !/^[23][0-9a-f]{3}:/.test(address) || /^(2001:db8|2001:0?:|2002):?/.test(address);
