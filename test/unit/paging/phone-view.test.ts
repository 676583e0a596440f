import { describe, expect, it } from 'vitest';
import { renderPage } from '../../../functions/entries/acknowledge/view.ts';
import type { AckPage } from '../../../functions/paging/phone-view.ts';

const NOW = Date.UTC(2026, 10, 22, 0, 12, 48);
const CODE = 'a'.repeat(22);

const common = (locale: 'ru' | 'en') => ({ locale, zone: 'Europe/Moscow', night: true, now: NOW }) as const;
type Open = Extract<AckPage, { state: 'open' }>;

const open = (more: Partial<Open> = {}): Open => ({
  ...common('ru'),
  state: 'open',
  code: CODE,
  waiting: { name: 'Иван', since: NOW - 48_000, words: ['Кофеварка не греет.'] },
  alarm: null,
  more: 0,
  passTo: 'Пётр',
  morning: Date.UTC(2026, 10, 22, 6, 0, 0),
  isTest: false,
  about: null,
  proposed: null,
  episode: 3,
  before: null,
  ...more,
});

type Chat = Extract<AckPage, { state: 'chat' }>;
const chat = (texts: readonly string[], more: Partial<Chat> = {}): Chat => ({
  ...common('en'),
  state: 'chat',
  code: CODE,
  name: 'Ivan',
  messages: texts.map((text, index) => ({ seq: index + 1, by: 'customer', name: 'Ivan', at: NOW, text })),
  seq: texts.length,
  replyId: 'r'.repeat(22),
  closed: false,
  until: NOW + 1_800_000,
  more: 0,
  others: [],
  next: null,
  canWiden: false,
  conversation: 'c'.repeat(22),
  wake: null,
  ...more,
});

const render = (page: AckPage): string => renderPage(page, 'nonce-1');

describe('the acknowledge page', () => {
  it('says who waits and for how long, and takes by a form that posts', () => {
    const page = render(open());
    expect(page).toMatch(/Иван ждёт <span[^>]*>48 с<\/span>/);
    expect(page).toContain(
      `<form method="post" action="/p/${CODE}/take"><input type="hidden" name="episode" value="3"><button class="take">Беру</button></form>`,
    );
    expect(page).toContain('Передать: Пётр');
    expect(page).toContain('Может подождать до 9:00');
  });

  it('of a chat that a colleague has taken says so, and offers the next by name', () => {
    const page = render(open({ before: { by: 'Анна', name: 'Гость' } }));
    expect(page).toContain('Анна взяла: Гость. Ждут ещё.');
    expect(page).toContain('<button class="take">Беру: Иван</button>');
  });

  it('lists who else waits, with the next one and more people as one button each, once they can be had', () => {
    const others = [{ name: 'Vera', since: NOW - 125_000 }];
    const busy = render(chat(['Hello'], { others, more: 2 }));
    expect(busy).toMatch(/3 others waiting[\s\S]*Vera has been waiting[\s\S]*2 min 5 s[\s\S]*2 more waiting/);
    expect(busy).not.toContain('/take');
    expect(busy).not.toContain('/widen');
    const free = render(chat(['Hello'], { others, next: 7, canWiden: true }));
    expect(free).toContain('<input type="hidden" name="episode" value="7"><button>Take the next one</button>');
    expect(free).toContain(`action="/p/${CODE}/widen"><button>Ask for more people</button>`);
  });

  it('leaves out what cannot be done', () => {
    const page = render(open({ passTo: null, morning: null }));
    expect(page).not.toContain('/pass');
    expect(page).not.toContain('/morning');
  });

  it('writes what people wrote as text, wherever it stands', () => {
    const nasty = `"><script>alert(1)</script>&'`;
    const pages = [
      open({
        waiting: { name: nasty, since: NOW, words: [nasty] },
        alarm: { by: nasty, reason: nasty },
        passTo: nasty,
      }),
      chat([nasty]),
      { ...common('ru'), state: 'taken', by: nasty, at: NOW },
    ] satisfies AckPage[];
    for (const page of pages) {
      expect(render(page)).not.toContain('<script>alert');
    }
  });

  it('sends no style or script without the nonce, and loads nothing', () => {
    for (const page of [open(), chat(['one'])]) {
      const tags = render(page).match(/<(style|script)[^>]*>/g);
      expect(tags).toEqual(['<style nonce="nonce-1">', '<script nonce="nonce-1">']);
      expect(render(page)).not.toMatch(/\bsrc=|<link/);
    }
  });

  it('has a script that the language understands', () => {
    const [, script = ''] = /<script[^>]*>(.*)<\/script>/s.exec(render(open())) ?? [];
    expect(() => new Function(script)).not.toThrow();
  });

  it('stays below 10 KB', () => {
    const words = Array.from({ length: 3 }, () => 'я'.repeat(200));
    const page = open({ waiting: { name: 'Иван', since: 0, words }, alarm: { by: 'Олег', reason: 'я'.repeat(500) } });
    expect(Buffer.byteLength(render(page))).toBeLessThan(10_240);
  });

  it('tells the second of two that the first has it, with the hour of the workspace', () => {
    expect(render({ ...common('ru'), state: 'taken', by: 'Пётр', at: NOW })).toContain('Уже взял Пётр, 3:12. Спите.');
    expect(render({ ...common('ru'), state: 'taken', by: 'Анна', at: NOW })).toContain('Уже взяла Анна, 3:12. Спите.');
    expect(render({ ...common('en'), state: 'taken', by: 'Pyotr', at: NOW })).toContain(
      'Pyotr took it at 3:12. Go back to sleep.',
    );
  });

  it('sends nobody to sleep by day', () => {
    const taken = { ...common('ru'), night: false, state: 'taken', by: 'Пётр', at: NOW } as const;
    expect(render(taken)).toContain('Уже взял Пётр, 3:12. От вас больше ничего не нужно.');
    expect(render({ ...taken, locale: 'en' })).toContain('Пётр took it at 3:12. Nothing more for you to do.');
    for (const locale of ['ru', 'en'] as const)
      for (const state of ['closed', 'answered', 'deferred'] as const)
        expect(render({ ...common(locale), night: false, state: 'over', why: state, by: 'Anna', at: NOW })).not.toMatch(
          /Спите|sleep/,
        );
  });

  it('is dark at night, whatever the phone prefers', () => {
    expect(render(open())).toContain('<html lang="ru" class="night">');
    expect(render(open({ night: false }))).toContain('<html lang="ru">');
  });

  it('becomes the chat, whose reply posts once however often the form is sent', () => {
    const page = render(chat(['Hello.']));
    expect(page).toContain(`<input type="hidden" name="id" value="${'r'.repeat(22)}">`);
    expect(page).toContain('<input type="hidden" name="after" value="1">');
    expect(page).toContain('<textarea name="text"');
  });
});
