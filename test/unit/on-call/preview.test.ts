import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type Policy } from '../../../shared/domain/kernel/policy.ts';
import { type PreviewInput, previewChat } from '../../../shared/domain/on-call/preview.ts';
import { type Entry, NO_SCHEDULE } from '../../../shared/domain/on-call/schedule/types.ts';
import { anOverride, aRotation, moscow } from '../../support/schedules.ts';

const people = [
  { id: 'anna', reachable: true },
  { id: 'pyotr', reachable: true },
  { id: 'maria', reachable: true, skills: ['billing'] },
  { id: 'oleg', reachable: false },
];
const EVERYONE = 'anna pyotr maria';
const entries: Entry[] = [aRotation(), aRotation({ id: 'second', place: 1, people: ['pyotr', 'anna'] })];

/** One line for each row, as one would read it out. */
const preview = (given: Partial<PreviewInput>, { policy = DEFAULT_POLICY, schedule = entries } = {}): string[] =>
  previewChat(
    policy,
    { ...NO_SCHEDULE, entries: schedule },
    { at: moscow('2026-11-04T12:00:00'), kind: 'connect', staffed: true, people, ...given },
  ).map((row) => {
    if (row.type === 'rung') return `${row.after} ${row.act}`;
    return row.type === 'release' ? `${row.after} release` : `${row.after} ring ${row.people.join(' ')}`;
  });

describe('a chat that nobody answers', () => {
  it('is told by day, with people at the desk', () => {
    expect(preview({})).toEqual([
      '40 nudge.team',
      '70 tell.lead',
      '100 page',
      '100 ring anna',
      '160 ring pyotr',
      `220 ring ${EVERYONE}`,
      `340 ring ${EVERYONE}`,
    ]);
  });

  it('is told at night, when the lead is paged earlier', () => {
    expect(preview({ at: moscow('2026-11-04T23:00:00') }).slice(1, 4)).toEqual([
      '70 tell.lead',
      '70 page',
      '70 ring anna',
    ]);
  });

  it('is told with nobody there: the silence for a choice, then the ladder; a place that nobody fills rings all on call', () => {
    expect(preview({ staffed: false })).toEqual([
      '20 page',
      '20 ring anna',
      '65 ring pyotr',
      '95 ring anna pyotr',
      `120 ring ${EVERYONE}`,
      `240 ring ${EVERYONE}`,
    ]);
  });

  it('is told for an answer that somebody owes', () => {
    expect(preview({ kind: 'reply' }).slice(0, 5)).toEqual([
      '300 nudge.assignee',
      '480 nudge.team',
      '600 tell.lead',
      '600 page',
      '600 ring anna',
    ]);
    expect(preview({ kind: 'reply', staffed: false }).slice(0, 3)).toEqual(['25 release', '45 page', '45 ring anna']);
  });
});

describe('who is rung', () => {
  it('is who is on call at the moment of the step', () => {
    const swapped = [...entries, anOverride({ person: 'maria', from: '2026-11-04T12:01', to: '2026-11-04T14:00' })];
    expect(preview({ staffed: false }, { schedule: swapped }).slice(1, 3)).toEqual(['20 ring anna', '65 ring pyotr']);
    expect(preview({}, { schedule: swapped })[3]).toBe('100 ring maria');
  });

  it('is nobody who cannot be reached', () => {
    const first = [aRotation({ people: ['oleg'] }), ...entries.slice(1)];
    expect(preview({}, { schedule: first })[3]).toBe('100 ring pyotr');
    expect(preview({ people: [] }).slice(3)).toEqual(['100 ring ', '100 ring ', '100 ring ', '220 ring ']);
  });

  it('is everyone when nobody is on call', () => {
    expect(preview({}, { schedule: [] })[3]).toBe(`100 ring ${EVERYONE}`);
  });

  it('is whom a step names, by name or by skill', () => {
    const steps = [
      { after: 0, who: { person: 'pyotr' } },
      { after: 30, who: { skill: 'billing' } },
      { after: 60, who: 'everyone' },
    ] as const;
    const policy: Policy = {
      ...DEFAULT_POLICY,
      ladders: { ...DEFAULT_POLICY.ladders, staffed: { steps, repeat: 120 } },
    };
    expect(preview({}, { policy }).slice(3, 5)).toEqual(['100 ring pyotr', '130 ring maria']);
  });
});

describe('a policy that cannot be saved', () => {
  it('can be shown all the same: nobody is paged, and it ends', () => {
    const policy: Policy = { ...DEFAULT_POLICY, rungs: { ...DEFAULT_POLICY.rungs, connect: [] } };
    expect(preview({}, { policy })).toEqual([]);
  });
});
