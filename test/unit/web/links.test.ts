import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pieces } from '../../../web/base/links.ts';

const links = (text: string): (string | undefined)[] => pieces(text).flatMap(({ href }) => href ?? []);

describe('addresses in a message', () => {
  it('are links; the end of the sentence is not part of them', () => {
    expect(pieces('See https://otvet.example/returns, please.')).toEqual([
      { text: 'See ' },
      { text: 'https://otvet.example/returns', href: 'https://otvet.example/returns' },
      { text: ', please.' },
    ]);
    expect(links('(http://a.example/x)')).toEqual(['http://a.example/x']);
    expect(links('https://en.example/wiki/Cup_(coffee)')).toEqual(['https://en.example/wiki/Cup_(coffee)']);
    expect(links('Пишите на www.пример.рф!')).toEqual(['https://www.пример.рф']);
  });

  it.each([
    ["https://en.example/wiki/Rubik's_Cube", "https://en.example/wiki/Rubik's_Cube"],
    ["He said: 'https://a.example/x'.", 'https://a.example/x'],
    ['(see https://a.example/x(y))', 'https://a.example/x(y)'],
    ['[https://a.example/x].', 'https://a.example/x'],
    ['https://a.example/it’s, and more', 'https://a.example/it’s'],
    ['"https://a.example/x"', 'https://a.example/x'],
    ['https://a.example/list[0]?', 'https://a.example/list[0]'],
  ])('end where the address does: %s', (text, address) => {
    expect(pieces(text).find(({ href }) => href !== undefined)?.text).toBe(address);
  });

  it('cost a line of 5,000 signs less than 30 ms, whatever signs they are', () => {
    const tails = ['.', ')', '(', "'", '.x', '),', 'www.', 'http://', '…”', 'a'];
    for (const tail of tails) {
      const line = `https://a.example/${tail.repeat(5_000 / tail.length)}x`;
      const tries = Array.from({ length: 5 }, () => {
        const from = performance.now();
        pieces(line);
        return performance.now() - from;
      });
      expect(Math.min(...tries), tail).toBeLessThan(30);
    }
  });

  it('are never anything but http', () => {
    for (const text of ['javascript:alert(1)', 'data:text/html,x', 'file:///etc/passwd', 'http://', 'a.example'])
      expect(links(text)).toEqual([]);
  });

  it('leave the text as it was, whatever it is', () => {
    const anyText = fc.array(
      fc.oneof(fc.string(), fc.constantFrom('https://', 'www.', 'http://a.b/(c)', '.', '<b>', ' ')),
    );
    fc.assert(
      fc.property(anyText, (parts) => {
        const text = parts.join('');
        const cut = pieces(text);
        expect(cut.map((piece) => piece.text).join('')).toBe(text);
        for (const { href } of cut) if (href !== undefined) expect(new URL(href).protocol).toMatch(/^https?:$/);
      }),
    );
  });
});
