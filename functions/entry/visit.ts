import { isZone } from '../../shared/domain/kernel/local-time.ts';
import type { Visit } from './ports.ts';

/** Longest path that is kept, in characters. */
const MAX_PATH = 200;

/**
 * What is kept of what a widget says of its page. Never refused: a page with an odd address, or a browser that knows a
 * newer zone than we do, must not keep a customer from a person. What is no path or no zone is not kept.
 */
export function visitOf({ path, zone }: Visit): Visit {
  const kept = path === undefined ? null : tidyPath(path);
  return { ...(kept !== null && { path: kept }), ...(zone !== undefined && isZone(zone) && { zone }) };
}

/** Without query and fragment, whatever was sent: they may hold a secret. In letters, for people to read. */
function tidyPath(path: string): string | null {
  const [plain = ''] = path.split(/[?#]/, 1);
  if (!plain.startsWith('/')) return null;
  return [...decoded(plain).replace(/\p{C}+/gu, ' ')].slice(0, MAX_PATH).join('');
}

function decoded(path: string): string {
  try {
    return decodeURI(path);
  } catch {
    return path; // cut within a letter, or never encoded: then as it is
  }
}
