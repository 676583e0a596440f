import { describe, expect, it } from 'vitest';
import {
  DEFAULT_POLICY,
  type Ladder,
  type LadderStep,
  type Policy,
  type Rung,
} from '../../../shared/domain/kernel/policy.ts';
import { checkPolicy } from '../../../shared/domain/on-call/policy-check.ts';

const people = [
  { id: 'anna', name: 'Анна', reachable: true },
  { id: 'oleg', name: 'Олег', reachable: false },
];
const check = (change: Partial<Policy>) =>
  checkPolicy({ ...DEFAULT_POLICY, ...change }, { people, skills: ['billing'] });
const rungs = (change: Partial<Policy['rungs']>) => check({ rungs: { ...DEFAULT_POLICY.rungs, ...change } });
const ladder = (change: Partial<Ladder>) =>
  check({ ladders: { ...DEFAULT_POLICY.ladders, unstaffed: { ...DEFAULT_POLICY.ladders.unstaffed, ...change } } });
const steps = (...list: LadderStep[]) => ladder({ steps: list });
const error = (code: string, at: string, values = {}) => ({ level: 'error', code, at, values });
const EVERYONE: LadderStep = { after: 60, who: 'everyone' };
const page = (after: number, when: Rung['when']): Rung => ({ after, when, act: 'page' });

describe('the policy that comes with the product', () => {
  it('has no problem', () => {
    expect(check({})).toEqual([]);
  });
});

describe('a policy under which somebody could go unpaged', () => {
  it('has no page for one of the states in which a customer waits', () => {
    const { reply } = DEFAULT_POLICY.rungs;
    expect(rungs({ connect: [page(100, 'staffed')] })).toEqual([
      error('page.missing', 'rungs.connect', { kind: 'connect', state: 'unstaffed', within: 600 }),
    ]);
    expect(rungs({ connect: [page(70, 'staffed.night'), page(0, 'unstaffed')] })).toEqual([
      error('page.missing', 'rungs.connect', { kind: 'connect', state: 'staffed.day', within: 600 }),
    ]);
    expect(rungs({ reply: reply.filter(({ act }) => act !== 'page') }).map(({ values }) => values?.['state'])).toEqual([
      'staffed.day',
      'staffed.night',
      'unstaffed',
    ]);
    expect(rungs({ connect: [page(100, 'always')] })).not.toContainEqual(expect.objectContaining({ level: 'error' }));
  });

  it('pages only after the time in which a customer gives up, the silence for a choice included', () => {
    expect(rungs({ connect: [page(601, 'staffed'), page(0, 'unstaffed')] })).toContainEqual(
      error('page.late', 'rungs.connect', { kind: 'connect', state: 'staffed.day', after: 601, within: 600 }),
    );
    expect(rungs({ connect: [page(100, 'staffed'), page(590, 'unstaffed')] })).toContainEqual(
      error('page.late', 'rungs.connect', { kind: 'connect', state: 'unstaffed', after: 610, within: 600 }),
    );
    expect(rungs({ reply: [page(3601, 'always')] }).filter(({ code }) => code === 'page.late')).toHaveLength(3);
  });

  it('has its page behind more rungs than are ever reached', () => {
    const nudges = Array.from({ length: 10 }, (_, after): Rung => ({ after, when: 'always', act: 'nudge.team' }));
    const problems = rungs({ connect: [...nudges, page(100, 'always')] });
    expect(problems[0]).toEqual(error('rungs.too_many', 'rungs.connect', { count: 11, max: 10 }));
    expect(problems.filter(({ code }) => code === 'page.missing')).toHaveLength(3);
  });
});

describe('rungs', () => {
  it('are in the time of their clock', () => {
    const { connect, promise } = DEFAULT_POLICY.rungs;
    expect(rungs({ connect: [...connect, page(-1, 'staffed')] })[0]).toEqual(
      error('rung.after', 'rungs.connect.5.after', { value: -1, min: 0, max: 86_400 }),
    );
    expect(rungs({ promise: [...promise, { after: 0, when: 'always', act: 'tell.lead' }] })).toEqual([
      error('rung.after', 'rungs.promise.2.after', { value: 0, min: -86_400, max: -1 }),
    ]);
    expect(rungs({ reply: [page(Number.NaN, 'always')] })[0]?.code).toBe('rung.after');
  });

  it('call a phone only for a customer who waits', () => {
    expect(rungs({ review: [page(0, 'always')] })).toEqual([error('rung.never_pages', 'rungs.review.0.act')]);
  });

  it('are there once', () => {
    const { reply } = DEFAULT_POLICY.rungs;
    expect(rungs({ reply: [...reply, page(600, 'staffed')] })).toEqual([
      error('rung.duplicate', 'rungs.reply.4', { other: 3 }),
    ]);
    expect(rungs({ reply: [page(600, 'staffed'), page(600, 'unstaffed')] })).not.toContainEqual(
      expect.objectContaining({ level: 'error' }),
    );
  });

  it('are better in time for the promise to the customer', () => {
    expect(rungs({ connect: [page(160, 'staffed'), page(0, 'unstaffed')] })).toContainEqual({
      level: 'warning',
      code: 'page.after_target',
      at: 'rungs.connect',
      values: { kind: 'connect', state: 'staffed.day', after: 160, target: 100 },
    });
  });
});

