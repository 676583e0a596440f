import type { Browser, Locator } from 'playwright-core';
import { snippetOf } from '../../setup/words.ts';
import { openPage, type PageOptions, type TestPage } from './browser.ts';
import type { TestStack } from './stack.ts';
import type { StaffName, TestWorkspace } from './workspaces.ts';

/** The pages that people see, as tests use them: by what stands on them. */

/** Serves a shop's page with the snippet that the set-up prints, for any workspace. */
export function serveShop(stack: TestStack): void {
  // What the company's own server says of who is signed in there: here, whatever the address asks for.
  stack.addRoutes({
    method: 'POST',
    path: '/test/identity',
    handle: ({ query }) => ({
      status: 200,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ identity: query.get('identity') }),
    }),
  });
  stack.addRoutes({
    method: 'GET',
    path: '/test/shop',
    handle: ({ query }) => ({
      status: 200,
      headers: { 'content-type': 'text/html; charset=utf-8' },
      body: `<!doctype html><html lang="${query.get('lang') ?? 'en'}"><meta name="viewport" content="width=device-width, initial-scale=1">
<title>Shop</title><link rel="icon" href="data:,"><main><h1>Coffee makers</h1><p>They make coffee.</p></main>${identified(snippetOf(stack.url, query.get('workspace') ?? ''), query.get('identity'))}</html>`,
    }),
  });
}

const identified = (snippet: string, identity: string | null): string =>
  identity === null
    ? snippet
    : snippet.replace('<script ', `<script data-identity-url="/test/identity?identity=${identity}" `);

export interface ShopOptions extends PageOptions {
  /** what the company's server says of the customer; absent: anonymous */
  readonly identity?: string;
}

export interface ShopPage extends TestPage {
  /** the dialog */
  readonly panel: Locator;
  readonly say: (text: string) => Promise<void>;
  readonly button: (name: string | RegExp) => Locator;
  /** the conversation, as the customer reads it */
  readonly log: Locator;
}

/** A shop's page with the widget opened by its button. */
export async function openShop(
  browser: Browser,
  stack: TestStack,
  { id }: Pick<TestWorkspace, 'id'>,
  options: ShopOptions = {},
): Promise<ShopPage> {
  const { locale = 'en', identity } = options;
  const query = new URLSearchParams({ workspace: id, lang: locale, ...(identity && { identity }) });
  const opened = await openPage(browser, `${stack.url}/test/shop?${query}`, options);
  const { page } = opened;
  await page.getByRole('button', { name: { en: 'Write to us', ru: 'Написать нам' }[locale] }).click();
  const panel = page.getByRole('dialog');
  await panel.waitFor();
  return {
    ...opened,
    panel,
    log: panel.getByRole('log'),
    button: (name) => panel.getByRole('button', { name }),
    say: async (text) => {
      await panel.getByRole('textbox').fill(text);
      await panel.getByRole('textbox').press('Enter');
    },
  };
}

export interface ConsolePage extends TestPage {
  readonly inbox: Locator;
  /** the row of a chat, by a text on it */
  readonly row: (text: string | RegExp) => Locator;
  /** opens a chat by its row, and takes the pointer away: under it, rows keep their places */
  readonly pick: (text: string | RegExp) => Promise<void>;
  readonly conversation: Locator;
  readonly button: (name: string | RegExp) => Locator;
  /** writes to the customer whose conversation is open */
  readonly say: (text: string) => Promise<void>;
}

/** The console, signed in by the issuer's page as somebody of the workspace. */
export async function openConsole(
  browser: Browser,
  stack: TestStack,
  { people }: TestWorkspace,
  person: StaffName,
  options: PageOptions = {},
): Promise<ConsolePage> {
  const { locale = 'en' } = options;
  const opened = await openPage(browser, `${stack.url}/console/?lang=${locale}`, options);
  const { page } = opened;
  await page.getByRole('button', { name: { en: 'Sign in', ru: 'Войти' }[locale] }).click();
  await page.getByRole('link', { name: people[person].email }).click();
  const inbox = page.getByRole('navigation', { name: { en: 'Inbox', ru: 'Чаты' }[locale] });
  await inbox.waitFor();
  const row = (text: string | RegExp): Locator =>
    inbox.getByRole('listitem').filter({ hasText: text }).getByRole('button');
  return {
    ...opened,
    inbox,
    row,
    pick: async (text) => {
      await row(text).click();
      if (options.phone !== true) await page.getByRole('main').hover();
    },
    conversation: page.getByRole('main'),
    button: (name) => page.getByRole('button', { name }),
    say: async (text) => {
      const field = page.getByRole('textbox', { name: { en: /^Message to/, ru: /^Сообщение/ }[locale] });
      await field.fill(text);
      await page.getByRole('button', { name: { en: /^Send to/, ru: /^Отправить/ }[locale] }).click();
    },
  };
}
