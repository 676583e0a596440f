import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';

const require = createRequire(import.meta.url);

/**
 * The browser of the package `@sparticuz/chromium`: a headless shell that needs neither libraries nor fonts of the machine.
 * Unpacked it takes 206 MB and some seconds of processor, so a run unpacks it once (`unpack-browser.ts`).
 */

export interface PackagedBrowser {
  readonly folder: string;
  readonly executablePath: string;
  /** all the environment it gets: where its libraries and its fonts are */
  readonly env: Readonly<Record<string, string>>;
  /** removes what was unpacked; nothing where the run did it, which removes it at its end */
  readonly remove: () => Promise<void>;
}

/** Names the folder that the run has unpacked the browser into, for its processes. */
export const UNPACKED = 'OTVET_BROWSER_UNPACKED';

/** Undefined where the package is not installed: it is optional, and made for Linux on x64. */
export async function packagedBrowser(): Promise<PackagedBrowser | undefined> {
  const unpacked = process.env[UNPACKED];
  if (unpacked !== undefined) return described(unpacked, async () => undefined);
  if (process.platform !== 'linux' || process.arch !== 'x64' || !isInstalled()) return undefined;
  const folder = await browserFolder();
  const remove = (): Promise<void> => removeFolder(folder);
  try {
    await Promise.all([unpackInto(folder), writeFonts(folder)]);
    return described(folder, remove);
  } catch (error) {
    await remove();
    throw new Error(`The browser of @sparticuz/chromium could not be unpacked into ${folder}.`, { cause: error });
  }
}

/**
 * A folder for a browser, named by this process. Folders of processes that are gone are removed first: whoever was killed
 * could not clear up.
 */
export async function browserFolder(): Promise<string> {
  const names = await readdir(tmpdir());
  const orphans = names.filter((name) => {
    const pid = /^otvet-browser-(\d+)-/.exec(name)?.[1];
    return pid !== undefined && !isAlive(Number(pid));
  });
  await Promise.all(orphans.map((name) => removeFolder(join(tmpdir(), name))));
  return mkdtemp(join(tmpdir(), `otvet-browser-${process.pid}-`));
}

/** A browser that is going may still write into its folder. */
export const removeFolder = (folder: string): Promise<void> =>
  rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 100 });

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'; // it is another user's
  }
}

function isInstalled(): boolean {
  try {
    require.resolve('@sparticuz/chromium');
    return true;
  } catch {
    return false;
  }
}

/**
 * The package unpacks into the temporary folder, adds its own libraries only where it believes to be a function, and changes
 * the environment of whoever imports it: so that is a process of its own.
 */
async function unpackInto(folder: string): Promise<void> {
  const script = 'const { default: packaged } = await import(process.argv[1]); await packaged.executablePath();';
  const address = pathToFileURL(require.resolve('@sparticuz/chromium')).href;
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', script, address], {
    env: { TMPDIR: folder, HOME: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  });
}

/**
 * The fonts that come with the browser have no monospace family, and without one it dies at its first `<textarea>`. It is
 * given those of `dejavu-fonts-ttf`, and no font of the machine, so that every machine draws the same.
 */
async function writeFonts(folder: string): Promise<void> {
  const fonts = dirname(require.resolve('dejavu-fonts-ttf/ttf/DejaVuSans.ttf'));
  const aliases = Object.entries({
    monospace: 'DejaVu Sans Mono',
    'sans-serif': 'DejaVu Sans',
    serif: 'DejaVu Serif',
    'system-ui': 'DejaVu Sans',
  }).map(
    ([family, font]) =>
      `  <alias binding="same"><family>${family}</family><prefer><family>${font}</family></prefer></alias>`,
  );
  await mkdir(fontsFolder(folder));
  await writeFile(
    join(fontsFolder(folder), 'fonts.conf'),
    `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>${fonts}</dir>
  <cachedir>${join(folder, 'font-cache')}</cachedir>
${aliases.join('\n')}
</fontconfig>
`,
  );
}

const fontsFolder = (folder: string): string => join(folder, 'font-settings');

const described = (folder: string, remove: () => Promise<void>): PackagedBrowser => ({
  folder,
  executablePath: join(folder, 'chromium'),
  env: {
    HOME: folder,
    FONTCONFIG_PATH: fontsFolder(folder),
    LD_LIBRARY_PATH: join(folder, 'al2023/lib'),
    ...(process.env['TZ'] !== undefined && { TZ: process.env['TZ'] }),
  },
  remove,
});
