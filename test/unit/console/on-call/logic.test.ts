import { describe, expect, it } from 'vitest';
import { dayFrom } from '../../../../shared/domain/kernel/local-time.ts';
import { DEFAULT_POLICY } from '../../../../shared/domain/kernel/policy.ts';
import type { Problem } from '../../../../shared/domain/kernel/problem.ts';
import { checkSchedule } from '../../../../shared/domain/on-call/schedule/check.ts';
import type { Schedule } from '../../../../shared/domain/on-call/schedule/types.ts';
import type { OnCall } from '../../../../shared/protocol/on-call.ts';
import { daysFrom, mondaysOf, monthOf, weeksOf } from '../../../../web/console/on-call/logic/calendar.ts';
import { deviceOf, pushStateOf } from '../../../../web/console/on-call/logic/device.ts';
import {
  daysKey,
  movedEntry,
  newOverride,
  swapped,
  withEntry,
  withoutEntry,
} from '../../../../web/console/on-call/logic/draft.ts';
import { lengthText } from '../../../../web/console/on-call/logic/length.ts';
import { nowView, sleepersOf, troubleOf } from '../../../../web/console/on-call/logic/now.ts';
import { whoKey, whoOf, withStep } from '../../../../web/console/on-call/logic/policy.ts';
import { asServed, problemsAt, problemText } from '../../../../web/console/on-call/logic/problems.ts';
import { momentText, rangeText, wallText } from '../../../../web/console/on-call/logic/times.ts';
import { ON_CALL_WORDS } from '../../../support/console/later-words.ts';

const ZONE = 'Europe/Moscow';
/** Monday 2 March 2026, 12:00 in Moscow */
const NOW = Date.parse('2026-03-02T12:00+03:00');
const HOUR = 3_600_000;

const SCHEDULE: Schedule = {
  entries: [
    {
      kind: 'rotation',
      id: 'week',
      place: 0,
      people: ['anna', 'pyotr'],
      start: '2026-03-02',
      handoff: '09:00',
      days: 7,
      hours: [
        { days: [1, 2, 3, 4, 5, 7], from: '09:00', to: '09:00' },
        { days: [6], from: '09:00', to: '22:00' },
      ],
    },
    { kind: 'holiday', id: 'h', name: 'Women’s Day', from: '2026-03-08', to: '2026-03-08', people: [] },
  ],
  staffed: [{ days: [1, 2, 3, 4, 5], from: '09:00', to: '18:00' }],
};
const PEOPLE: OnCall['people'] = [
  { id: 'anna', name: 'Anna', role: 'lead', skills: [], reachable: ['push', 'sms'] },
  { id: 'pyotr', name: 'Pyotr', role: 'lead', skills: ['payments'], reachable: ['sms'] },
  { id: 'maria', name: 'Maria', role: 'operator', skills: [], reachable: [] },
];
const data = (part: Partial<OnCall> = {}): OnCall => ({
  now: NOW,
  version: 1,
  schedule: SCHEDULE,
  policy: { ...DEFAULT_POLICY, zone: ZONE },
  people: PEOPLE,
  ...part,
});

describe('who is on call now', () => {
  it('the screen "now" says who is on call, until when, who follows, and each gap ahead', () => {
    const view = nowView(data(), NOW);
    expect(view.people.map(({ id }) => id)).toEqual(['anna']);
    expect(view.next?.people).toEqual([]);
    expect(wallText(view.next?.at ?? 0, ZONE)).toBe('2026-03-07T22:00');
    expect(view.gaps.map(({ from, to }) => [wallText(from, ZONE), wallText(to, ZONE)])[0]).toEqual([
      '2026-03-07T22:00',
      '2026-03-08T09:00',
    ]);
    expect(view.gaps).toHaveLength(4);
  });

  it('the strip warns of a gap within a day, and of somebody on call whom nothing rings', () => {
    expect(troubleOf(data(), NOW)).toBeNull();
    expect(troubleOf(data(), Date.parse('2026-03-07T12:00+03:00'))).toMatchObject({ kind: 'gap' });
    const people = PEOPLE.map((person) => ({ ...person, reachable: [] }));
    expect(troubleOf(data({ people }), NOW)).toMatchObject({ kind: 'unreachable', person: { id: 'anna' } });
  });

  it('nights are counted by person, the most woken first', () => {
    const night = (rings: Record<string, number>) => ({
      night: '2026-03-01',
      pages: 1,
      rings,
      acknowledged: {},
      longestWait: null,
    });
    const sleepers = sleepersOf({ nights: [night({ anna: 2 }), night({ pyotr: 1 }), night({ anna: 1, pyotr: 0 })] });
    expect(sleepers.map(({ person, nights, rings }) => [person, nights, rings])).toEqual([
      ['anna', 2, 3],
      ['pyotr', 1, 1],
    ]);
  });
});

