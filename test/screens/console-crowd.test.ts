import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { seriousIn } from '../support/axe.ts';
import { onConsole } from '../support/console/screens.ts';
import { expectFit } from '../support/fit.ts';

const FIRST = 'conversation-crowd-000';

/** Whether a part of the page is in sight, in all that scrolls around it. */
const isInSight = (page: Page, selector: string) =>
  page
    .locator(selector)
    .first()
    .evaluate((one) => {
      const box = one.getBoundingClientRect();
      const hit = document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2);
      return hit !== null && (one === hit || one.contains(hit));
    });

/** How often Tab is pressed from the top of the page until the message's field has the focus. */
async function stopsBeforeMessage(page: Page): Promise<number> {
  await page.evaluate(() => {
    document.body.tabIndex = -1;
    document.body.focus();
  });
  for (let stops = 1; stops < 80; stops += 1) {
    await page.keyboard.press('Tab');
    if (await page.evaluate(() => document.activeElement?.matches('.composer textarea') === true)) return stops - 1;
  }
  return Number.POSITIVE_INFINITY;
}

await onConsole('an inbox in which 50 wait', (open) => {
  it('each of seven claims leaves the own chat and the next one that waits in sight', async () => {
    const { page, close } = await open('waiting=50', { width: 1440, height: 900 });
    for (let taken = 1; taken <= 7; taken += 1) {
      await page.locator('.group-person .row').first().click();
      await page.getByRole('button', { name: 'Claim' }).click();
      await expect.poll(() => page.locator('.group-mine .row-open').count()).toBe(1);
      await page.mouse.move(900, 400); // rows keep their places under the pointer
      await expect.poll(() => page.locator('.group-person .row-open').count()).toBe(0);
      expect(await isInSight(page, '.group-mine .row-open')).toBe(true);
      expect(await isInSight(page, '.group-person .row')).toBe(true);
    }
    expect(await page.locator('.group-mine .row').count()).toBeGreaterThanOrEqual(7);
    await close();
  });

  it('at most 12 stops of the Tab key lead to the message, while a page rings as well', async () => {
    const { page, errors, close } = await open(`waiting=50&me=pyotr&open=${FIRST}`, { width: 1440, height: 900 });
    await page.locator('.bubble').last().waitFor();
    await page.evaluate(() => void window.fake.request({ type: 'alarm.raise' }));
    await page.locator('.strip-ringing').waitFor();
    expect(await stopsBeforeMessage(page)).toBeLessThanOrEqual(12);
    expect(await seriousIn(page)).toEqual([]);
    expect(errors).toEqual([]);
    await close();
  });

  it('the arrows go from row to row, through all groups, and Tab comes back to where one was', async () => {
    const { page, close } = await open('waiting=50', { width: 1440, height: 900 });
    await page.locator('.group-mine .row').first().focus();
    for (let n = 0; n < 5; n += 1) await page.keyboard.press('ArrowDown');
    const at = await page.evaluate(() => document.activeElement?.textContent);
    await page.keyboard.press('Shift+Tab');
    await page.keyboard.press('Tab');
    expect(await page.evaluate(() => document.activeElement?.textContent)).toBe(at);
    await page.keyboard.press('Home');
    expect(await page.evaluate(() => document.activeElement?.closest('.group')?.className)).toContain('group-mine');
    await close();
  });

  it('the strip, the group and the title count the same, and guests are told apart', async () => {
    const { page, close } = await open('waiting=50');
    const rows = page.locator('.group-person .row');
    await expect.poll(() => rows.count()).toBeGreaterThanOrEqual(50);
    const count = await rows.count();
    expect(await page.locator('.group-person .count').textContent()).toBe(String(count));
    expect(await page.locator('.today').first().textContent()).toContain(`Waiting ${count}`);
    await expect.poll(() => page.title()).toContain(`(${count})`);
    const names = await page.locator('.group-person .row-name').allTextContents();
    expect(new Set(names).size).toBeGreaterThanOrEqual(count - 1);
    await close();
  });

  it('"I have it" opens the chat of the page that has waited longest', async () => {
    const { page, close } = await open('waiting=50&me=pyotr');
    await page.locator('.row').first().waitFor();
    await page.evaluate((conversation) => {
      const waits = [{ conversation, since: Date.now() - 105_000 }];
      void window.fake
        .request({ type: 'alarm.raise' })
        .then(() => window.fake.set({ page: { ...window.fake.state.page, waits, more: 49, alarm: null } as never }));
    }, FIRST);
    await page.locator('.strip-ringing', { hasText: 'and 49 more' }).waitFor();
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.locator('.conversation .bubble').first().waitFor();
    expect(await page.evaluate(() => location.hash)).toBe(`#${FIRST}`);
    // The others wait on: said in red, with the way to the next and to more people.
    await page.locator('.strip-ringing', { hasText: 'still waiting' }).waitFor();
    await page.getByRole('button', { name: 'Take the next' }).click();
    await expect.poll(() => page.locator('.group-mine .row-open').count()).toBe(1);
    await close();
  });

  it.each([
    ['at a desk', { width: 1024, height: 700 }],
    ['on a phone of 390 px', { phone: true }],
    ['on a phone of 320 px', { width: 320, height: 640 }],
  ] as const)('fits %s while a page rings', async (_, size) => {
    const { page, close } = await open('waiting=50&me=pyotr', size);
    await page.locator('.row').first().waitFor();
    await page.evaluate(() => void window.fake.request({ type: 'alarm.raise' }));
    await page.locator('.strip-ringing').waitFor();
    await expectFit(page);
    await close();
  });
});

await onConsole('keys and the network', (open) => {
  it('what is typed right after the key for the search stands in its field', async () => {
    const { page, close } = await open('');
    await page.locator('.row').first().waitFor();
    await page.keyboard.type('/olga');
    const field = page.getByRole('dialog').getByRole('combobox');
    await field.waitFor();
    expect(await field.inputValue()).toBe('olga');
    await close();
  });

  it('a machine that loses its network says so at once', async () => {
    const { page, close } = await open('');
    await page.locator('.row').first().waitFor();
    await page.evaluate(() => void window.dispatchEvent(new Event('offline')));
    await page.locator('.strip-offline').waitFor({ timeout: 1_000 });
    await page.evaluate(() => void window.dispatchEvent(new Event('online')));
    await page.locator('.strip-offline').waitFor({ state: 'detached' });
    await close();
  });

  it('an Enter that only ends a composition sends nothing', async () => {
    const { page, close } = await open('open=conversation-ivan-00003');
    const field = page.locator('.composer textarea');
    await field.fill('こんにちは');
    await field.evaluate((one) => {
      const enter = new KeyboardEvent('keydown', { key: 'Enter', code: 'Enter', bubbles: true, cancelable: true });
      Object.defineProperty(enter, 'keyCode', { value: 229 });
      one.dispatchEvent(enter);
    });
    expect(await field.inputValue()).toBe('こんにちは');
    expect(await page.locator('.message-held').count()).toBe(0);
    await close();
  });
});
