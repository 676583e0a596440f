import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { onConsole } from '../support/console/screens.ts';

const IVAN = 'conversation-ivan-00003';

const row = (page: Page, name: string) => page.locator('.row', { hasText: name });
const isFocused = (page: Page, name: string) => row(page, name).evaluate((one) => one === document.activeElement);
const said = (page: Page) => page.evaluate(() => window.fake.commands);

await onConsole('the list of chats and its keys', (open) => {
  it('own chats stand first, and those that need a person cannot be folded away', async () => {
    const { page, close } = await open('');
    const heads = page.locator('.group-head');
    await heads.first().waitFor();
    expect(await heads.first().textContent()).toContain('Mine');
    expect(await heads.nth(1).textContent()).toContain('Needs a person');
    expect(await heads.nth(1).locator('button').count()).toBe(0);
    expect(await heads.first().locator('button').count()).toBe(1);
    await close();
  });

  it('J moves the focus from row to row with the open chat, and Enter claims the one that is open', async () => {
    const { page, close } = await open('');
    await row(page, 'Ivan').click();
    await page.keyboard.press('j');
    await expect.poll(() => isFocused(page, 'Olga')).toBe(true);
    await page.locator('.head h1', { hasText: 'Olga' }).waitFor();
    await page.getByRole('button', { name: 'Claim' }).waitFor();
    await page.keyboard.press('Enter');
    await expect.poll(() => said(page)).toMatchObject([{ type: 'conversation.claim' }]);
    expect(await page.locator('.head h1').textContent()).toContain('Olga');
    await close();
  });

  it('Esc gives the focus back to where it was before a panel was opened, not to the customer’s message', async () => {
    const { page, close } = await open(`open=${IVAN}`);
    await page.getByRole('button', { name: 'Restate' }).click();
    await page.locator('.desk-panel textarea').waitFor();
    await page.keyboard.press('Escape');
    await page.locator('.desk-panel').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => document.activeElement?.textContent)).toContain('Restate');
    await close();
  });

  it('a key that goes to a group shows its first row, however far down the list it is', async () => {
    const { page, close } = await open('', { width: 1280, height: 320 });
    await row(page, 'Olga').first().waitFor();
    await page.keyboard.press('g');
    await page.keyboard.press('d');
    await expect.poll(() => page.locator('.row-open').count()).toBe(1);
    const isSeen = await page.locator('.row-open').evaluate((one) => {
      const [list, box] = [one.closest('.inbox')?.getBoundingClientRect(), one.getBoundingClientRect()];
      return list !== undefined && box.top >= list.top && box.bottom <= list.bottom + 1;
    });
    expect(isSeen).toBe(true);
    await close();
  });
});
