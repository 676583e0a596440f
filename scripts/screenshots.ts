/**
 * `npm run screenshots`: boots the demo and takes its pictures. The stage, light and dark, goes to `docs/images/` for the
 * README; every other screen goes to `tmp/screens/`, to be looked at.
 */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser, FrameLocator, Page } from 'playwright-core';
import { openDemo } from '../local/demo/demo.ts';
import { prepare } from '../local/prepare.ts';
import { DEFAULT_POLICY } from '../shared/domain/kernel/policy.ts';
import { openPage } from '../test/support/browser.ts';
import { launchBrowser } from '../test/support/launch-browser.ts';
import { openConsole, openShop, serveShop } from '../test/support/pages.ts';
import { eventually, startTestStack, type TestStack } from '../test/support/stack.ts';

const TOP = join(import.meta.dirname, '..');
const IMAGES = join(TOP, 'docs/images');
const SCREENS = join(TOP, 'tmp/screens');

const launched = await launchBrowser();
if (launched === undefined) {
  console.error(
    'There is no browser: let npm install the optional packages (npm ci), or name one (OTVET_BROWSER=/path/to/chromium).',
  );
  process.exit(1);
}
const { browser, close } = launched;
await Promise.all([IMAGES, SCREENS].map((folder) => mkdir(folder, { recursive: true })));
await prepare();
try {
  for (const theme of ['light', 'dark'] as const) {
    await onStack((stack) => takeStage(browser, stack, theme));
    console.log(`docs/images/stage-${theme}.png`);
  }
  await onStack((stack) => takeScreens(browser, stack));
  console.log('tmp/screens/');
} finally {
  await close();
}

async function onStack(run: (stack: TestStack) => Promise<void>): Promise<void> {
  const stack = await startTestStack({ report: console.error });
  try {
    await run(stack);
  } finally {
    await stack.stop();
  }
}

async function demoOn(stack: TestStack, locale: 'ru' | 'en'): Promise<void> {
  const demo = await openDemo({
    endpoint: stack.awsEndpoint,
    tableName: stack.table.name,
    userPoolId: stack.outputs['UserPoolId'] ?? '',
    origins: [stack.url],
    locale,
  });
  stack.addRoutes(...demo.routes);
  await demo.seed();
}

/** The one-minute story at its best moment: Ivan waits, the inbox counts, the phone rings. */
async function takeStage(from: Browser, stack: TestStack, theme: 'light' | 'dark'): Promise<void> {
  await demoOn(stack, 'en');
  const size = { width: 1600, height: 900, scale: 1.5, moves: true };
  const { page, close: closePage } = await openPage(from, `${stack.url}/stage/?lang=en`, {
    dark: theme === 'dark',
    ...size,
  });
  const frame = (path: string): FrameLocator => page.frameLocator(`iframe[src^="${path}?"]`);
  const [shop, console_, phone] = [frame('/'), frame('/console/'), frame('/pager/')];
  await page.getByRole('button', { name: 'Anna is at her desk' }).click();
  // She is at her desk, but not to be asked: so the phone rings, and the inbox shows for whom.
  const presence = console_.getByLabel('My presence');
  // A widget that opens before the server has heard of it would promise somebody who is at her desk; and what is said
  // while the socket opens is not heard.
  const isAway = async (): Promise<boolean> => {
    await presence.first().selectOption('away');
    return (await stack.everything()).some(({ state }) => state === 'away');
  };
  await eventually(isAway, { timeout: 30_000, interval: 1_000, what: 'Anna to be away' });
  await shop.getByRole('button', { name: 'Write to us' }).last().click();
  const panel = shop.getByRole('dialog');
  await panel.getByRole('textbox').fill("My coffee machine won't start, and guests come in an hour.");
  await panel.getByRole('textbox').press('Enter');
  await panel.getByRole('button', { name: 'Talk to a person' }).click();
  await phone.getByText('Ringing', { exact: false }).first().waitFor();
  await console_.getByText('guests come in an hour', { exact: false }).first().waitFor();
  // A quarter of the cup is full, and only Anna's phone rings yet.
  const clock = console_.locator('.row-time').filter({ hasText: /^1:1[0-5]/ });
  await eventually(() => clock.first().isVisible(), { timeout: 60_000, what: 'the clock at 1:15' });
  await page.screenshot({ path: join(IMAGES, `stage-${theme}.png`) });
  await closePage();
}

