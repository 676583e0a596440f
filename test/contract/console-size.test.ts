import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';

const WEB = join(import.meta.dirname, '../../dist/web');
/** Budget of design.md: what a browser loads before the console stands, gzipped. */
const BUDGET = 60 * 1024;

const read = (address: string): Buffer => readFileSync(join(WEB, address));

/** The files that a page loads at once: its scripts and styles, what those import statically, and the words of one language. */
function firstLoad(page: string, locale: 'ru' | 'en'): Map<string, Buffer> {
  const files = new Map<string, Buffer>([[page, read(page)]]);
  const queue = [
    ...read(page)
      .toString()
      .matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g),
  ].map(([, path]) => path ?? '');
  queue.push(
    ...readdirSync(join(WEB, 'assets')).flatMap((name) =>
      name.startsWith(`first-words.${locale}-`) ? [`/assets/${name}`] : [],
    ),
  );
  for (let path = queue.shift(); path !== undefined; path = queue.shift()) {
    if (files.has(path)) continue;
    const content = read(path);
    files.set(path, content);
    for (const [, name] of content
      .toString()
      .matchAll(/(?:^|[;}\s])(?:import|export)\b[^;("']*["']\.\/([^"']+\.js)["']/g))
      queue.push(`/assets/${name}`);
  }
  return files;
}

it.each(['ru', 'en'] as const)('the console’s first load is at most 60 KB gzipped (%s)', (locale) => {
  const files = firstLoad('console/index.html', locale);
  expect([...files.keys()].filter((name) => name.includes('/first-words.'))).toHaveLength(1);
  const sizes = [...files].map(([name, content]) => [name, gzipSync(content).length] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  expect(total, sizes.map(([name, size]) => `${name} ${size}`).join(', ')).toBeLessThanOrEqual(BUDGET);
});

it('sign-in and sheets are not in it', () => {
  const script = [...firstLoad('console/index.html', 'ru').values()].join('');
  expect(script).not.toContain('code_challenge_method');
  expect(script).not.toContain('showModal');
});
