import { describe, expect, it } from 'vitest';
import { isBlank } from '../../../shared/domain/kernel/blank-text.ts';
import { isNight, nextMorning } from '../../../shared/domain/kernel/hours.ts';
import { DEFAULT_POLICY, type Policy, type Rung } from '../../../shared/domain/kernel/policy.ts';
import { asksForPerson, sameWords, words } from '../../../shared/domain/kernel/words.ts';

describe('words', () => {
  it('compares without case, punctuation, extra spaces and the dots of ё', () => {
    expect(words('  Ещё   РАЗ, пожалуйста!! ')).toBe('еще раз пожалуйста');
    expect(sameWords('Минуту, пожалуйста.', 'минуту пожалуйста')).toBe(true);
  });

  it('reads a letter the same whether it was typed as one sign or as two', () => {
    expect(asksForPerson('живой человек'.normalize('NFD'))).toBe(true);
  });

  it('takes no two texts without words for the same', () => {
    expect(sameWords('👍', '…')).toBe(false);
  });

  it.each([
    'оператор',
    'Оператор!',
    'ЧЕЛОВЕК',
    'agent',
    'Human, please',
    'Позовите, пожалуйста, оператора',
    'a person',
  ])('hears a call for a person in "%s"', (text) => expect(asksForPerson(text)).toBe(true));

  it.each(['Оператор мне вчера ответил, спасибо', 'human error', 'пожалуйста', '', '?!'])(
    'hears none in "%s"',
    (text) => expect(asksForPerson(text)).toBe(false),
  );
});

describe('a text in which nothing can be seen', () => {
  it.each([
    '',
    ' \n\t',
    '\u2060',
    '\u200B\u200D\uFEFF',
    '\u00AD \u3164',
    '\u202E\u202C',
    '\u2800',
    '\uFE0F',
    '\u{E0041}',
  ])('is one like %j', (text) => expect(isBlank(text)).toBe(true));
  it.each(['.', '👍', '\u2060a', '👩‍💻', '؀', '…'])('is none like %j', (text) => expect(isBlank(text)).toBe(false));
});

describe('hours of a workspace', () => {
  const moscow = (iso: string): number => Date.parse(`${iso}+03:00`);

  it('knows a night that crosses midnight', () => {
    expect(isNight(moscow('2026-11-23T21:59:00'), DEFAULT_POLICY)).toBe(false);
    expect(isNight(moscow('2026-11-23T22:00:00'), DEFAULT_POLICY)).toBe(true);
    expect(isNight(moscow('2026-11-24T07:59:00'), DEFAULT_POLICY)).toBe(true);
    expect(isNight(moscow('2026-11-24T08:00:00'), DEFAULT_POLICY)).toBe(false);
  });

  it('promises the next morning, and after it the one after', () => {
    expect(nextMorning(moscow('2026-11-23T03:00:00'), DEFAULT_POLICY)).toBe(moscow('2026-11-23T09:00:00'));
    expect(nextMorning(moscow('2026-11-23T09:00:00'), DEFAULT_POLICY)).toBe(moscow('2026-11-24T09:00:00'));
  });

  it('keeps to the clock on the wall when it is put forward at night', () => {
    const berlin = { ...DEFAULT_POLICY, zone: 'Europe/Berlin' };
    expect(nextMorning(Date.parse('2026-03-28T23:30:00+01:00'), berlin)).toBe(Date.parse('2026-03-29T09:00:00+02:00'));
  });
});

describe('the policy that comes with the product', () => {
  const rungs = (kind: keyof Policy['rungs']): readonly Rung[] => DEFAULT_POLICY.rungs[kind];

  it('calls a lead by the time of its promise, at night earlier, and at once when nobody is there', () => {
    const pages = rungs('connect').filter(({ act }) => act === 'page');
    expect(pages).toContainEqual({ after: DEFAULT_POLICY.targets.connect, when: 'staffed', act: 'page' });
    expect(pages).toContainEqual({ after: 70, when: 'staffed.night', act: 'page' });
    expect(pages).toContainEqual({ after: 0, when: 'unstaffed', act: 'page' });
    expect(rungs('reply')).toContainEqual({ after: DEFAULT_POLICY.targets.reply, when: 'always', act: 'page' });
  });

  it('climbs to everyone on both ladders and never stops', () => {
    for (const { steps, repeat } of Object.values(DEFAULT_POLICY.ladders)) {
      expect(steps.at(-1)?.who).toBe('everyone');
      expect(steps.map(({ after }) => after)).toEqual(steps.map(({ after }) => after).toSorted((a, b) => a - b));
      expect(repeat).toBeGreaterThan(0);
    }
  });
});
