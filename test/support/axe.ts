import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** The rules that a theme can break: all others look at what stands there, not at its colours. */
const COLOURS = ['color-contrast', 'link-in-text-block'];

/** What axe finds serious or critical on a page and its frames, one line each; nothing is what it should be. */
export async function seriousIn(page: Page, rules?: string[]): Promise<string[]> {
  const found = await Promise.all(page.frames().map((frame) => seriousInFrame(frame, undefined, rules)));
  return found.flat();
}

/** The same in one frame, or in a part of it by its selector. */
export async function seriousInFrame(frame: Frame, part?: string, rules?: string[]): Promise<string[]> {
  // Once for a document. By the debugger and not by a tag: the page's content security policy lets nothing else in.
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(AXE);
  const options: RunOptions = { resultTypes: ['violations'], iframes: false, ...(rules && { runOnly: rules }) };
  const violations = await frame.evaluate(
    async ([selector, how]) => {
      const { axe } = globalThis as unknown as {
        axe: { run(where: string | Document, options: RunOptions): Promise<AxeResults> };
      };
      return (await axe.run(selector ?? document, how)).violations;
    },
    [part ?? null, options] as const,
  );
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary = '' }) =>
          `${id}: ${help} at ${target.join(' ')} ${failureSummary.replace(/\s+/g, ' ')}`,
      ),
    );
}

/** The same in light and in dark: all rules once, those of colours in both. */
export async function seriousInBothThemes(page: Page): Promise<string[]> {
  await page.emulateMedia({ colorScheme: 'light' });
  const light = await seriousIn(page);
  await page.emulateMedia({ colorScheme: 'dark' });
  const dark = await seriousIn(page, COLOURS);
  return [...light, ...dark.map((line) => `dark: ${line}`)];
}