describe('the calendar', () => {
  const today = dayFrom('2026-03-02');
  const question = { schedule: SCHEDULE, zone: ZONE, day: today, today } as const;

  it('the calendar has all weeks that a month touches, from Monday on', () => {
    expect(mondaysOf('month', dayFrom('2026-02-11'))).toHaveLength(5);
    expect(mondaysOf('month', dayFrom('2027-02-11'))).toHaveLength(4);
    expect(mondaysOf('week', dayFrom('2026-03-08'))).toEqual([today]);
    expect(monthOf(dayFrom('2026-12-31'), 1)).toBe(dayFrom('2027-01-01'));
  });

  it('a shift is cut by week and remembers where it begins and ends', () => {
    const [week] = weeksOf({ ...question, mode: 'week' });
    const anna = week?.bars.find(({ person }) => person === 'anna');
    expect(anna?.left).toBeCloseTo(9 / 24 / 7);
    expect(wallText(anna?.to ?? 0, ZONE)).toBe('2026-03-07T22:00');
    const gap = week?.bars.find(({ person, from }) => person === null && from > NOW);
    expect(gap?.left).toBeCloseTo((5 + 22 / 24) / 7);
    expect(week?.days[6]?.holidays).toEqual(['Women’s Day']);
    expect(week?.staffed).toHaveLength(5);
  });

  it('a day of 23 hours is as wide as all others', () => {
    const schedule: Schedule = {
      entries: [
        {
          kind: 'rotation',
          id: 'd',
          place: 0,
          people: ['anna', 'pyotr'],
          start: '2026-03-02',
          handoff: '00:00',
          days: 1,
        },
      ],
      staffed: [],
    };
    const day = dayFrom('2026-03-29');
    const [week] = weeksOf({ schedule, zone: 'Europe/Berlin', mode: 'week', day, today: day });
    for (const bar of week?.bars ?? []) expect(bar.width).toBeCloseTo(1 / 7);
    expect(week?.bars).toHaveLength(7);
  });

  it('the phone’s calendar lists days with their parts', () => {
    const [saturday] = daysFrom(SCHEDULE, ZONE, dayFrom('2026-03-07'), 1);
    expect(saturday?.parts.map(({ people }) => people)).toEqual([['anna'], []]);
  });
});

describe('a draft', () => {
  it('entries of a draft are added at the end, replaced in place, moved and removed', () => {
    const added = withEntry(SCHEDULE, newOverride('o', '2026-03-07T22:00', '2026-03-08T09:00', 0, 'pyotr'));
    expect(added.entries.map(({ id }) => id)).toEqual(['week', 'h', 'o']);
    expect(movedEntry(added, 'o', -1).entries.map(({ id }) => id)).toEqual(['week', 'o', 'h']);
    expect(movedEntry(added, 'o', 1)).toBe(added);
    expect(withoutEntry(added, 'h').entries.map(({ id }) => id)).toEqual(['week', 'o']);
    expect(swapped(['a', 'b', 'c'], 1, -1)).toEqual(['b', 'a', 'c']);
    expect(swapped(['a'], 0, 1)).toEqual(['a']);
  });

  it('the usual sets of days have names', () => {
    expect(daysKey([5, 4, 3, 2, 1])).toBe('weekdays');
    expect(daysKey([7, 6])).toBe('weekend');
    expect(daysKey([1, 3])).toBeNull();
  });

  it('"everyone" stays at the end of a ladder that gets a step', () => {
    const { staffed } = DEFAULT_POLICY.ladders;
    const longer = withStep(staffed);
    expect(longer.steps).toHaveLength(staffed.steps.length + 1);
    expect(longer.steps.at(-1)?.who).toBe('everyone');
    expect(longer.steps.map(({ after }) => after)).toEqual(
      [...longer.steps.map(({ after }) => after)].sort((a, b) => a - b),
    );
    for (const who of [0, 'everyone', { person: 'anna' }, { skill: 'payments' }] as const)
      expect(whoOf(whoKey(who))).toEqual(who);
  });
});

