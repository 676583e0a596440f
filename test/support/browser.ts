import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import {
  type Browser,
  type BrowserContext,
  type ConsoleMessage,
  chromium,
  type Page,
  type WebSocket,
} from 'playwright-core';

/**
 * A browser for tests: the system's, else one out of a package. Where there is neither, the tests that need one are skipped,
 * each by its name, and the run says so at its end.
 */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'];

function systemBrowser(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) => existsSync(path));
}

/**
 * The browser of the package `@sparticuz/chromium`, unpacked into a folder of its own: it would take whatever stands under
 * its name in the common one. It brings its own libraries only where it believes to be a function.
 */
async function packagedBrowser(folder: string): Promise<string | undefined> {
  const { TMPDIR, AWS_EXECUTION_ENV } = process.env;
  try {
    await mkdir(folder, { recursive: true });
    process.env['TMPDIR'] = folder;
    process.env['AWS_EXECUTION_ENV'] = 'AWS_Lambda_nodejs24.x';
    const { default: packaged } = await import('@sparticuz/chromium');
    return await packaged.executablePath();
  } catch {
    return undefined; // not installed on this platform
  } finally {
    restore('TMPDIR', TMPDIR);
    restore('AWS_EXECUTION_ENV', AWS_EXECUTION_ENV);
  }
}

function restore(name: string, value: string | undefined): void {
  if (value === undefined) delete process.env[name];
  else process.env[name] = value;
}

/** Never the package's own arguments: they switch the web's security off. */
const ARGUMENTS = ['--no-sandbox', '--disable-gpu', '--disable-background-networking'];

export interface TestBrowser {
  readonly browser: Browser;
  readonly close: () => Promise<void>;
}

/** Launches a browser; undefined where there is none. */
export async function launchBrowser(): Promise<TestBrowser | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'otvet-browser-'));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true, maxRetries: 5 });
  const executablePath = systemBrowser() ?? (await packagedBrowser(folder));
  if (executablePath === undefined) {
    await remove();
    return undefined;
  }
  try {
    const browser = await chromium.launch({ executablePath, args: ARGUMENTS });
    return {
      browser,
      close: async () => {
        await browser.close();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** A page with all that came over its sockets, and what went wrong in it. */
export interface TestPage {
  readonly page: Page;
  readonly context: BrowserContext;
  /** every frame that any socket of the page received, as text */
  readonly frames: readonly string[];
  /** what scripts threw, and what the console calls an error */
  readonly errors: readonly string[];
  readonly close: () => Promise<void>;
}

export interface PageOptions {
  readonly locale?: 'ru' | 'en';
  readonly dark?: boolean;
  /** as a phone: 390 px wide, touched */
  readonly phone?: boolean;
  readonly width?: number;
  readonly height?: number;
  /** whether things may move: not in tests */
  readonly moves?: boolean;
  /** pixels of the screen for each of the page's */
  readonly scale?: number;
  /** false: as a browser in which scripts are switched off */
  readonly scripts?: boolean;
}

/** A page in a browser context of its own: nobody else's storage, cookies or sign-in. */
export async function openPage(browser: Browser, address: string, options: PageOptions = {}): Promise<TestPage> {
  const {
    locale = 'en',
    dark = false,
    phone = false,
    width = 1280,
    height = 800,
    scale = 1,
    scripts = true,
    moves = false,
  } = options;
  const context = await browser.newContext({
    locale: locale === 'ru' ? 'ru-RU' : 'en-GB',
    colorScheme: dark ? 'dark' : 'light',
    reducedMotion: moves ? 'no-preference' : 'reduce',
    javaScriptEnabled: scripts,
    deviceScaleFactor: scale,
    viewport: phone ? { width: 390, height: 844 } : { width, height },
    ...(phone && { hasTouch: true, isMobile: true }),
  });
  context.setDefaultTimeout(15_000);
  const page = await context.newPage();
  const { frames, errors } = record(page);
  await page.goto(address);
  return { page, context, frames, errors, close: () => context.close() };
}

type Recorded = Pick<TestPage, 'frames' | 'errors'>;

/** What comes over a page's sockets and what goes wrong in it, until it is stopped. */
export function record(page: Page): Recorded & { readonly stop: () => void } {
  const frames: string[] = [];
  const errors: string[] = [];
  const onSocket = (socket: WebSocket): void =>
    void socket.on('framereceived', ({ payload }) => frames.push(String(payload)));
  const onThrown = (error: Error): void => void errors.push(String(error.stack ?? error));
  const onMessage = (message: ConsoleMessage): void => {
    if (message.type() === 'error') errors.push(message.text());
  };
  page.on('websocket', onSocket).on('pageerror', onThrown).on('console', onMessage);
  const stop = (): void => void page.off('websocket', onSocket).off('pageerror', onThrown).off('console', onMessage);
  return { frames, errors, stop };
}
