import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import type { Row } from './report.ts';

/** Budgets of what a browser loads, gzipped, in bytes. */
const SIZE_BUDGETS = { launcher: 4 * 1024, widget: 32 * 1024, part: 8 * 1024, console: 60 * 1024 } as const;

/** The widget's files in one language. */
interface WidgetFiles {
  /** what every page with the widget loads */
  readonly launcher: string;
  /** what opens with it: to ask, to write, to wait */
  readonly panel: string;
  /** what is loaded on use, by name: `later` once a person has come, `forms` to fill in, `save-copy` */
  readonly parts: ReadonlyMap<string, string>;
}

export function widgetFiles(web: string, locale: 'ru' | 'en'): WidgetFiles {
  const launcher = join(web, 'widget/otvet.js');
  const named = (file: string, pattern: RegExp): string[] => {
    const names = new Set(readFileSync(file, 'utf8').match(pattern));
    return [...names].map((name) => join(web, 'assets', name));
  };
  const [panel] = named(launcher, new RegExp(`panel-${locale}-[\\w-]+\\.js`, 'g'));
  if (panel === undefined) throw new Error(`The launcher names no panel for ${locale}: run npm run build.`);
  const inPanel = readFileSync(panel, 'utf8').matchAll(new RegExp(`\\./([a-z-]+)-${locale}-[\\w-]{8}\\.js`, 'g'));
  const parts = new Map([...inPanel].map(([file, name = '']) => [name, join(web, 'assets', file)]));
  return { launcher, panel, parts };
}

/** What a browser loads before the console stands: the page, its scripts and styles, and what those import statically. */
function consoleFiles(web: string): string[] {
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

export function sizeRows(web: string): Row[] {
  const rowOf = (name: string, bytes: number, budget: number): Row => ({
    name: `${name}, gzipped`,
    figure: `${(bytes / 1024).toFixed(2)} KB`,
    budget: `<= ${budget / 1024} KB`,
    isWithin: bytes <= budget,
  });
  const files = (['ru', 'en'] as const).map((locale) => widgetFiles(web, locale));
  const largest = (of: (one: WidgetFiles) => readonly string[]): number =>
    Math.max(...files.map((one) => gzippedBytes(of(one))));
  return [
    rowOf(
      'widget: launcher',
      largest(({ launcher }) => [launcher]),
      SIZE_BUDGETS.launcher,
    ),
    rowOf(
      'widget: opened',
      largest(({ launcher, panel }) => [launcher, panel]),
      SIZE_BUDGETS.widget,
    ),
    ...['later', 'forms', 'save-copy'].map((part) =>
      rowOf(
        `widget: ${part}, loaded on use`,
        largest(({ parts }) => [parts.get(part) ?? '']),
        SIZE_BUDGETS.part,
      ),
    ),
    rowOf('console: first load', gzippedBytes(consoleFiles(web)), SIZE_BUDGETS.console),
  ];
}
