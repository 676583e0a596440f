import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

/**
 * A browser with all that the packaged headless shell lacks: the one that `OTVET_BROWSER` names, else the system's. Undefined
 * where there is none, or where `OTVET_BROWSER` is `packaged`.
 */
export function wholeBrowser(): string | undefined {
  const named = process.env['OTVET_BROWSER'];
  if (named === 'packaged') return undefined;
  if (named !== undefined && named !== '') {
    if (existsSync(named)) return named;
    throw new Error(`OTVET_BROWSER is "${named}", and there is no such file: name a browser, or unset it.`);
  }
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}
