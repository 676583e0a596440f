import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const WEB = join(import.meta.dirname, '../../dist/web');
/**
 * Budgets, gzipped (docs/adr/0011): what every page of a customer's site pays; what it costs to open the chat, to read, to
 * write and to call a person, whole; and each part that is loaded on use.
 */
const LAUNCHER = 4 * 1024;
const OPENED = 32 * 1024;
const PART = 8 * 1024;

const read = (path: string): string => readFileSync(join(WEB, path), 'utf8');
const weight = (path: string): number => gzipSync(read(path)).length;
const launcher = 'widget/otvet.js';
const panelIn = (locale: string): string => {
  const [name] = new RegExp(`assets/panel-${locale}-[\\w-]+\\.js`).exec(read(launcher)) ?? [];
  if (name === undefined) throw new Error(`The launcher names no panel for ${locale}.`);
  return name;
};
/** The files that the panel loads on use, by their names without language and hash. */
const partsIn = (locale: string): Map<string, string> =>
  new Map(
    [
      ...read(panelIn(locale)).matchAll(new RegExp(`import\\([\`"']\\./(([\\w-]+?)-${locale}-[\\w-]{8}\\.js)`, 'g')),
    ].map(([, file, name]) => [name ?? '', `assets/${file}`]),
  );
const PARTS = ['forms', 'later', 'save-copy'];

describe('the widget’s weight', () => {
  it('is at most 4 KB gzipped before it is opened', () => {
    expect(weight(launcher)).toBeLessThanOrEqual(LAUNCHER);
  });

  it.each(['ru', 'en'])('is at most 32 KB gzipped when it is opened (%s)', (locale) => {
    expect(weight(launcher) + weight(panelIn(locale))).toBeLessThanOrEqual(OPENED);
  });

  it.each(['ru', 'en'])('is at most 8 KB gzipped for each part that is loaded on use (%s)', (locale) => {
    const parts = partsIn(locale);
    expect([...parts.keys()].sort()).toEqual(PARTS);
    for (const [name, file] of parts) expect(weight(file), name).toBeLessThanOrEqual(PART);
  });

  it.each(['ru', 'en'])('of a part is one file, which imports from the panel alone (%s)', (locale) => {
    const [, panel] = panelIn(locale).split('/');
    for (const file of partsIn(locale).values()) {
      const imported = [...read(file).matchAll(/from\s*["'`]\.\/([^"'`]+)/g)].map(([, name]) => name);
      expect(imported, file).toEqual([panel]);
    }
  });

  it.each(['ru', 'en'])(
    'holds no other file, no font, no other host, and no words of another language (%s)',
    (locale) => {
      const panel = read(panelIn(locale));
      const all = [launcher, panelIn(locale), ...partsIn(locale).values()].map(read).join('');
      expect(panel).not.toMatch(/(?:^|[;}])import\s*[{"'`]/);
      const addresses = all.match(/https?:\/\/[\w.-]+/g) ?? [];
      expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org']));
      expect(all).not.toContain('@font-face');
      expect(panel.includes('Позвать человека')).toBe(locale === 'ru');
      expect(panel.includes('Talk to a person')).toBe(locale === 'en');
    },
  );

  it('is in the folder once: a build removes the files of the one before', () => {
    expect(globSync('assets/{panel,forms,later,save-copy}-{ru,en}-*.js', { cwd: WEB })).toHaveLength(
      2 * (1 + PARTS.length),
    );
  });
});
