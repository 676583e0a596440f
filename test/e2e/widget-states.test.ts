import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { launchBrowser, openPage, type PageOptions, type TestPage } from '../support/browser.ts';
import { SCENARIOS, type Scenario } from '../support/widget/scenarios.ts';
import { serveWidget } from '../support/widget/serve.ts';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const PHONE = { dark: true, phone: true } as const satisfies PageOptions;
const launched = await launchBrowser();

/** What the panel shows, without what time moves: element by element, attributes in alphabetical order. */
function drawn(): unknown {
  const tree = (node: Node): unknown => {
    if (!(node instanceof Element)) return node.textContent?.replace(/\d?\d:\d\d/g, '00:00');
    const attributes = [...node.attributes]
      .filter(({ name }) => name !== 'style' && name !== 'datetime')
      .map(({ name, value }) => `${name}=${value}`)
      .sort();
    return [node.localName, attributes, [...node.childNodes].map(tree)];
  };
  const panel = document.querySelector('otvet-widget')?.shadowRoot?.querySelector('.panel');
  return panel ? tree(panel) : null;
}

describe.skipIf(launched === undefined)('every state of the widget', () => {
  let served: Awaited<ReturnType<typeof serveWidget>>;
  const shops: TestPage[] = [];
  beforeAll(async () => {
    served = await serveWidget();
    for (const options of [{ locale: 'ru' }, PHONE, PHONE] as const) {
      if (launched) shops.push(await openPage(launched.browser, 'about:blank', options));
    }
  });
  afterAll(async () => {
    await launched?.close();
    await served?.close();
  });

  /** A shop in a state, with the chat open, once the panel has come to rest. */
  const show = async (
    { page }: TestPage,
    scenario: Scenario,
    locale: 'ru' | 'en',
    library = 'small',
  ): Promise<Page> => {
    await page.goto(`${served.url}/${library}/?scenario=${scenario}&lang=${locale}`);
    await page.locator('.launcher').click();
    await page.locator('.panel').waitFor();
    await page.evaluate(() => new Promise((resolve) => setTimeout(() => requestAnimationFrame(resolve), 50)));
    return page;
  };
  const open = async (scenario: Scenario, options: PageOptions) => {
    if (!launched) throw new Error('There is no browser.');
    const opened = await openPage(launched.browser, 'about:blank', options);
    await show(opened, scenario, 'en');
    return opened;
  };
  const asked = (page: Page): Promise<{ type: string; choice?: string }[]> =>
    page.evaluate(() =>
      (window as unknown as { asked: { type: string }[] }).asked.filter(({ type }) => type !== 'read'),
    );

  /** Nothing serious for axe, nothing wider than the panel. */
  const check = async (page: Page): Promise<void> => {
    await page.evaluate(AXE);
    const { violations } = (await page.evaluate(`axe.run('otvet-widget')`)) as AxeResults;
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(', ')}`);
    expect(serious).toEqual([]);
    expect(await page.locator('.panel').evaluate((panel) => panel.scrollWidth - panel.clientWidth)).toBe(0);
  };

  it.each(SCENARIOS)(
    '%s: fit to be read by everyone, drawn as Preact draws it, a person one tap away',
    async (scenario) => {
      const [desk, phone, preact] = shops as [TestPage, TestPage, TestPage];
      await check(await show(desk, scenario, 'ru'));
      const page = await show(phone, scenario, 'en');
      await check(page);
      expect(await page.evaluate(drawn)).toEqual(await (await show(preact, scenario, 'en', 'preact')).evaluate(drawn));

      // Either somebody is being called, or it takes one tap: her menu's, once Anna is here and reads the message box.
      const isCalled = (await page.locator('.wait').count()) > 0 && (await page.locator('.person').count()) === 0;
      const chip = page.locator('.chip');
      if ((await chip.count()) > 0) {
        await chip.click();
        await page.getByRole('menuitem', { name: 'Another person' }).click();
      } else if (!isCalled) {
        await page
          .getByRole('button', { name: /^(Talk to (a|another) person|Wake someone|No, I need it now)$/ })
          .click();
      }
      if (!isCalled) expect(await asked(page)).toMatchObject([{ type: 'human.request' }]);
      expect(shops.flatMap(({ errors }) => errors)).toEqual([]);
    },
  );

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

  it('fills a phone, and every target is at least 44 px', async () => {
    const { page, close } = await open('solved', { phone: true });
    expect(await page.locator('.panel').boundingBox()).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });
    const small = await page.locator('.panel button').evaluateAll((buttons) =>
      buttons
        .map((button) => ({
          name: button.textContent || button.getAttribute('aria-label'),
          ...button.getBoundingClientRect().toJSON(),
        }))
        .filter(({ width, height }) => width < 44 || height < 44)
        .map(({ name }) => name),
    );
    expect(small).toEqual([]);
    await close();
  });
});
