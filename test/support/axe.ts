import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults, RunOptions } from 'axe-core';
import type { Frame, Page } from 'playwright-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical on a page and its frames, one line each; nothing is what it should be. */
export async function seriousIn(page: Page): Promise<string[]> {
  const found = await Promise.all(page.frames().map((frame) => seriousInFrame(frame)));
  return found.flat();
}

/** The same in one frame, or in a part of it by its selector. */
export async function seriousInFrame(frame: Frame, part?: string): Promise<string[]> {
  // Once for a document. By the debugger and not by a tag: the page's content security policy lets nothing else in.
  if (!(await frame.evaluate(() => 'axe' in globalThis))) await frame.evaluate(AXE);
  const violations = await frame.evaluate(async (selector) => {
    const { axe } = globalThis as unknown as {
      axe: { run(where: string | Document, options: RunOptions): Promise<AxeResults> };
    };
    return (await axe.run(selector ?? document, { resultTypes: ['violations'], iframes: false })).violations;
  }, part);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, help, nodes }) =>
      nodes.map(
        ({ target, failureSummary = '' }) =>
          `${id}: ${help} at ${target.join(' ')} ${failureSummary.replace(/\s+/g, ' ')}`,
      ),
    );
}

/** The same in light and in dark. */
export async function seriousInBothThemes(page: Page): Promise<string[]> {
  const found: string[] = [];
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme });
    for (const line of await seriousIn(page)) found.push(`${colorScheme}: ${line}`);
  }
  return found;
}
