import { describe, expect, it } from 'vitest';
import { type StageFacts, storyOf } from '../../../local/demo/stage-story.ts';
import { type Conversation, EMPTY } from '../../../shared/domain/conversation/state.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import { NO_SCHEDULE } from '../../../shared/domain/on-call/schedule/types.ts';

/** By day in Moscow, where the demo's policy reads its clock. */
const NOON = Date.parse('2026-11-30T09:00:00Z');

/** A chat in which the customer has waited for a person since noon. */
const chat = (changes: Partial<Conversation> = {}): Conversation => ({
  ...EMPTY,
  status: 'open',
  clocks: [{ kind: 'connect', since: NOON, from: NOON, fired: [] }],
  ...changes,
});
const story = (facts: Partial<StageFacts>) =>
  storyOf({
    workspace: { policy: DEFAULT_POLICY, schedule: NO_SCHEDULE },
    chats: [],
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
    expect(story({ chats: [chat()], now: NOON + 6_000 })).toMatchObject({ step: 'ring', ringsIn: 14_000 });
  });

  it('counts to the promise while somebody could take the chat', () => {
    const live = [{ operator: 'o_anna', state: 'available' as const }];
    expect(story({ chats: [chat()], live, now: NOON + 30_000 })).toEqual({
      step: 'ring',
      ringsIn: 70_000,
      staffed: true,
      anna: true,
    });
  });

  it('is to take the page while one rings, whoever else waits', () => {
    expect(story({ chats: [chat()], page: { status: 'ringing' } }).step).toBe('take');
  });

  it('is to answer once a lead has taken the chat and has not written', () => {
    const taken = chat({ owner: 'o_anna', coming: NOON });
    expect(story({ chats: [taken], page: { status: 'acknowledged' } }).step).toBe('answer');
  });
});