/** Every state of the screens, in Russian by day and in English by night. */
async function takeScreens(from: Browser, stack: TestStack): Promise<void> {
  serveShop(stack);
  for (const [locale, dark] of [
    ['ru', false],
    ['en', true],
  ] as const) {
    const take = (page: Page, name: string): Promise<unknown> =>
      page.screenshot({ path: join(SCREENS, `${locale}-${name}.png`) });
    const say = {
      ru: ['Кофемашина не включается', 'А лампочка на корпусе горит?', 'Нет, не горит', 'Похоже на предохранитель'],
      en: ["My coffee machine won't start", 'Is the lamp on it lit?', "No, it isn't", 'Sounds like the fuse'],
    }[locale] as [string, string, string, string];
    const workspace = await stack.workspace({
      policy: DEFAULT_POLICY,
      locale,
      name: locale === 'ru' ? 'Кофеварня' : 'Kofevarnya',
    });
    const options = { locale, dark };

    const alone = await openShop(from, stack, workspace, options);
    await alone.panel.locator('.pair').waitFor();
    await take(alone.page, 'widget-nobody-available');
    await alone.panel.locator('.pair button').first().click();
    await take(alone.page, 'widget-ringing');
    const { text } = await eventually(async () => (await stack.phone(workspace, 'anna'))[0]);
    const pager = await openPage(from, `${stack.url}/pager/?lang=${locale}`, { ...options, width: 900 });
    await pager.page.locator('li.open').first().waitFor();
    await take(pager.page, 'pager');
    const lead = await openPage(from, `${stack.url}/p/${text.split('/p/')[1]}`, { ...options, phone: true });
    await take(lead.page, 'acknowledge');
    await lead.page.locator('.take').click();
    await lead.page.getByRole('textbox').waitFor();
    await take(lead.page, 'acknowledge-chat');
    await alone.panel.locator('.wait').waitFor();
    await take(alone.page, 'widget-coming');

    const oleg = await openConsole(from, stack, workspace, 'oleg', { ...options, height: 900, width: 1440 });
    await take(oleg.page, 'console-quiet');
    const handy = await openConsole(from, stack, workspace, 'maria', { ...options, phone: true });
    await take(handy.page, 'console-phone-quiet');
    const ivan = await openShop(from, stack, workspace, options);
    await take(ivan.page, 'widget-first');
    const small = await openShop(from, stack, workspace, { ...options, phone: true });
    await take(small.page, 'widget-phone');
    await ivan.say(say[0]);
    await oleg.row(say[0]).waitFor();
    await take(ivan.page, 'widget-waiting');
    await take(oleg.page, 'console-waiting');
    await handy.row(say[0]).waitFor();
    await take(handy.page, 'console-phone-waiting');
    await oleg.pick(say[0]);
    await oleg.page.locator('.head-buttons .button-primary').click();
    await ivan.panel.locator('.chip').waitFor();
    await oleg.say(say[1]);
    await ivan.log.getByText(say[1]).waitFor();
    await ivan.say(say[2]);
    await oleg.page.getByRole('textbox').last().fill(say[3]);
    await oleg.page.locator('.button-note').click();
    await oleg.page.locator('.note-line').waitFor();
    await take(oleg.page, 'console-conversation');
    await take(ivan.page, 'widget-joined');
    // What a colleague answers is folded away on a list.
    await handy.page.locator('.group-colleagues .group-toggle').click();
    await handy.page.locator('.group-colleagues .row').first().click();
    await take(handy.page, 'console-phone-conversation');
    await ivan.panel.locator('.chip').click();
    await take(ivan.page, 'widget-menu');
    await ivan.page.keyboard.press('Escape');
    await oleg.say('OK');
    await ivan.log.getByText('OK').waitFor();
    await oleg.button(locale === 'ru' ? 'Закрыть' : 'Close').click();
    await ivan.panel.locator('fieldset').waitFor();
    await take(ivan.page, 'widget-finished');
    await ivan.panel.locator('fieldset .person').first().click();
    await ivan.panel.locator('.scores').waitFor();
    await take(ivan.page, 'widget-rating');
    for (const { context } of [alone, pager, lead, oleg, handy, ivan, small]) await context.close();
  }
}
