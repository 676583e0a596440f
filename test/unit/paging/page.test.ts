import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import { nextStepDue, pageDue, peopleOf, stepAt } from '../../../shared/domain/paging/climb.ts';
import type { PageCommand } from '../../../shared/domain/paging/commands.ts';
import { MAX_MORE, MAX_WAITS } from '../../../shared/domain/paging/state.ts';
import { aPageStory, aSend, NOON, types } from '../../support/builders.ts';

const alarm = (conversation?: string): PageCommand => ({
  type: 'page.raise',
  rhythm: 'staffed',
  ladder: DEFAULT_POLICY.ladders.staffed,
  alarm: { by: 'oleg', ...(conversation !== undefined && { conversation }) },
  acknowledgedSilent: 180,
});
const acknowledge = (by: string, episode = 1) => ({ type: 'page.acknowledge', by, episode }) as const;

describe('a page', () => {
  it('is raised for a wait and rings its first step at once', () => {
    const page = aPageStory();

    page.raise('a');

    expect(page.state).toMatchObject({ status: 'ringing', episode: 1, waits: [{ conversation: 'a' }] });
    expect(pageDue(page.state)).toBe(NOON);
  });

  it('is one page for all who wait, the oldest first', () => {
    const page = aPageStory();
    page.at(60).raise('b', 50);
    page.raise('a', 10);

    expect(page.raise('a', 10)).toEqual([]);
    expect(page.state.waits.map(({ conversation }) => conversation)).toEqual(['a', 'b']);
  });

  it('names the sixty oldest and counts the rest, of a flood no more than twenty', () => {
    const page = aPageStory();
    for (let i = 0; i < 100; i++) page.raise(`chat-${i}`, 100 - i);

    expect(page.state.waits).toHaveLength(MAX_WAITS);
    expect(page.state.waits[0]).toMatchObject({ conversation: `chat-${MAX_WAITS + MAX_MORE - 1}` });
    expect(page.state.more).toBe(MAX_MORE);
    expect(page.raise('chat-99', 1)).toEqual([]);
    expect(types(page.at(60).raise('chat-99', 1))).toEqual(['page.joined']);
  });

  it('climbs its ladder, then repeats the last step, until somebody acknowledges', () => {
    const page = aPageStory();
    page.raise('a');
    const due: number[] = [];
    for (let i = 0; i < 6; i++) {
      const at = (nextStepDue(page.state) - NOON) / 1000;
      due.push(at);
      page.at(at).step();
    }

    expect(due).toEqual([0, 45, 75, 100, 220, 340]);
  });

  it('rings the next step at once when who was rung passes it on', () => {
    const page = aPageStory();
    page.raise('a');
    page.step();

    page.at(10).tell({ type: 'page.pass', by: 'anna', episode: 1 });

    expect(pageDue(page.state)).toBeLessThanOrEqual(page.now);
    page.step();
    expect(pageDue(page.state)).toBe(NOON + 75_000);
  });

  it('begins each step once, and only in turn', () => {
    const page = aPageStory();
    page.raise('a');
    page.tell({ type: 'step.begin', episode: 1, step: 0, sends: [] });

    expect(page.ask({ type: 'step.begin', episode: 1, step: 0, sends: [] })).toMatchObject({ reason: 'not_waiting' });
    expect(page.ask({ type: 'step.begin', episode: 1, step: 1, sends: [] })).toMatchObject({ reason: 'not_waiting' });
  });

  it('is due again soon when a step was begun and never marked as sent', () => {
    const page = aPageStory();
    page.raise('a');
    page.at(1).tell({ type: 'step.begin', episode: 1, step: 0, sends: [aSend('anna', 'x')] });

    expect(pageDue(page.state)).toBe(NOON + 16_000);
    expect(page.state.sends).toEqual([aSend('anna', 'x')]);
  });

  it('begins nothing once it is acknowledged', () => {
    const page = aPageStory();
    page.raise('a');
    page.step();
    page.at(20).tell(acknowledge('anna'));

    expect(page.ask({ type: 'step.begin', episode: 1, step: 1, sends: [] })).toMatchObject({
      reason: 'page_over',
      by: 'anna',
    });
  });

  it('belongs to the first of two who press at once, and the other is told who', () => {
    const page = aPageStory();
    page.raise('a');
    page.at(20).tell(acknowledge('anna'));

    expect(page.ask(acknowledge('anna'))).toEqual({ ok: true, events: [] });
    expect(page.ask(acknowledge('pyotr'))).toEqual({
      ok: false,
      reason: 'already_taken',
      by: 'anna',
      at: NOON + 20_000,
    });
  });

  it('watches that the acknowledgement leads to a claim', () => {
    const page = aPageStory();
    page.raise('a');
    page.at(20).tell(acknowledge('anna'));

    expect(pageDue(page.state)).toBe(NOON + 30_000);
    page.tell({ type: 'page.claim', episode: 1, conversation: 'a' });
    expect(pageDue(page.state)).toBe(NOON + 200_000);
    expect(page.tell({ type: 'page.claim', episode: 1, conversation: 'a' })).toEqual([]);
  });

  it('rings at once for whoever waits after somebody has acknowledged', () => {
    const page = aPageStory();
    page.raise('a');
    page.at(20).tell(acknowledge('anna'));

    expect(types(page.at(21).raise('b', 20))).toEqual(['page.raised']);
    expect(page.state).toMatchObject({ status: 'ringing', episode: 2, step: -1 });
    expect(page.ask(acknowledge('anna', 1))).toEqual({ ok: true, events: [] });
    expect(page.ask(acknowledge('pyotr', 1))).toMatchObject({ reason: 'already_taken', by: 'anna' });
  });

  it('ends when the last of its waits was answered, not before', () => {
    const page = aPageStory();
    page.raise('a');
    page.raise('b');

    page.tell({ type: 'wait.settle', conversations: ['a'], why: 'answered' });
    expect(page.state.status).toBe('ringing');
    page.tell({ type: 'wait.settle', conversations: ['b'], why: 'customer_closed' });

    expect(page.state).toMatchObject({ status: 'ended', ended: { why: 'customer_closed' } });
    expect(pageDue(page.state)).toBeNull();
  });

  it('can be passed on only while it rings', () => {
    const page = aPageStory();
    page.raise('a');
    page.tell(acknowledge('anna'));

    expect(page.ask({ type: 'page.pass', by: 'anna', episode: 1 })).toMatchObject({ reason: 'page_over' });
  });
});

