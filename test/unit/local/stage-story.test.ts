import { describe, expect, it } from 'vitest';
import { type StageFacts, storyOf } from '../../../local/demo/stage-story.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import { NO_SCHEDULE } from '../../../shared/domain/on-call/schedule/types.ts';
import type { WireCard } from '../../../shared/protocol/pushes.ts';

/** By day in Moscow, where the demo's policy reads its clock. */
const NOON = Date.parse('2026-11-30T09:00:00Z');

const card = (changes: Partial<WireCard> = {}): WireCard => ({
  conversation: 'c_1',
  seq: 1,
  customer: 'u_1',
  bucket: 'person',
  owner: null,
  escalation: 'none',
  clock: { kind: 'connect', since: NOON },
  since: NOON,
  reviewer: null,
  coming: null,
  ...changes,
});
const story = (facts: Partial<StageFacts>) =>
  storyOf({
    workspace: { policy: DEFAULT_POLICY, schedule: NO_SCHEDULE },
    cards: [],
    live: [],
    page: null,
    now: NOON,
    anna: 'o_anna',
    ...facts,
  });

describe('the running step of the stage', () => {
  it('is to write while nobody waits', () => {
    expect(story({})).toEqual({ step: 'write', ringsIn: null, staffed: false, anna: false });
  });

  it('counts the seconds that an unanswered choice has while nobody is there', () => {
    expect(story({ cards: [card()], now: NOON + 6_000 })).toMatchObject({ step: 'ring', ringsIn: 14_000 });
  });

  it('counts to the promise while somebody could take the chat', () => {
    const live = [{ operator: 'o_anna', state: 'available' as const }];
    expect(story({ cards: [card()], live, now: NOON + 30_000 })).toEqual({
      step: 'ring',
      ringsIn: 70_000,
      staffed: true,
      anna: true,
    });
  });

  it('is to take the page while one rings, whoever else waits', () => {
    expect(story({ cards: [card()], page: { status: 'ringing' } }).step).toBe('take');
  });

  it('is to answer once a lead has taken the chat and has not written', () => {
    const taken = card({ bucket: 'owned', owner: 'o_anna', coming: NOON, clock: { kind: 'connect', since: NOON } });
    expect(story({ cards: [taken], page: { status: 'acknowledged' } }).step).toBe('answer');
  });
});
