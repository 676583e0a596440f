import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { examplesIn, problemsOf } from '../../support/protocol-document.ts';

const document = readFileSync(new URL('../../../docs/PROTOCOL.md', import.meta.url), 'utf8');

/** The document with one thing said otherwise; fails when that is not there, so that no row below tests nothing. */
function changed(from: string | RegExp, to: string): string {
  const other = document.replace(from, to);
  if (other === document) throw new Error(`docs/PROTOCOL.md has no ${from}`);
  return other;
}
/** The lines that begin so, turned round where they stand. */
function turned(begins: RegExp): string {
  const lines = document.split('\n');
  const rows = lines.filter((line) => begins.test(line));
  expect(rows.length).toBeGreaterThan(20);
  return lines.map((line) => (begins.test(line) ? rows.pop() : line)).join('\n');
}

const MISTAKES: readonly (readonly [what: string, from: string | RegExp, to: string, says: string | RegExp])[] = [
  [
    'a command without a section',
    /### `note\.post`/,
    '### `note.pose`',
    'The command `note.post` has no section in Commands.',
  ],
  [
    'a section of no command',
    /### `note\.post`/,
    '### `note.pose`',
    'There is a section in Commands for `note.pose`, which is no command.',
  ],
  [
    'a command of the other door',
    /(### `note\.post`\n\n)Operator/,
    '$1Customer',
    /^The section of `note\.post` must begin with "Operator", and begins with "Customer/,
  ],
  [
    'a command that is not shown',
    '→ {"type":"note.post"',
    '→ {"type":"typing"',
    'The section of `note.post` shows no frame of it.',
  ],
  ['a push without a section', /### `synced`/, '### `sunk`', 'The push `synced` has no section in Pushes.'],
  [
    'an example with a field too many',
    '→ {"type":"note.post",',
    '→ {"type":"note.post","urgent":true,',
    /^The example → \{"type":"note\.post","urgent".* is refused at "urgent": /,
  ],
  [
    'a code that is not there',
    'Errors: `not_owner`.',
    'Errors: `not_mine`.',
    '"Errors:" in Commands names `not_mine`, which is no code.',
  ],
  ['a code without a row', /^\| `not_owner` .*\n/m, '', 'The code `not_owner` has no row in the table of codes.'],
  [
    'a code with another meaning',
    /^(\| `not_owner` \| )\w+/m,
    '$1maybe',
    /^The row of the code `not_owner` says maybe, ".*"; it is never, "/,
  ],
  ['an event without a row', /^\| `review\.closed` .*\n/m, '', 'The event `review.closed` has no row in Events.'],
  [
    'an event with a field too few',
    /^(\| `review\.closed` .*)by, /m,
    '$1',
    /^The row of the event `review\.closed` has the fields .*; they are by, name\?, outcome\?\.$/,
  ],
  [
    'an event that customers would see',
    /^(\| `review\.closed` \| )no/m,
    '$1yes',
    'The row of the event `review.closed` says that customers see it: yes; it is no.',
  ],
];

describe('docs/PROTOCOL.md', () => {
  it('says of commands, pushes, events, codes and in its examples what the schemas say', () => {
    expect(problemsOf(document)).toEqual([]);
    expect(examplesIn(document).length).toBeGreaterThan(80);
  });

  it.each(MISTAKES)('with %s is told so in one sentence', (_, from, to, says) => {
    const problems = problemsOf(changed(from, to));

    expect(
      problems.filter((problem) => (typeof says === 'string' ? problem === says : says.test(problem))),
    ).toHaveLength(1);
    expect(problems.length).toBeLessThanOrEqual(3);
  });

  it('may have the rows of its tables in any order', () => {
    expect(problemsOf(turned(/^\| `[a-z]+\.[a-z.]+` \|/))).toEqual([]);
    expect(problemsOf(turned(/^\| `[a-z_]+` \| (never|same|later|soon|\w+) \|/))).toEqual([]);
  });
});
