import { globSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

const FOLDER = new URL('../../../../web/console/', import.meta.url).pathname;

/** Blocks of rules that hold only where a pointer can hover, taken out with all that stands in them. */
const withoutGuarded = (css: string): string =>
  css.replaceAll(/@media \(hover: hover\) \{(?:[^{}]*\{[^{}]*\})*[^{}]*\}/g, '');

describe('styles of the console', () => {
  it.each(globSync('**/*.css', { cwd: FOLDER }))('%s: a finger that has left leaves no hover behind', (file) => {
    expect(withoutGuarded(readFileSync(`${FOLDER}${file}`, 'utf8'))).not.toContain(':hover');
  });
});
