import { describe, expect, it } from 'vitest';
import type { Look } from '../../../shared/domain/conversation/look.ts';
import { nextDue } from '../../../shared/domain/conversation/look.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import { anna, aStory, ivan, NOON, oleg, types } from '../../support/builders.ts';

const rings = ({ actions }: Look): boolean => actions.some(({ type }) => type === 'page.raise');
const nobody = () => aStory({ staff: { present: [] }, morning: NOON + 36_000_000 });

describe('nobody is available', () => {
  it('takes twenty seconds of silence for the tap', () => {
    const story = nobody();
    story.says(ivan);

    expect(rings(story.at(19).look())).toBe(false);
    const looked = story.at(20).look();

    expect(looked.actions).toContainEqual({ type: 'page.raise', since: NOON, rhythm: 'unstaffed' });
  });

  it('pages at once when the customer asks to wake someone', () => {
    const story = nobody();
    story.says(ivan);

    story.at(5).tell(ivan, { type: 'human.request', choice: 'wake' });

    expect(nextDue(story.state, { now: story.now, policy: DEFAULT_POLICY })).toBe(story.now);
    expect(rings(story.look())).toBe(true);
  });

  it('pages at once for who begins with the call for a person', () => {
    const story = nobody();
    story.tell(ivan, { type: 'human.request' });

    expect(rings(story.look())).toBe(true);
  });

  it('asks nobody to choose twice', () => {
    const story = nobody();
    story.tell(ivan, { type: 'human.request', choice: 'wake' });
    story.at(3).tell(ivan, { type: 'human.request', choice: 'wake' });

    expect(story.wait?.asked).toBe(NOON);
  });

  it('counts an operator who is away as not available', () => {
    const story = aStory({ staff: { present: ['oleg'], away: ['oleg'] } });
    story.says(ivan);

    expect(rings(story.at(20).look())).toBe(true);
  });
});

describe('an answer in the morning', () => {
  function promised() {
    const story = nobody();
    story.says(ivan);
    story.at(10).tell(ivan, { type: 'human.request', choice: 'morning' });
    return story;
  }

  it('is a promise in place of the wait, as old as it, and wakes nobody', () => {
    const story = promised();

    expect(story.wait).toBeUndefined();
    expect(story.promise).toMatchObject({ since: NOON, due: NOON + 36_000_000 });
    expect(story.at(30).look()).toMatchObject({ events: [], actions: [], nextDue: NOON + 36_000_000 - 900_000 });
  });

  it('warns before it is due', () => {
    const story = promised();

    expect(story.at(36_000 - 900).look().events).toMatchObject([{ act: 'nudge.team' }]);
    expect(story.at(36_000 - 300).look().events).toMatchObject([{ act: 'tell.lead' }]);
  });

  it('becomes a wait at its time, as old as it is, and pages at once if nobody is there', () => {
    const story = promised();

    const looked = story.at(36_000).look();

    expect(types(looked.events)).toContain('clock.stopped');
    expect(story.wait).toMatchObject({ kind: 'connect', since: NOON, asked: NOON + 36_000_000 });
    expect(rings(looked)).toBe(true);
  });

  it('is kept by an answer before that', () => {
    const story = promised();

    const events = story.at(20_000).says(anna, 'Доброе утро, Иван!');

    expect(events).toContainEqual({ type: 'clock.stopped', kind: 'promise', outcome: 'kept', since: NOON });
    expect(story.state.clocks).toEqual([]);
  });

  it('lets more be written without waking anybody', () => {
    const story = promised();

    story.at(100).says(ivan, 'И ещё: течёт вода');

    expect(story.wait).toBeUndefined();
  });

  it('leaves a person one tap away', () => {
    const story = promised();

    story.at(200).tell(ivan, { type: 'human.request' });

    expect(story.promise).toBeUndefined();
    expect(story.wait).toMatchObject({ kind: 'connect', since: NOON, from: NOON + 200_000, asked: NOON + 200_000 });
    expect(rings(story.look())).toBe(true);
  });

  it('calls a person when there is no such morning any more', () => {
    const story = aStory({ staff: { present: [] }, morning: NOON });
    story.says(ivan);

    story.at(10).tell(ivan, { type: 'human.request', choice: 'morning' });

    expect(story.wait?.asked).toBe(NOON + 10_000);
    expect(story.promise).toBeUndefined();
  });

  it('goes to the team at its time when the lead who proposed it is not there', () => {
    const story = nobody();
    story.says(ivan);
    story.at(60).tell(anna, { type: 'conversation.claim', via: 'page' });
    story.tell(anna, { type: 'morning.propose' });
    expect(story.state.proposed).toBe(NOON + 36_000_000);
    expect(story.ask(anna, { type: 'morning.propose' })).toEqual({ ok: true, events: [] });
    story.at(90).tell(ivan, { type: 'human.request', choice: 'morning' });

    const looked = story.at(36_000).look();

    expect(looked.events[0]).toEqual({ type: 'conversation.released', from: 'anna', why: 'absent' });
    expect(story.wait).toMatchObject({ kind: 'connect', since: NOON });
    expect(rings(looked)).toBe(true);
  });

  it('stays with an owner who is there', () => {
    const story = aStory({ morning: NOON + 36_000_000 });
    story.says(ivan);
    story.tell(oleg, { type: 'conversation.claim' });
    story.tell(ivan, { type: 'human.request', choice: 'morning' });

    story.at(36_000).look();

    expect(story.state.owner).toBe('oleg');
    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON });
  });

  it('keeps an operator from closing while it is open', () => {
    const story = promised();

    expect(story.ask(anna, { type: 'conversation.close' })).toMatchObject({ reason: 'promise_open' });
  });
});
