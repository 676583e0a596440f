import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hasWords, type Line, linesOf, matchChat, wordsOf } from '../../shared/domain/search/search.ts';

/** Search over what was said: nothing that stands there is missed, whoever wrote it how; nothing else is found. */
const LETTERS = [...'абвеёийЙЯabcZ1479-№.'];
const word = fc.array(fc.constantFrom(...LETTERS), { minLength: 1, maxLength: 8 }).map((all) => all.join(''));
const gap = fc.constantFrom(' ', '  ', '\n', '\t', ' ');
const text = fc
  .array(fc.tuple(word, gap), { minLength: 1, maxLength: 40 })
  .map((all) => all.map(([one, space]) => one + space).join(''));
const line = fc.record({ text, isNote: fc.boolean() });
/** as somebody else would type it */
const twisted = (part: string, how: number): string =>
  [part, part.toUpperCase(), part.toLowerCase(), part.replaceAll('ё', 'е'), part.normalize('NFD')][how % 5] ?? part;

/** Some words of a text, or pieces of them. */
const piecesOf = (from: string) =>
  fc
    .array(fc.tuple(fc.nat(), fc.nat(7), fc.integer({ min: 1, max: 8 }), fc.nat(4)), { minLength: 1, maxLength: 4 })
    .map((picks) => {
      const words = from.split(/\s+/).filter(Boolean);
      return picks
        .map(([at, start, length, how]) => {
          const whole = words[at % words.length] ?? '';
          const first = start % whole.length;
          return twisted(whole.slice(first, first + length), how);
        })
        .join(' ');
    });

it('finds whatever stands in the name or in any line, in any spelling; the excerpt is of a line that has some of it', () => {
  const cases = fc
    .tuple(text, fc.array(line, { minLength: 1, maxLength: 6 }))
    .chain(([name, lines]) =>
      fc.tuple(fc.constant(name), fc.constant(lines), piecesOf([name, ...lines.map((one) => one.text)].join(' '))),
    );
  fc.assert(
    fc.property(cases, ([name, lines, query]) => {
      const words = wordsOf(query);
      const match = matchChat(words, name, lines);
      if (words.length === 0) return expect(match).toBeNull();
      expect(match).not.toBeNull();
      expect(match?.byName).toBe(hasWords(name, words));
      if (!match || match.byName) return;
      const excerpt = match.excerpt.replace(/^… /, '').replace(/ …$/, '');
      expect(words.some((one) => hasWords(excerpt, [one]))).toBe(true);
      expect([...match.excerpt].length).toBeLessThanOrEqual(94);
      expect(
        lines.some(
          (one) => one.isNote === match.isNote && one.text.normalize('NFC').replace(/\s+/g, ' ').includes(excerpt),
        ),
      ).toBe(true);
    }),
  );
});

it('finds nothing of which one word is missing, and what was removed or withdrawn never', () => {
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), text, text, (lines, name, gone) => {
      expect(matchChat(wordsOf(`${name} пылесосъ`), name, lines)).toBeNull();
      const events = [
        ...lines.map((one: Line) => ({ type: one.isNote ? 'note.posted' : 'message.posted', text: one.text })),
        { type: 'message.posted', text: null },
        { type: 'message.withdrawn', text: gone },
        { type: 'message.recalled' },
      ];
      expect(linesOf(events)).toEqual(lines);
    }),
  );
});
