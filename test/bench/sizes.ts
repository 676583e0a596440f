import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from './report.ts';

/** Budgets of what a browser loads, gzipped, in bytes. */
export const SIZE_BUDGETS = { launcher: 3 * 1024, widget: 25 * 1024, console: 60 * 1024 } as const;

/** What a page with the widget loads until the panel is open: the launcher, and the panel in the page's language. */
export function widgetFiles(web: string, locale: 'ru' | 'en'): string[] {
  const launcher = join(web, 'widget/otvet.js');
  const panels = [...new Set(readFileSync(launcher, 'utf8').match(/assets\/[\w.-]*panel[\w.-]*\.js/g) ?? [])];
  const panel = panels.find(
    (name) => panels.length === 1 || name.includes(`-${locale}`) || name.includes(`${locale}-`),
  );
  if (panel === undefined) throw new Error(`The launcher names no panel for ${locale}: ${panels.join(', ')}.`);
  return [launcher, join(web, panel)];
}

/** What a browser loads before the console stands: the page, its scripts and styles, and what those import statically. */
export function consoleFiles(web: string): string[] {
  const page = join(web, 'console/index.html');
  const files = new Set([page]);
  const html = readFileSync(page, 'utf8');
  const queue = [...html.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path]) => path ?? '');
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    const file = join(web, path);
    if (files.has(file)) continue;
    files.add(file);
    const imports = readFileSync(file, 'utf8').matchAll(
      /(?:^|[;}\s])(?:import|export)\b[^;("']*["']\.\/([^"']+\.js)["']/g,
    );
    for (const [, name] of imports) queue.push(`/assets/${name}`);
  }
  return [...files];
}

export const gzippedBytes = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + gzipSync(readFileSync(file)).length, 0);

/** Scripts, fonts and styles that a widget's files would load from another host. */
export const foreignHosts = (files: readonly string[]): string[] =>
  files.flatMap((file) => readFileSync(file, 'utf8').match(/(?:@import|url\()\s*["']?https?:[^"')]+/g) ?? []);

export function sizeRows(web: string): Row[] {
  const locales = ['ru', 'en'] as const;
  const rowOf = (name: string, bytes: number, budget: number): Row => ({
    name,
    figure: `${(bytes / 1024).toFixed(2)} KB`,
    budget: `<= ${budget / 1024} KB`,
    isWithin: bytes <= budget,
  });
  const [launcher = ''] = widgetFiles(web, 'en');
  const whole = Math.max(...locales.map((locale) => gzippedBytes(widgetFiles(web, locale))));
  return [
    rowOf('widget: launcher, gzipped', gzippedBytes([launcher]), SIZE_BUDGETS.launcher),
    rowOf('widget: whole, gzipped', whole, SIZE_BUDGETS.widget),
    rowOf('console: first load, gzipped', gzippedBytes(consoleFiles(web)), SIZE_BUDGETS.console),
  ];
}
