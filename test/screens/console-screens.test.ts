import { expect, it } from 'vitest';
import type { PageOptions } from '../support/browser.ts';
import { checkScreens, onConsole, type Screen } from '../support/console/screens.ts';

const IVAN = 'conversation-ivan-00003';
const OLGA = 'conversation-olga-0001';
const SERGEI = 'conversation-sergei-006';

const wide: PageOptions = {};
const phone: PageOptions = { phone: true };

const SCREENS: readonly Screen[] = [
  {
    name: 'a conversation',
    query: `open=${IVAN}`,
    options: wide,
    ready: (page) => page.locator('.bubble').last().waitFor(),
  },
  { name: 'an empty inbox', query: 'state=empty', options: wide, ready: (page) => page.locator('.nobody').waitFor() },
  {
    name: 'sign-in, refused',
    query: 'state=out&code=not_an_operator',
    options: wide,
    ready: (page) => page.getByRole('alert').waitFor(),
  },
  {
    name: 'a review',
    query: `me=pyotr&open=${SERGEI}`,
    options: wide,
    ready: (page) => page.locator('.review form').waitFor(),
  },
  {
    name: 'the alarm',
    query: `open=${IVAN}`,
    options: wide,
    async ready(page) {
      await page.locator('.bubble').last().waitFor();
      await page.keyboard.press('Shift+A');
      await page.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'a page that rings, without a connection',
    query: `open=${OLGA}`,
    options: wide,
    async ready(page) {
      await page.locator('.bubble').last().waitFor();
      await page.evaluate(() => {
        void window.fake.request({ type: 'alarm.raise' });
        window.fake.set({
          connection: { status: 'offline', since: Date.now() - 9_000, attempt: 3, retryAt: Date.now() },
        });
      });
      await page.locator('.strip-offline').waitFor();
    },
  },
  { name: 'the list on a phone', query: '', options: phone, ready: (page) => page.locator('.row').first().waitFor() },
  {
    name: 'a chat on a phone',
    query: `open=${IVAN}`,
    options: phone,
    ready: (page) => page.locator('.bubble').last().waitFor(),
  },
  {
    name: 'a claim on a phone',
    query: `open=${OLGA}`,
    options: phone,
    ready: (page) => page.locator('.claim-bar').waitFor(),
  },
  {
    name: 'notes on a phone',
    query: `open=${IVAN}`,
    options: phone,
    async ready(page) {
      await page.getByRole('tab').nth(1).click();
      await page.locator('.note').waitFor();
    },
  },
];

await onConsole('screens of the console', (open) => {
  checkScreens(open, SCREENS);

  it('works from the keyboard alone: next, claim, write, send, note, close, which goes on to the next and can be undone', async () => {
    const { page, close } = await open('');
    await page.locator('.row').first().waitFor();
    await page.keyboard.press('KeyJ');
    await page.locator('.bubble').last().waitFor();
    await page.keyboard.press('Enter');
    await page.locator('.fact', { hasText: 'Oleg joined' }).waitFor();
    await page.keyboard.type('It leaves today.');
    await page.keyboard.press('Enter');
    await page.locator('.bubble', { hasText: 'It leaves today.' }).waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('KeyN');
    await page.keyboard.type('Call the warehouse');
    await page.keyboard.press('Enter');
    await page.locator('.note', { hasText: 'Call the warehouse' }).waitFor();
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('KeyE');
    await page.locator('.closed-toast', { hasText: 'Closed: Olga' }).waitFor();
    await page.locator('.head h1', { hasText: 'Guest' }).waitFor();
    await page.keyboard.press('KeyU');
    await page.locator('.head h1', { hasText: 'Olga' }).waitFor();
    await page.locator('.closed-toast').waitFor({ state: 'detached' });
    await page.locator('.group-customer .row-open', { hasText: 'Olga' }).waitFor();
    await close();
  });

  it('goes back to the list by the phone’s own way back, and says on either screen who is on call', async () => {
    const { page, close } = await open('', phone);
    await page.locator('.row').first().waitFor();
    const onCall = () => page.locator('.on-call-line').innerText();
    expect(await onCall()).toBe('On call: Anna, then Pyotr');
    await page.locator('.row').first().click();
    await page.locator('.bubble').last().waitFor();
    expect(await onCall()).toBe('On call: Anna, then Pyotr');
    await page.goBack();
    await page.locator('.tab-bar').waitFor();
    await close();
  });

  it('keeps a draft over a reload, under its own conversation', async () => {
    const { page, close } = await open(`open=${IVAN}`, { locale: 'ru' });
    await page.locator('.bubble').last().waitFor();
    await page.getByRole('textbox', { name: 'Сообщение: Иван' }).fill('Иван, мы');
    await page.reload();
    await page.locator('.bubble').last().waitFor();
    expect(await page.getByRole('textbox', { name: 'Сообщение: Иван' }).inputValue()).toBe('Иван, мы');
    expect(await page.getByRole('button', { name: 'Отправить Ивану' }).count()).toBe(1);
    await page.locator('.row', { hasText: 'Нина' }).click();
    expect(await page.getByRole('textbox', { name: 'Сообщение: Нина' }).inputValue()).toBe('');
    await close();
  });
});