describe('an alarm', () => {
  it('rings without any wait and ends only by an acknowledgement', () => {
    const page = aPageStory();

    page.tell(alarm('a'));
    page.tell({ type: 'wait.settle', conversations: ['a'], why: 'answered' });

    expect(page.state).toMatchObject({ status: 'ringing', alarm: { by: 'oleg', conversation: 'a' } });
  });

  it('joins a page that rings already, and outlives its waits', () => {
    const page = aPageStory();
    page.raise('a');

    expect(types(page.tell(alarm()))).toEqual(['page.joined']);
    expect(types(page.tell(alarm('b')))).toEqual(['page.joined']);
    page.tell({ type: 'wait.settle', conversations: ['a'], why: 'answered' });

    expect(page.state).toMatchObject({ status: 'ringing', waits: [], alarm: { by: 'oleg' } });
  });

  it('rings again although somebody has just acknowledged', () => {
    const page = aPageStory();
    page.raise('a');
    page.tell(acknowledge('anna'));

    expect(types(page.at(5).tell(alarm()))).toEqual(['page.raised']);
  });
});

describe('whom a step rings', () => {
  const people = { onCall: ['anna', 'pyotr'], everyone: ['anna', 'pyotr', 'oleg'] };

  it('is the one at that place among those on call, or everyone', () => {
    expect(peopleOf({ after: 0, who: 1 }, people)).toEqual(['pyotr']);
    expect(peopleOf({ after: 0, who: 'everyone' }, people)).toEqual(people.everyone);
  });

  it('is everyone on call when nobody fills that place, and everyone when nobody is on call', () => {
    expect(peopleOf({ after: 0, who: 2 }, people)).toEqual(['anna', 'pyotr']);
    expect(peopleOf({ after: 0, who: 0 }, { ...people, onCall: [] })).toEqual(people.everyone);
  });

  it('is the last step again past the end of the ladder, and everyone when the ladder has no step', () => {
    const { unstaffed } = DEFAULT_POLICY.ladders;
    expect(stepAt(unstaffed, 9)).toEqual(unstaffed.steps.at(-1));
    expect(stepAt({ steps: [], repeat: 60 }, 0)).toEqual({ after: 0, who: 'everyone' });
  });
});
