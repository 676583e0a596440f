import type { Browser, BrowserContext, ConsoleMessage, Page, WebSocket } from 'playwright-core';

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
