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