describe('problems', () => {
  const context = (locale: 'en' | 'ru') => ({
    locale,
    words: ON_CALL_WORDS[locale],
    zone: ZONE,
    now: NOW,
    nameOf: (id: string) => PEOPLE.find((person) => person.id === id)?.name ?? id,
  });
  const check = (schedule: Schedule): readonly Problem[] =>
    checkSchedule(schedule, ZONE, {
      people: PEOPLE.map(({ id, name, reachable }) => ({ id, name, reachable: reachable.length > 0 })),
      now: NOW,
    });

  it('problems stand at their entry, in plain words with names and moments', () => {
    const problems = check(withEntry(SCHEDULE, newOverride('o', '2026-03-07T22:00', '2026-03-08T09:00', 0, 'maria')));
    const [problem] = problemsAt(problems, 'entries.2');
    expect(problem && problemText(problem, context('en'))).toContain('Maria has no verified contact');
    const gap = check(SCHEDULE).find(({ code }) => code === 'gap');
    expect(gap && problemText(gap, context('en'))).toBe('No one is on call from Sat 22:00 to Sun 9:00.');
    expect(gap && problemText(gap, context('ru'))).toBe('Никто не дежурит: сб 22:00 – вс 9:00.');
  });

  it('the problem of a new override that names nobody yet asks for a name', () => {
    const [problem] = problemsAt(
      check(withEntry(SCHEDULE, newOverride('o', '2026-03-07T22:00', '2026-03-08T09:00', 0, ''))),
      'entries.2',
    );
    expect(problem && problemText(problem, context('en'))).toBe('Choose who it is.');
  });

  it('problems that stood there before are warnings, as the server judges them', () => {
    const problems = check(withEntry(SCHEDULE, newOverride('o', '2026-03-07T22:00', '2026-03-08T09:00', 0, 'maria')));
    expect(problemsAt(asServed(problems, ['maria']), 'entries.2')).toMatchObject([{ level: 'warning' }]);
    expect(problemsAt(asServed(problems, []), 'entries.2')).toMatchObject([{ level: 'error' }]);
  });

  it('every code of a problem has a sentence in both languages', () => {
    expect(Object.keys(ON_CALL_WORDS.ru.problems).sort()).toEqual(Object.keys(ON_CALL_WORDS.en.problems).sort());
    expect(Object.keys(ON_CALL_WORDS.ru.state.failed).sort()).toEqual(
      Object.keys(ON_CALL_WORDS.en.state.failed).sort(),
    );
  });
});

describe('times and lengths', () => {
  it('a moment names the day only where it is needed', () => {
    const at = (text: string): number => Date.parse(`${text}+03:00`);
    expect(momentText('en', at('2026-03-02T22:00'), ZONE, NOW)).toBe('22:00');
    expect(momentText('en', at('2026-03-07T22:00'), ZONE, NOW)).toBe('Sat 22:00');
    expect(momentText('ru', at('2026-03-20T22:00'), ZONE, NOW)).toMatch(/^пт, 20 марта 22:00$/);
    expect(rangeText('en', at('2026-03-07T22:00'), at('2026-03-07T23:00'), ZONE, NOW)).toBe('Sat 22:00 – 23:00');
  });

  it('a length has at most two units', () => {
    const { length } = ON_CALL_WORDS.en;
    expect(lengthText(48_000, length)).toBe('48 s');
    expect(lengthText(200_000, length)).toBe('3 min 20 s');
    expect(lengthText(2 * HOUR + 5 * 60_000 + 3_000, length)).toBe('2 h 5 min');
    expect(lengthText(0, length)).toBe('0 s');
  });
});

describe('this browser', () => {
  const FIREFOX = 'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0';
  const IPAD =
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15';
  const EDGE =
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36 Edg/140.0.0.0';

  it('a browser is named as people call it', () => {
    expect(deviceOf(FIREFOX)).toEqual({ browser: 'Firefox', system: 'Linux' });
    expect(deviceOf(EDGE)).toEqual({ browser: 'Edge', system: 'Windows' });
  });

  it('a browser can ring, or says what stands in the way', () => {
    const facts = {
      userAgent: FIREFOX,
      hasPush: true,
      permission: 'default',
      isStandalone: false,
      touchPoints: 0,
    } as const;
    expect(pushStateOf(facts)).toBe('ready');
    expect(pushStateOf({ ...facts, permission: 'denied' })).toBe('blocked');
    expect(pushStateOf({ ...facts, hasPush: false })).toBe('unsupported');
    expect(pushStateOf({ ...facts, userAgent: IPAD, touchPoints: 5, hasPush: false, permission: 'none' })).toBe(
      'needs_home',
    );
    expect(pushStateOf({ ...facts, userAgent: IPAD, touchPoints: 5, isStandalone: true })).toBe('ready');
  });
});
