import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';

const WEB = join(import.meta.dirname, '../../dist/web');
/** Budgets of design.md, gzipped: what every page of a customer's site pays, and what who writes pays in all. */
const LAUNCHER = 3 * 1024;
const WHOLE = 25 * 1024;

const read = (path: string): Buffer => readFileSync(join(WEB, path));
const launcher = read('widget/otvet.js');
const panelIn = (locale: string): string => {
  const [name] = new RegExp(`assets/panel-${locale}-[\\w-]+\\.js`).exec(launcher.toString()) ?? [];
  if (name === undefined) throw new Error(`The launcher names no panel in "${locale}".`);
  return name;
};

describe('the widget’s weight', () => {
  it('is at most 3 KB gzipped before it is opened', () => {
    expect(gzipSync(launcher).length).toBeLessThanOrEqual(LAUNCHER);
  });

  it.each(['ru', 'en'])('is at most 25 KB gzipped in all (%s)', (locale) => {
    expect(gzipSync(launcher).length + gzipSync(read(panelIn(locale))).length).toBeLessThanOrEqual(WHOLE);
  });

  it.each(['ru', 'en'])('is one script that brings nothing else and asks no other host (%s)', (locale) => {
    const panel = read(panelIn(locale)).toString();
    expect(panel).not.toMatch(/(?:^|[;}\s])(?:import|from)\s*["'`]/);
    const addresses = `${launcher}${panel}`.match(/https?:\/\/[^"'`\s]*/g) ?? [];
    expect(addresses.filter((address) => address !== 'http://www.w3.org/2000/svg' && address !== 'https://${')).toEqual(
      [],
    );
    expect(panel).not.toContain('@font-face');
  });

  it('is in the folder once: a build removes the files of the one before', () => {
    expect(globSync('assets/panel-*.js', { cwd: WEB })).toHaveLength(2);
  });
});
