import { readFileSync } from 'node:fs';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seriousInFrame } from '../support/axe.ts';
import { openPage, type PageOptions, type TestPage } from '../support/browser.ts';
import { poolPages } from '../support/page-pool.ts';
import type { ServedFolder } from '../support/serve-folder.ts';
import { browserForTests } from '../support/test-browser.ts';
import type { FixtureWindow } from '../support/widget/panel.ts';
import { SCENARIOS, type Scenario } from '../support/widget/scenarios.ts';
import { serveWidget } from '../support/widget/serve.ts';

const PHONE = { dark: true, phone: true } as const satisfies PageOptions;
const launched = await browserForTests();

/** Where the panel lies on a phone, px, and what in it is too small for a finger. */
function sheet(): unknown {
  const panel = document.querySelector('otvet-widget')?.shadowRoot?.querySelector('.panel');
  if (!panel) return null;
  const { x, y, width, height } = panel.getBoundingClientRect();
  const small = [...panel.querySelectorAll('button')]
    .map((button) => ({ name: button.textContent || button.ariaLabel, ...button.getBoundingClientRect().toJSON() }))
    .filter((it) => it.width < 44 || it.height < 44)
    .map(({ name }) => name);
  return { place: [x, y, width, height], small };
}

describe.skipIf(launched === undefined)('every state of the widget', () => {
  let served: ServedFolder;
  let fromPool: ReturnType<typeof poolPages>;
  /** two pages that draw every state, one after the other: a desk by day in Russian, a phone by night in English */
  const shops: TestPage[] = [];
  const address = (scenario: Scenario, locale: 'ru' | 'en'): string =>
    `${served.url}/shop/?scenario=${scenario}&lang=${locale}`;
  const openPanel = async (page: Page): Promise<void> => {
    await page.locator('.launcher').click();
    await page.locator('.panel').waitFor();
    await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 50)));
  };
  beforeAll(async () => {
    served = await serveWidget();
    if (!launched) return;
    fromPool = poolPages(launched.browser, served.empty);
    for (const options of [{ locale: 'ru' }, PHONE] as const) {
      const shop = await openPage(launched.browser, address('intro', 'locale' in options ? 'ru' : 'en'), options);
      await openPanel(shop.page);
      shops.push(shop);
    }
  });
  afterAll(async () => {
    await served?.close();
  });

  /** Draws a state on a page that stands, and waits until the panel has come to rest. */
  const show = async ({ page }: TestPage, scenario: Scenario): Promise<Page> => {
    await page.evaluate(async (it) => {
      (window as unknown as FixtureWindow).begin(it);
      await new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 30));
    }, scenario);
    return page;
  };
  const open = async (scenario: Scenario, options: PageOptions) => {
    const opened = await fromPool(served.empty, options);
    await opened.page.goto(address(scenario, 'en'));
    await openPanel(opened.page);
    return opened;
  };
  const asked = (page: Page): Promise<{ type: string; choice?: string }[]> =>
    page.evaluate(() =>
      (window as unknown as FixtureWindow).asked.filter(({ type }) => type !== 'read' && type !== 'delivered'),
    );

  /** Nothing serious for axe, and nothing wider than the panel. */
  const check = async (page: Page): Promise<void> => {
    expect(await seriousInFrame(page.mainFrame(), 'otvet-widget')).toEqual([]);
    expect(await page.locator('.panel').evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0);
  };

  it.each(SCENARIOS)('%s: fit to be read by everyone and to be tapped, a person one tap away', async (scenario) => {
    const [desk, phone] = shops as [TestPage, TestPage];
    const [atDesk, page] = await Promise.all([show(desk, scenario), show(phone, scenario)]);
    await Promise.all([check(atDesk), check(page)]);
    expect(await page.evaluate(sheet)).toEqual({ place: [0, 0, 390, 844], small: [] });

    // Either somebody is being called, or it takes one tap: her menu's, once Anna is here and reads the message box.
    const isCalled = (await page.locator('.wait').count()) > 0 && (await page.locator('.person').count()) === 0;
    const chip = page.locator('.chip');
    if ((await chip.count()) > 0) {
      await chip.click();
      await page.getByRole('menuitem', { name: 'Another person' }).click();
    } else if (!isCalled) {
      await page.getByRole('button', { name: /^(Talk to (a|another) person|No, I need it now)$/ }).click();
    }
    if (!isCalled) expect(await asked(page)).toMatchObject([{ type: 'human.request' }]);
    expect(shops.flatMap(({ errors }) => errors)).toEqual([]);
  });

  it.each([
    ['connecting', 'Connecting…'],
    ['intro', 'We are here'],
    ['intro-alone', 'No one is at a desk right now'],
    ['sending-first', 'Connecting…'],
    ['waiting-late', 'Finding someone for you'],
    ['ringing', 'Finding someone for you'],
    ['coming', 'Anna is on the way'],
    ['joined', 'Anna is with you'],
    ['promised', /^We will answer (tomorrow )?by 9:00$/],
    ['rate', 'This chat is finished'],
  ] as const)('the header follows the state, and claims no figure: %s', async (scenario, said) => {
    const page = await show(shops[1] as TestPage, scenario);
    expect(await page.locator('.status').textContent()).toMatch(said);
    expect(await page.locator('.panel').textContent()).not.toMatch(/usually|under \d+/i);
  });

  it('says of a first message that it is being sent, not that the connection is gone', async () => {
    const page = await show(shops[1] as TestPage, 'sending-first');
    expect(await page.locator('.wait').textContent()).toContain('Connecting. We will call someone in a moment.');
  });

  it('gives each line its own direction, and lets no override out of its bubble', async () => {
    const page = await show(shops[0] as TestPage, 'directions');
    const lines = await page
      .locator('.mine .bubble')
      .last()
      .evaluate((bubble) => {
        const { left, right } = bubble.getBoundingClientRect();
        const text = [...bubble.childNodes].find((node) => node instanceof Text) as Text;
        let from = 0;
        return text.data.split('\n').map((line) => {
          const range = document.createRange();
          range.setStart(text, from);
          range.setEnd(text, from + line.length);
          from += line.length + 1;
          const box = range.getBoundingClientRect();
          const [before, after] = [box.left - left, right - box.right];
          return Math.abs(before - after) < 2 ? 'both' : before < after ? 'left' : 'right';
        });
      });
    expect(lines).toEqual(['both', 'right', 'right']);
    const time = await page
      .locator('.theirs .bubble')
      .last()
      .locator('time')
      .evaluate((it) => {
        const [first, last] = [0, 4].map((at) => {
          const range = document.createRange();
          range.setStart(it.firstChild as Text, at);
          range.setEnd(it.firstChild as Text, at + 1);
          return range.getBoundingClientRect().left;
        });
        return (last ?? 0) - (first ?? 0);
      });
    expect(time).toBeGreaterThan(0);
  });

  it('Enter that confirms a word being composed sends nothing, in Safari’s order of events either', async () => {
    const { page, close } = await open('intro', {});
    const box = page.getByRole('textbox', { name: 'Message' });
    await box.fill('にほん');
    const press = (init: object): Promise<void> =>
      box.evaluate((it, more) => {
        it.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', bubbles: true, cancelable: true, ...more }));
      }, init);
    await press({ isComposing: true });
    await press({ keyCode: 229 });
    expect(await box.inputValue()).toBe('にほん');
    await box.evaluate((it) => {
      it.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', keyCode: 229, bubbles: true, composed: true }));
    });
    expect(await page.locator('.panel').count()).toBe(1);
    expect(await asked(page)).toEqual([]);
    await press({});
    expect(await asked(page)).toEqual([{ type: 'message.post', text: 'にほん' }]);
    await close();
  });

  it('says so of a text in which nothing can be seen, and keeps it', async () => {
    const { page, close } = await open('intro', {});
    const box = page.getByRole('textbox', { name: 'Message' });
    await box.fill('\u2060\u200B');
    await box.press('Enter');
    await page.getByText('There is nothing to see in this message.').waitFor();
    expect(await page.getByRole('button', { name: 'Send' }).isDisabled()).toBe(true);
    expect(await asked(page)).toEqual([]);
    await close();
  });

  it('Back closes the chat where it fills the screen, and stays on the shop’s page', async () => {
    const { page, close } = await open('intro', { phone: true });
    const address = page.url();
    await page.goBack();
    await page.locator('.panel').waitFor({ state: 'detached' });
    expect(page.url()).toBe(address);
    await page.locator('.launcher').tap();
    await page.getByRole('button', { name: 'Close the chat' }).tap();
    await page.locator('.panel').waitFor({ state: 'detached' });
    await page.waitForFunction(() => !history.state?.otvet);
    await close();
  });

  it('by keyboard alone: opens, writes, sends with Enter, begins a line with Shift, closes with Escape', async () => {
    const { page, close } = await open('intro', {});
    const box = page.getByRole('textbox', { name: 'Message' });
    expect(await box.evaluate((field) => field.matches(':focus'))).toBe(true);
    await page.keyboard.type('One');
    await page.keyboard.press('Shift+Enter');
    await page.keyboard.type('two');
    expect(await box.inputValue()).toBe('One\ntwo');
    await page.keyboard.press('Enter');
    expect(await box.inputValue()).toBe('');
    expect((await asked(page)).filter(({ type }) => type === 'message.post')).toEqual([
      { type: 'message.post', text: 'One\ntwo' },
    ]);
    await page.keyboard.press('Escape');
    await page.locator('.panel').waitFor({ state: 'detached' });
    expect(await page.locator('.launcher').evaluate((button) => button.matches(':focus'))).toBe(true);
    await close();
  });

  it('opens at the first unread message, and clears the badge once it is seen', async () => {
    const { page, close } = await open('long', {});
    const mark = await page.locator('.new').boundingBox();
    const log = await page.locator('.log').boundingBox();
    expect(mark && log && mark.y - log.y).toBeLessThan(24);
    await page.getByRole('button', { name: /\d+ new/ }).click();
    await page.locator('.to-end').waitFor({ state: 'detached' });
    expect(await page.locator('.badge').isHidden()).toBe(true);
    await close();
  });

  it('asks for a call by keyboard alone: menu, number, time; what is wrong is said at its field', async () => {
    const { page, close } = await open('joined', {});
    const focused = (name: string | RegExp) =>
      page.getByRole('button', { name }).evaluate((it) => it.matches(':focus'));
    await page.keyboard.press('Shift+Tab');
    expect(await focused(/^Anna is here/)).toBe(true);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter'); // the first item: "Call me"
    const number = page.getByRole('textbox', { name: 'Phone number' });
    await number.waitFor();
    expect(await number.evaluate((field) => field.matches(':focus'))).toBe(true);
    expect(await number.getAttribute('autocomplete')).toBe('tel');
    expect(await number.getAttribute('type')).toBe('tel');

    await page.keyboard.type('912 345');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').getByText('This number cannot be dialled').waitFor();
    expect(await number.inputValue()).toBe('912 345');
    expect(await number.getAttribute('aria-invalid')).toBe('true');
    expect(await number.evaluate((field) => field.matches(':focus'))).toBe(true);
    expect(await asked(page)).toEqual([]);
    await check(page);

    await page.keyboard.press('Control+A');
    await page.keyboard.type('+7 912 345-67-89');
    for (let i = 0; i < 4 && !(await focused(/^Tomorrow/)); i++) await page.keyboard.press('Tab');
    await page.keyboard.press('Space');
    expect(await page.getByLabel('Time').inputValue()).toBe('10:00');
    await check(page);
    await number.press('Enter');
    await number.waitFor({ state: 'detached' });
    const [command] = await asked(page);
    const tomorrow = await page.evaluate(() => new Date(new Date().setHours(36)).setHours(10, 0, 0, 0));
    expect(command).toEqual({ type: 'callback.request', phone: '+7 912 345-67-89', at: tomorrow });
    expect(await page.getByRole('textbox').evaluate((field) => field.matches(':focus'))).toBe(true);
    await close();
  });

  it.each(['intro', 'choice', 'waiting-50', 'coming'] as const)(
    'asks for a call before anybody has come: %s, and the way to a person stays',
    async (scenario) => {
      const { page, close } = await open(scenario, { phone: true });
      const bars = await page.locator('.dock .person').count();
      await page.getByRole('button', { name: 'Call me' }).tap();
      const number = page.getByRole('textbox', { name: 'Phone number' });
      await number.waitFor();
      await check(page);
      expect(await page.locator('.dock .person').count()).toBe(bars);
      expect(await page.locator('.dock').getByRole('button', { name: 'Call me' }).count()).toBe(0);
      await number.fill('+7 912 345-67-89');
      await number.press('Enter');
      await number.waitFor({ state: 'detached' });
      expect(await asked(page)).toEqual([{ type: 'callback.request', phone: '+7 912 345-67-89' }]);
      await close();
    },
  );

  it.each(['call', 'call-first', 'call-late'] as const)('takes a call back with one tap: %s', async (scenario) => {
    const { page, close } = await open(scenario, {});
    await page.getByRole('button', { name: 'No call needed' }).focus();
    await page.keyboard.press('Enter');
    expect(await asked(page)).toEqual([{ type: 'callback.cancel' }]);
    expect(await page.getByRole('textbox').evaluate((field) => field.matches(':focus'))).toBe(true);
    await close();
  });

  it('keeps the number that was typed while the chat is closed; Escape leaves the form, not the chat', async () => {
    const { page, close } = await open('call-missed', {});
    await page.getByRole('button', { name: 'Call me again' }).click();
    const number = page.getByRole('textbox', { name: 'Phone number' });
    expect(await number.inputValue()).toBe('+79123456789');
    await number.fill('+44 20 7946 0958');
    await page.getByRole('button', { name: 'Close the chat' }).click();
    await page.locator('.launcher').click();
    expect(await number.inputValue()).toBe('+44 20 7946 0958');
    await number.press('Escape');
    await number.waitFor({ state: 'detached' });
    expect(await page.getByRole('textbox', { name: 'Message' }).evaluate((field) => field.matches(':focus'))).toBe(
      true,
    );
    await close();
  });

  it('answers a question by keyboard: "not quite" leads to the message box', async () => {
    for (const [name, yes] of [
      ['Yes', true],
      ['Not quite', false],
    ] as const) {
      const { page, close } = await open('restate', {});
      await page.getByRole('button', { name, exact: true }).focus();
      await page.keyboard.press('Enter');
      expect(await asked(page)).toEqual([{ type: 'understanding.answer', seq: 7, yes }]);
      expect(await page.getByRole('textbox').evaluate((field) => field.matches(':focus'))).toBe(true);
      await close();
    }
    const { page, close } = await open('restate-no', { phone: true });
    await page.getByPlaceholder('What is not right?').waitFor();
    await page.getByRole('button', { name: 'Call me' }).click();
    await page.getByRole('textbox', { name: 'Phone number' }).waitFor();
    await close();
  });

  it('after "not quite" a phone opens its keyboard, after "yes" it does not', async () => {
    for (const [name, has] of [
      ['Yes', false],
      ['Not quite', true],
    ] as const) {
      const { page, close } = await open('restate', PHONE);
      await page.getByRole('button', { name, exact: true }).tap();
      expect(await page.getByRole('textbox').evaluate((field) => field.matches(':focus'))).toBe(has);
      await close();
    }
  });

  it('saves a copy as a file on the reader’s device, and asks nobody for it', async () => {
    const { page, close } = await open('withdrawn', {});
    const requests: string[] = [];
    page.on('request', (request) => requests.push(request.url()));
    await page.locator('.chip').click();
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Save a copy' }).click(),
    ]);
    expect(download.suggestedFilename()).toMatch(/^chat-\d{4}-\d\d-\d\d\.txt$/);
    const text = readFileSync(await download.path(), 'utf8');
    expect(text).toContain('Anna: Withdrawn: it was not meant for you. Sorry.');
    expect(text.startsWith('\uFEFFKofevarnya')).toBe(true);
    expect(requests.filter((url) => !url.startsWith('blob:'))).toEqual([]);
    await close();
  });

  it('opens addresses elsewhere, without telling them where from', async () => {
    const { page, close } = await open('joined', {});
    const link = page.getByRole('link', { name: 'https://kofevarnya.example/returns' });
    expect(await link.getAttribute('target')).toBe('_blank');
    expect(await link.getAttribute('rel')).toContain('noreferrer');
    await close();
  });

  it('says in the title and on the button how much was not seen', async () => {
    const { page, close } = await open('long', {});
    expect(await page.title()).toMatch(/^\(\d+\) Shop$/);
    await page.getByRole('button', { name: /\d+ new/ }).click();
    await page.locator('.to-end').waitFor({ state: 'detached' });
    expect(await page.title()).toBe('Shop');
    await close();
  });
});
