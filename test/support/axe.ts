import axe from 'axe-core';
import type { Frame, Page } from 'playwright-core';

interface Violation {
  readonly id: string;
  readonly impact?: string | null;
  readonly help: string;
  readonly nodes: readonly { readonly target: readonly unknown[]; readonly failureSummary?: string }[];
}

/** What axe finds serious or critical on a page and its frames, one line each; nothing is what it should be. */
export async function seriousIn(page: Page): Promise<string[]> {
  const found = await Promise.all(page.frames().map(seriousInFrame));
  return found.flat();
}

async function seriousInFrame(frame: Frame): Promise<string[]> {
  // By the debugger and not by a tag: the page's content security policy lets nothing else in.
  await frame.evaluate(axe.source);
  const violations = await frame.evaluate(async () => {
    const { axe: run } = globalThis as unknown as {
      axe: { run(options: object): Promise<{ violations: Violation[] }> };
    };
    return (await run.run({ resultTypes: ['violations'], iframes: false })).violations;
  });
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