describe('a ladder', () => {
  it('has steps, not too many', () => {
    expect(steps()).toEqual([error('ladder.empty', 'ladders.unstaffed.steps')]);
    const many = Array.from({ length: 10 }, (_, after): LadderStep => ({ after, who: 0 }));
    expect(steps(...many, EVERYONE)).toEqual([
      error('ladder.too_many', 'ladders.unstaffed.steps', { count: 11, max: 10 }),
    ]);
  });

  it('begins at once and climbs', () => {
    expect(steps({ after: 5, who: 0 }, EVERYONE)).toEqual([
      error('ladder.late_start', 'ladders.unstaffed.steps.0.after', { after: 5 }),
    ]);
    expect(steps({ after: 0, who: 0 }, { after: 60, who: 1 }, EVERYONE)).toEqual([
      error('ladder.order', 'ladders.unstaffed.steps.2.after', { after: 60, before: 60 }),
    ]);
  });

  it('ends at everyone, soon', () => {
    expect(steps({ after: 0, who: 0 })).toEqual([error('ladder.no_everyone', 'ladders.unstaffed.steps.0.who')]);
    expect(steps({ after: 0, who: 0 }, { ...EVERYONE, after: 1801 })).toEqual([
      error('ladder.slow', 'ladders.unstaffed.steps.1.after', { after: 1801, max: 1800 }),
    ]);
    expect(steps({ after: 0, who: 'everyone' })).toEqual([]);
  });

  it('goes on, with pauses', () => {
    for (const repeat of [0, 59, 1801])
      expect(ladder({ repeat })).toEqual([
        error('seconds.range', 'ladders.unstaffed.repeat', { value: repeat, min: 60, max: 1800 }),
      ]);
  });

  it('names places, people and skills that are there', () => {
    const first = (who: LadderStep['who']) => steps({ after: 0, who }, EVERYONE);
    const at = 'ladders.unstaffed.steps.0.who';
    expect(first(3)).toEqual([error('place.invalid', at, { place: 3, max: 2 })]);
    expect(first({ person: 'nina' })).toEqual([error('person.unknown', at, { person: 'nina' })]);
    expect(first({ person: 'oleg' })).toEqual([error('person.unreachable', at, { person: 'oleg', name: 'Олег' })]);
    expect(first({ skill: 'network' })).toEqual([error('skill.unknown', at, { skill: 'network' })]);
    expect([...first({ person: 'anna' }), ...first({ skill: 'billing' })]).toEqual([]);
  });

  it('rings nobody while nobody can be reached, which is said but keeps nothing from being saved', () => {
    expect(checkPolicy(DEFAULT_POLICY, { people: [], skills: [] })).toEqual([
      { level: 'warning', code: 'people.none_reachable', at: 'ladders', values: {} },
    ]);
  });
});

describe('times of a policy', () => {
  it('are within bounds', () => {
    const out: [Partial<Policy>, string][] = [
      [{ targets: { connect: 0, reply: 600 } }, 'targets.connect'],
      [{ targets: { connect: 100, reply: -1 } }, 'targets.reply'],
      [{ silence: 121 }, 'silence'],
      [{ acknowledgedSilent: 59 }, 'acknowledgedSilent'],
      [{ acknowledgedSilent: 901 }, 'acknowledgedSilent'],
      [{ recheck: 3600 }, 'recheck'],
      [{ ownerCheck: 0 }, 'ownerCheck'],
      [{ reviewWithin: Number.NaN }, 'reviewWithin'],
    ];
    for (const [change, at] of out)
      expect(check(change).filter(({ level }) => level === 'error')).toMatchObject([{ code: 'seconds.range', at }]);
  });

  it('are shown by a clock, in a zone that exists', () => {
    expect(check({ morning: '9:00', night: { from: '22:00', to: '24:00' }, zone: 'Mars/Base' })).toEqual([
      error('zone.unknown', 'zone', { zone: 'Mars/Base' }),
      error('time.invalid', 'morning', { value: '9:00' }),
      error('time.invalid', 'night.to', { value: '24:00' }),
    ]);
  });
});

describe('holding replies', () => {
  it('say something, each something else', () => {
    expect(check({ holding: ['One moment.', '…', 'one moment'] })).toEqual([
      error('holding.empty', 'holding.1'),
      error('holding.duplicate', 'holding.2', { other: 0, text: 'one moment' }),
    ]);
  });
});
