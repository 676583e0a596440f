import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { checkScreens, onConsole, type Screen } from '../support/console/screens.ts';

const IVAN = 'conversation-ivan-00003';

const field = (page: Page) => page.getByRole('textbox', { name: 'Message to Ivan' });
const said = (page: Page) => page.evaluate(() => window.fake.commands);
const hint = (page: Page, text: string) => page.locator('.hint', { hasText: text }).waitFor();

const counted = async (page: Page): Promise<void> => {
  await page.locator('.hint-counts summary').click();
  await page.locator('.hint-counts dd').first().waitFor();
};
const SCREENS: readonly Screen[] = [
  { name: 'how often hints came up, for a lead', query: 'me=pyotr', options: {}, ready: counted },
  { name: 'the same on a phone', query: 'me=pyotr', options: { phone: true }, ready: counted },
];

await onConsole('hints before a message is sent', (open) => {
  checkScreens(open, SCREENS);

  it('go with the message: what was mended is only shown, what was sent over is both, and the next has none', async () => {
    const { page, close } = await open(`open=${IVAN}`);
    const send = async (text: string): Promise<void> => {
      await field(page).fill(text);
      await field(page).press('Enter');
    };
    await send('Note: he is angry');
    await hint(page, 'reads like a note');
    await send('Olga, it is on its way');
    await hint(page, 'belongs to Olga');
    await field(page).press('Enter');
    await page.getByRole('button', { name: 'Now' }).click();
    await send('It is on its way');
    await page.getByRole('button', { name: 'Now' }).click();
    await page.locator('.message-held').waitFor({ state: 'detached' });
    const [first, second] = await said(page);
    expect(first).toMatchObject({
      text: 'Olga, it is on its way',
      hints: { shown: ['looksLikeNote', 'otherCustomer'], overridden: ['otherCustomer'] },
    });
    expect(second).toMatchObject({ text: 'It is on its way' });
    expect(second).not.toHaveProperty('hints');
    await close();
  });

  it('look at the problem in other words too', async () => {
    const { page, close } = await open(`open=${IVAN}`);
    await page.getByRole('button', { name: 'Restate' }).click();
    await page.locator('.desk-panel textarea').fill('Olga, the machine does not heat');
    await page.getByRole('button', { name: 'Ask Ivan' }).click();
    await page.locator('.desk-panel .hint', { hasText: 'belongs to Olga' }).waitFor();
    expect(await said(page)).toEqual([]);
    await page.locator('.desk-panel textarea').fill('The machine does not heat');
    await page.getByRole('button', { name: 'Ask Ivan' }).click();
    await page.getByRole('button', { name: 'Now' }).click();
    await page.locator('.message-held').waitFor({ state: 'detached' });
    expect(await said(page)).toMatchObject([
      { type: 'understanding.propose', hints: { shown: ['otherCustomer'], overridden: [] } },
    ]);
    await close();
  });

  it('are counted by rule for leads, the most frequent first; with none there is a word for it', async () => {
    const { page, close } = await open('me=pyotr');
    await counted(page);
    expect(await page.locator('.hint-counts-list > div').allInnerTexts()).toEqual([
      expect.stringMatching(/^The customer wrote in the meantime\s+shown 21, ignored 20$/),
      expect.stringMatching(/^Another customer’s name or number\s+shown 14, ignored 9$/),
      expect.stringMatching(/^Unfilled placeholder\s+shown 5, ignored 0$/),
      expect.stringMatching(/^Written for another customer\s+shown 3, ignored 1$/),
    ]);
    await page.evaluate(() => {
      window.fake.answers.set('mistakes', () => ({
        type: 'mistakes',
        id: 'request-0000000000000',
        open: [],
        days: 30,
        counts: {},
        hints: {},
      }));
      // a new welcome asks anew
      const { welcome } = window.fake.state;
      if (welcome) window.fake.set({ welcome: { ...welcome, id: 'welcome-0000000000001' } });
    });
    await page.getByText('No send warnings in the last 30 days.').waitFor();
    expect(await page.locator('.hint-counts').count()).toBe(0);
    await close();
  });
});
