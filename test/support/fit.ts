import type { Page } from 'playwright-core';
import { expect } from 'vitest';
import { seriousInBothThemes } from './axe.ts';

/** What a screen owes everybody: nothing serious for axe, by day and by night, and nothing wider than the screen. */
export async function expectFit(page: Page): Promise<void> {
  expect(await seriousInBothThemes(page)).toEqual([]);
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBe(0);
}

/** What a thumb can be asked to hit; a tick or a dot stands in a label that is hit as well. */
const TARGETS =
  'button, select, a, textarea, summary, [role=option], input:not([type=radio], [type=checkbox], [type=hidden])';

/** Targets of a phone below 44 px (ux.md, section 6), by their class and size; nothing is what it should be. */
export const smallTargets = (page: Page): Promise<string[]> =>
  page.evaluate(
    (targets) =>
      [...document.querySelectorAll(targets)]
        .filter((element) => element.checkVisibility())
        .map((element) => ({ element, box: element.getBoundingClientRect() }))
        .filter(({ box }) => box.width > 0 && (box.width < 44 || box.height < 44))
        .map(({ element, box }) => `${element.className} ${Math.round(box.width)}x${Math.round(box.height)}`),
    TARGETS,
  );
