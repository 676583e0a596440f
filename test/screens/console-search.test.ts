import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { checkScreens, onConsole, type Screen } from '../support/console/screens.ts';
import { until } from '../support/until.ts';

const ZOYA = 'conversation-zoya-00031';

/** Types into the search, from the list, as fast as a person can. */
async function searchFor(page: Page, text: string, delay = 0): Promise<void> {
  await page.locator('.row').first().waitFor();
  const magnifier = page.getByRole('button', { name: /^(Search|Поиск)$/ });
  if (page.viewportSize()?.width === 390) await magnifier.click();
  else await page.keyboard.press('Slash');
  await page.locator('.palette input:focus').waitFor();
  await page.evaluate((ms) => {
    window.fake.delay = ms;
  }, delay);
  await page.keyboard.type(text);
}
const found = (page: Page, name: string) => page.locator('.choice', { hasText: name });
const asked = (page: Page) =>
  page.evaluate(() => window.fake.requests.filter(({ type }) => type === 'conversations.search'));

const earlier = (page: Page) => searchFor(page, '4471').then(() => page.locator('.choice').nth(3).waitFor());
const SCREENS: readonly Screen[] = [
  { name: 'chats from before', query: 'earlier', options: {}, ready: earlier },
  { name: 'chats from before, on a phone', query: 'earlier', options: { phone: true }, ready: earlier },
  {
    name: 'a search under way',
    query: 'earlier',
    options: {},
    ready: (page) => searchFor(page, '4471', 60_000).then(() => page.locator('.palette-said:not(:empty)').waitFor()),
  },
  {
    name: 'a search without a connection, on a phone',
    query: 'earlier',
    options: { phone: true },
    async ready(page) {
      await page.locator('.row').first().waitFor();
      await page.evaluate(goOffline);
      await searchFor(page, '4471');
      await page.locator('.palette-said:not(:empty)').waitFor();
    },
  },
];
const goOffline = (): void => {
  const now = Date.now();
  window.fake.set({ connection: { status: 'offline', since: now, attempt: 1, retryAt: now + 60_000 } });
};

await onConsole('a search that goes back to earlier chats', (open) => {
  checkScreens(open, SCREENS);

  it('shows what is here at once, asks once when the typing has paused, and moves nothing when the answer comes', async () => {
    const { page, close } = await open('earlier');
    await searchFor(page, '4471', 700);
    await found(page, 'Olga').waitFor();
    expect(await page.locator('.choice').count()).toBe(2);
    await page.keyboard.press('ArrowDown');
    const before = await page.locator('.choice').nth(1).boundingBox();
    await page.locator('.palette-said', { hasText: 'Searching your earlier chats…' }).waitFor();
    await found(page, 'Zoya').waitFor();
    expect(await page.locator('.choice').nth(1).boundingBox()).toEqual(before);
    expect(await page.locator('.choice').allInnerTexts()).toEqual([
      expect.stringContaining('Olga'),
      expect.stringContaining('Sergei'),
      expect.stringMatching(/Zoya\s+closed, .*\s+Order 4471-02 came without/),
      expect.stringMatching(/^Search before/),
    ]);
    expect(await page.locator('.choice[aria-selected=true]').innerText()).toContain('Sergei');
    await page.locator('.palette-said:empty').waitFor({ state: 'attached' });
    expect(await asked(page)).toMatchObject([{ text: '4471' }]);
    await close();
  });

  it('says nothing of a search that is quick', async () => {
    const { page, close } = await open('earlier');
    await page.evaluate(() => {
      new MutationObserver(() => {
        const said = document.querySelector('.palette-said')?.textContent;
        if (said) (window as unknown as { said: string }).said = said;
      }).observe(document.body, { subtree: true, childList: true, characterData: true });
    });
    await searchFor(page, '4471');
    await found(page, 'Zoya').waitFor();
    expect(await page.evaluate(() => 'said' in window)).toBe(false);
    await close();
  });

  it('goes further back without leaving the field, and opens a chat that is in no list', async () => {
    const { page, errors, close } = await open('earlier');
    await searchFor(page, '4471');
    await found(page, 'Zoya').waitFor();
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('Enter');
    await found(page, 'Faina').waitFor();
    await page.locator('.palette-said', { hasText: 'You have no earlier chats.' }).waitFor();
    expect(await asked(page)).toMatchObject([{ text: '4471' }, { text: '4471', before: expect.any(Number) }]);
    // The place of what was chosen is now that of the first that came.
    expect(await page.locator('.choice[aria-selected=true]').innerText()).toContain('Faina');
    await found(page, 'Zoya').click();
    await page.getByRole('heading', { level: 1, name: 'Zoya' }).waitFor();
    await page.locator('.bubble', { hasText: 'Order 4471-02 came without its drip tray.' }).waitFor();
    await page.getByRole('button', { name: 'Send to Zoya' }).waitFor();
    await page.locator('.card-name', { hasText: 'Zoya' }).waitFor();
    await until(() => page.url().endsWith(`#${ZOYA}`));
    expect(errors).toEqual([]);
    await close();
  });

  it('says that nothing was found so far, and goes on with Enter', async () => {
    const { page, close } = await open('earlier');
    await searchFor(page, 'sand');
    await page.locator('.palette-nothing', { hasText: 'Nothing found for “sand” so far.' }).waitFor();
    await page.keyboard.press('Enter');
    await found(page, 'Faina').waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Faina' }).waitFor();
    await close();
  });

  it('opens one on a phone: the chat, its notes, its card', async () => {
    const { page, errors, close } = await open('earlier', { phone: true });
    await searchFor(page, 'citric');
    await found(page, 'Gleb').click();
    await page.getByRole('heading', { level: 1, name: 'Gleb' }).waitFor();
    await page.locator('.bubble', { hasText: 'With citric acid' }).waitFor();
    await page.getByRole('tab').nth(2).click();
    await page.locator('.card-name', { hasText: 'Gleb' }).waitFor();
    await page.getByRole('button', { name: 'Back' }).click();
    await page.locator('.row').first().waitFor();
    expect(errors).toEqual([]);
    await close();
  });

  it('searches what is here while there is no connection, says so, and asks when it is back', async () => {
    const { page, close } = await open('earlier');
    await page.locator('.row').first().waitFor();
    await page.evaluate(goOffline);
    await searchFor(page, '4471');
    await found(page, 'Olga').waitFor();
    await page.locator('.palette-said', { hasText: 'only this device was searched' }).waitFor();
    expect(await asked(page)).toEqual([]);
    await page.evaluate(() => window.fake.set({ connection: { status: 'online', since: Date.now() } }));
    await found(page, 'Zoya').waitFor();
    await close();
  });

  it('asks nothing for one letter, and drops the answer to what was typed before', async () => {
    const { page, close } = await open('earlier');
    await searchFor(page, 'z');
    await page.locator('.palette-nothing').waitFor();
    await page.evaluate(() => {
      window.fake.delay = 1_000;
    });
    await page.keyboard.type('oya');
    await page.locator('.palette-said:not(:empty)').waitFor();
    await page.locator('.palette input').fill('descale');
    await found(page, 'Gleb').waitFor();
    expect(await found(page, 'Zoya').count()).toBe(0);
    expect((await asked(page)).map(({ text }) => text)).toEqual(['zoya', 'descale']);
    await close();
  });
});
