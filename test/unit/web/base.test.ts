import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { genderOf } from '../../../shared/domain/names.ts';
import { accentVariables, contrast } from '../../../web/base/accent.ts';
import { chooseLocale, dayName, plural } from '../../../web/base/locale.ts';
import { createTicker } from '../../../web/base/ticker.ts';
import { laterWords } from '../../../web/widget/words/later.ts';
import { words } from '../../../web/widget/words/panel.ts';
import { FakeClock } from '../../support/fake-clock.ts';

describe('the accent', () => {
  it('can be read on our papers, whatever colour a workspace picks', () => {
    const colour = fc.integer({ min: 0, max: 0xffffff }).map((n) => `#${n.toString(16).padStart(6, '0')}`);
    fc.assert(
      fc.property(colour, (accent) => {
        const of = accentVariables(accent);
        for (const [mode, paper] of [
          ['light', '#fbfaf7'],
          ['dark', '#191816'],
        ] as const) {
          expect(contrast(of[`--accent-text-${mode}`] ?? '', paper)).toBeGreaterThanOrEqual(4.5);
          expect(contrast(of[`--accent-${mode}`] ?? '', of[`--accent-ink-${mode}`] ?? '')).toBeGreaterThanOrEqual(4.5);
          expect(contrast(of[`--accent-${mode}`] ?? '', paper)).toBeGreaterThanOrEqual(3);
        }
      }),
    );
  });

  it('is coffee where none can be read', () => {
    expect(accentVariables('brown')).toEqual(accentVariables(undefined));
  });
});

describe('languages', () => {
  it('takes the first wish that it has', () => {
    expect(chooseLocale(null, 'de-DE', 'ru-RU')).toBe('ru');
    expect(chooseLocale('fr')).toBe('en');
  });

  it('knows Russian numbers', () => {
    const forms = { one: 'чат', few: 'чата', many: 'чатов' };
    expect([1, 2, 5, 11, 21, 104].map((n) => plural('ru', n, forms))).toEqual([
      'чат',
      'чата',
      'чатов',
      'чатов',
      'чат',
      'чата',
    ]);
  });

  it('names near days', () => {
    const now = new Date(2026, 10, 22, 1).getTime();
    expect(dayName('en', now, now)).toBe('today');
    expect(dayName('ru', now - 2 * 3_600_000, now)).toBe('вчера');
    expect(dayName('en', new Date(2026, 2, 5).getTime(), now)).toBe('5 March');
  });

  it('says which day only when the coming morning is not meant', () => {
    const at = (day: number, hour: number): number => new Date(2026, 10, day, hour).getTime();
    expect(words('ru').byTime(at(23, 9), at(22, 22))).toBe('до 9:00');
    expect(words('ru').byTime(at(23, 9), at(22, 14))).toBe('завтра до 9:00');
    expect(words('en').byTime(at(22, 9), at(22, 3))).toBe('by 9:00');
  });

  it('has the same words in both languages, and no exclamation after the greeting', () => {
    expect(Object.keys(words('ru')).sort()).toEqual(Object.keys(words('en')).sort());
    expect(Object.keys(laterWords('ru')).sort()).toEqual(Object.keys(laterWords('en')).sort());
    const all = [words('ru'), words('en'), laterWords('ru'), laterWords('en')].flatMap((it) => Object.entries(it));
    for (const [key, text] of all) if (typeof text === 'string' && key !== 'hello') expect(text).not.toContain('!');
  });
});

it('a first name tells the verb of a Russian sentence, or nothing', () => {
  expect(['Анна', 'Мария', 'Любовь', 'Пётр', 'Олег', 'Игорь', 'Никита', 'Лёша'].map(genderOf)).toEqual([
    'feminine',
    'feminine',
    'feminine',
    'masculine',
    'masculine',
    'masculine',
    'masculine',
    'masculine',
  ]);
  expect(['Саша', 'Anna', 'Айгуль', 'Мигель', '', '42'].map(genderOf)).toEqual([null, null, null, null, null, null]);
});

it('a ticker ticks on whole seconds of the server, only while somebody listens', async () => {
  const clock = new FakeClock({ now: 1_000_400 });
  const ticker = createTicker(clock);
  ticker.setOffset(-150);
  const heard: number[] = [];
  const stop = ticker.subscribe((now) => heard.push(now));
  await clock.advance(3_000);
  expect(heard.map((now) => Math.floor(now / 1000))).toEqual([1001, 1002, 1003]);
  stop();
  await clock.advance(3_000);
  expect(heard).toHaveLength(3);
});
