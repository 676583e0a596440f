import { describe, expect, it } from 'vitest';
import { overRing } from '../../../functions/paging/texts.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';

type About = Parameters<typeof overRing>[0];

const told = (locale: 'ru' | 'en', time: string, by: string | null) =>
  overRing({
    ladder: 'oncall',
    page: { episode: 1 },
    operator: { locale },
    workspace: { id: 'w', name: 'Kofevarnya', policy: DEFAULT_POLICY },
    by,
    now: Date.parse(`2026-11-30T${time}:00+03:00`),
  } as About).text;

describe('the word that a page is over', () => {
  it('sends people back to sleep at night alone, by the workspace’s clock', () => {
    expect(told('en', '03:12', 'Pyotr')).toBe('Pyotr took it. Go back to sleep.');
    expect(told('en', '09:39', 'Pyotr')).toBe('Pyotr took it. Nothing more for you to do.');
    expect(told('ru', '23:00', 'Анна')).toBe('Уже взяла Анна. Спите.');
    expect(told('ru', '08:00', null)).toBe('Уже никто не ждёт. От вас больше ничего не нужно.');
  });
});
