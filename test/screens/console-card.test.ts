import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { PageOptions } from '../support/browser.ts';
import { checkScreens, onConsole, type Screen } from '../support/console/screens.ts';
import { until } from '../support/until.ts';

const IVAN = 'conversation-ivan-00003';

const wide: PageOptions = {};
const phone: PageOptions = { phone: true };
const bubble = (page: Page) => page.locator('.bubble').last().waitFor();

const SCREENS: readonly Screen[] = [
  {
    name: 'a card with a mistake, somebody looking on',
    query: `open=${IVAN}&clocks&mistake`,
    options: wide,
    async ready(page) {
      await page.locator('.mistake .checklist').waitFor();
      await look(page);
    },
  },
  {
    name: 'the same on a phone',
    query: `open=${IVAN}&clocks&mistake`,
    options: phone,
    async ready(page) {
      await page.getByRole('tab').nth(2).click();
      await page.locator('.mistake .checklist').waitFor();
      await look(page);
    },
  },
  {
    name: 'the team’s mistakes, for a lead',
    query: 'me=pyotr&clocks',
    options: wide,
    ready: (page) => page.locator('.team-mistakes .mistake-counts').waitFor(),
  },
  {
    name: 'what is put aside, on a phone',
    query: 'clocks',
    options: phone,
    async ready(page) {
      await page.locator('.tab-bar button').nth(1).click();
      await page.locator('.group-snoozed .row').first().waitFor();
    },
  },
  {
    name: 'the palette',
    query: `open=${IVAN}`,
    options: wide,
    async ready(page) {
      await bubble(page);
      await page.keyboard.press('Control+KeyK');
      await page.locator('.choice').first().waitFor();
    },
  },
  {
    name: 'the palette on a phone',
    query: '',
    options: phone,
    async ready(page) {
      await page.getByRole('button', { name: /^(Search|Поиск)$/ }).click();
      await page.locator('.choice').first().waitFor();
    },
  },
  {
    name: 'a search that finds nothing',
    query: '',
    options: wide,
    async ready(page) {
      await page.locator('.row').first().waitFor();
      await page.keyboard.press('Slash');
      await page.locator('.palette input').fill('xyzzy');
      await page.locator('.palette-nothing').waitFor();
    },
  },
  {
    name: 'recording a mistake',
    query: `open=${IVAN}`,
    options: wide,
    ready: (page) =>
      page
        .locator('.card .button-small')
        .click()
        .then(() => page.locator('.incident').waitFor()),
  },
  {
    name: 'recording a mistake on a phone',
    query: `open=${IVAN}`,
    options: phone,
    async ready(page) {
      await page.getByRole('tab').nth(2).click();
      await page.locator('.card .button-small').click();
      await page.locator('.incident').waitFor();
    },
  },
];

/** Pyotr has Ivan's chat on his screen; Ivan left two and a half minutes ago. */
const look = (page: Page): Promise<void> =>
  page.evaluate((chat) => {
    const now = Date.now();
    window.fake.set({
      viewers: new Map([[chat, new Map([['pyotr', now + 150_000]])]]),
      left: { conversation: chat, at: now - 150_000 },
    });
  }, IVAN);

async function openPalette(page: Page): Promise<void> {
  await page.keyboard.press('Control+KeyK');
  await page.locator('.palette input:focus').waitFor();
}

