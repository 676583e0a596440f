import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const WEB = join(import.meta.dirname, '../../dist/web');
/**
 * Budgets, gzipped: what every page of a customer's site pays; and what it costs to open the chat, to write and to wait,
 * whole. The rest (who joined, promises, questions, calls, menu, rating, the saved copy) is a file of its own, which is
 * loaded once a person has come.
 */
const LAUNCHER = 3 * 1024;
const WHOLE = 25 * 1024;
const LATER = 11 * 1024;

const read = (path: string): Buffer => readFileSync(join(WEB, path));
const weight = (path: string): number => gzipSync(read(path)).length;
const nameIn = (text: string, pattern: RegExp): string => {
  const [name] = pattern.exec(text) ?? [];
  if (name === undefined) throw new Error(`Nothing like ${pattern} is named there.`);
  return name;
};
const launcher = 'widget/otvet.js';
const panelIn = (locale: string): string =>
  nameIn(read(launcher).toString(), new RegExp(`assets/panel-${locale}-[\\w-]+\\.js`));
const laterIn = (locale: string): string =>
  `assets/${nameIn(read(panelIn(locale)).toString(), new RegExp(`later-${locale}-[\\w-]+\\.js`))}`;

describe('the widget’s weight', () => {
  it('is at most 3 KB gzipped before it is opened', () => {
    expect(weight(launcher)).toBeLessThanOrEqual(LAUNCHER);
  });

  it.each(['ru', 'en'])('is at most 25 KB gzipped when it is opened (%s)', (locale) => {
    expect(weight(launcher) + weight(panelIn(locale))).toBeLessThanOrEqual(WHOLE);
  });

  it.each(['ru', 'en'])('is at most 11 KB more once a person has come (%s)', (locale) => {
    expect(weight(laterIn(locale))).toBeLessThanOrEqual(LATER);
  });

  it.each(['ru', 'en'])('brings no other file, no font, and no other host (%s)', (locale) => {
    const panel = read(panelIn(locale)).toString();
    const later = read(laterIn(locale)).toString();
    expect(panel).not.toMatch(/(?:^|[;}])import\s*[{"'`]/);
    expect(later.match(/from\s*["'`]\.\/[^"'`]+/g)).toHaveLength(1);
    const addresses = `${read(launcher)}${panel}${later}`.match(/https?:\/\/[\w.-]+/g) ?? [];
    expect(new Set(addresses)).toEqual(new Set(['http://www.w3.org']));
    expect(panel + later).not.toContain('@font-face');
  });

  it('is in the folder once: a build removes the files of the one before', () => {
    expect(globSync('assets/{panel,later}-*.js', { cwd: WEB })).toHaveLength(4);
  });
});