await onConsole('the card, mistakes, search and the palette', (open) => {
  checkScreens(open, SCREENS);

  it('says who looks on and when the customer left, and forgets a colleague by itself', async () => {
    const { page, close } = await open(`open=${IVAN}`);
    await bubble(page);
    await look(page);
    await page.locator('.head', { hasText: 'left 2 min ago' }).waitFor();
    await page.locator('.head-viewers', { hasText: 'Pyotr' }).waitFor();
    await page.locator('.row-open .row-viewers').waitFor();
    expect(await page.evaluate(() => window.fake.hints.at(-1))).toEqual({ type: 'viewing', conversation: IVAN });
    await page.evaluate((chat) => {
      window.fake.set({ viewers: new Map([[chat, new Map([['pyotr', Date.now() + 500]])]]) });
    }, IVAN);
    await page.locator('.head-viewers').waitFor({ state: 'detached' });
    await close();
  });

  it('does by name what has a key, without a pointer', async () => {
    const { page, close } = await open(`open=${IVAN}`);
    await bubble(page);
    await page.getByRole('textbox', { name: 'Message to Ivan' }).fill('half a sen');
    await openPalette(page);
    await page.keyboard.type('write a note');
    await page.locator('.choice', { hasText: 'Write a note' }).waitFor();
    await page.keyboard.press('Enter');
    await until(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Note for the team'));
    // Esc leaves everything as it was, and the focus where it had been.
    await page.keyboard.press('Control+KeyK');
    await page.locator('.choice').first().waitFor();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Escape');
    await page.locator('.palette').waitFor({ state: 'detached' });
    await until(() => page.evaluate(() => document.activeElement?.getAttribute('aria-label') === 'Note for the team'));
    expect(await page.getByRole('textbox', { name: 'Message to Ivan' }).inputValue()).toBe('half a sen');
    // A screen of another part of the console, and back to a chat by its name.
    await openPalette(page);
    await page.keyboard.type('calendar');
    await page.keyboard.press('Enter');
    await until(() => page.url().endsWith('#/on-call/calendar'));
    await openPalette(page);
    await page.keyboard.type('nina');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Nina' }).waitFor();
    await close();
  });

  it('finds an order number in what was said, and opens the chat', async () => {
    const { page, close } = await open('');
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('Slash');
    await page.locator('.palette input:focus').waitFor();
    await page.keyboard.type('4471');
    await page.locator('.choice', { hasText: 'Where is my order 4471?' }).first().waitFor();
    expect(await page.locator('.choice').count()).toBe(2);
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Olga' }).waitFor();
    await close();
  });

  it('records a mistake, drafts an apology for each it touches and sends none, and closes when all were told', async () => {
    const { page, close } = await open(`open=${IVAN}`);
    await bubble(page);
    await page.getByRole('button', { name: 'Report a mistake' }).click();
    await page.getByText('Wrong account or invoice').click();
    await page.getByRole('textbox', { name: /^In a sentence or two/ }).fill('The invoice went to <b>Nina</b>');
    await page.getByRole('button', { name: 'Add another customer' }).click();
    await page.keyboard.type('nin');
    await page.locator('.found', { hasText: 'Nina' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: 'Remove Nina' }).waitFor();
    await page.getByRole('button', { name: 'Report it' }).click();

    const mistake = page.locator('.mistake', { hasText: 'Wrong account or invoice' });
    await mistake.getByText('The invoice went to <b>Nina</b>').waitFor();
    const said = await page.evaluate(() => window.fake.commands.map(({ type }) => type));
    expect(said).toEqual(['incident.open']);
    expect(await page.getByRole('textbox', { name: 'Message to Ivan' }).inputValue()).toMatch(
      /^I’m sorry: we mixed up/,
    );
    await page.locator('.row', { hasText: 'Nina' }).click();
    await until(async () =>
      (await page.getByRole('textbox', { name: 'Message to Nina' }).inputValue()).startsWith('I’m sorry: we mixed up'),
    );

    await page.locator('.row', { hasText: 'Ivan' }).first().click();
    await mistake.getByText('You can resolve this once everyone has been told.').waitFor();
    await mistake.getByRole('button', { name: 'Ivan was told' }).click();
    await mistake.getByRole('button', { name: 'Nina was told' }).click();
    await mistake.getByRole('textbox', { name: 'What was fixed' }).fill('A new invoice');
    await mistake.getByRole('button', { name: 'Resolve' }).click();
    await page.locator('.mistake-closed', { hasText: 'A new invoice' }).waitFor();
    await close();
  });

  it('shows what the company signed, opens earlier chats, and copies a value', async () => {
    const { page, close } = await open(`open=${IVAN}`);
    await bubble(page);
    const card = page.locator('.card');
    await card.getByText('Details from your company').waitFor();
    await card.getByText('kofevarnya.example/returns', { exact: true }).waitFor();
    await card.getByText('Language: English', { exact: true }).waitFor();
    await card.getByText(/^Yekaterinburg, \d{1,2}:\d\d local time$/).waitFor();
    expect(await card.locator('dt').allInnerTexts()).toEqual(expect.arrayContaining(['Plan', 'Order', 'From']));
    await card.getByRole('button', { name: /^4471-09/ }).waitFor();
    await card.getByText('excellent', { exact: true }).waitFor();
    await card.getByRole('button', { name: /^Answer promised by .*in another chat$/ }).click();
    await until(() => page.url().endsWith('#conversation-ivan-00011'));
    await close();
  });
});
