import { describe, expect, it } from 'vitest';
import type { Look } from '../../../shared/domain/conversation/look.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import { aFastPolicy, anna, aStory, ivan, NOON, oleg, type Story } from '../../support/builders.ts';

const reached = ({ events }: Look): string[] =>
  events.flatMap((event) => (event.type === 'rung.reached' ? [`${event.act}@${event.after}`] : []));
const rings = ({ actions }: Look): boolean => actions.some(({ type }) => type === 'page.raise');

/** Looks whenever the last look said so, until `end` seconds; gives what was reached, and when. */
function runLooks(story: Story, end: number): string[] {
  const log: string[] = [];
  for (let due: number | null = story.elapsed; due !== null && due <= end; ) {
    const looked = story.at(due).look();
    log.push(...reached(looked).map((rung) => `${story.elapsed} ${rung}`));
    due = looked.nextDue === null ? null : (looked.nextDue - NOON) / 1000;
  }
  return log;
}

describe('a wait for a person, with operators at their desks', () => {
  it('nudges the team, tells the lead, and pages when the hundred seconds are over', () => {
    const story = aStory();
    story.says(ivan);

    expect(runLooks(story, 600)).toEqual(['40 nudge.team@40', '70 tell.lead@70', '100 page@100']);
  });

  it('pages at seventy seconds at night', () => {
    const story = aStory({ staff: { night: true } });
    story.says(ivan);

    expect(runLooks(story, 90)).toEqual(['40 nudge.team@40', '70 tell.lead@70', '70 page@70']);
  });

  it('reaches each rung once, however often and late it is looked at', () => {
    const story = aStory();
    story.says(ivan);

    const late = story.at(75).look();
    const again = story.look();

    expect(reached(late)).toEqual(['nudge.team@40', 'tell.lead@70']);
    expect(again.events).toEqual([]);
    expect(again.nextDue).toBe(late.nextDue);
  });

  it('does nothing when it is looked at too early', () => {
    const story = aStory();
    story.says(ivan);

    const early = story.at(5).look();

    expect(early).toEqual({ events: [], actions: [], nextDue: NOON + 40_000 });
  });

  it('asks for a page with each look while the page rung is reached, so that a page that died is raised again', () => {
    const story = aStory();
    story.says(ivan);

    expect(rings(story.at(100).look())).toBe(true);
    expect(rings(story.at(160).look())).toBe(true);
  });

  it('pages at once when the last operator leaves while the customer waits', () => {
    const story = aStory();
    story.says(ivan);
    story.at(40).look();

    const looked = story.at(70).staff({ present: [] }).look();

    expect(reached(looked)).toEqual(['page@0']);
    expect(looked.actions).toContainEqual({ type: 'page.raise', since: NOON, rhythm: 'unstaffed' });
  });

  it('has nothing to look at once somebody has answered', () => {
    const story = aStory();
    story.says(ivan);
    story.at(30).says(oleg, 'Проверьте розетку.');

    expect(story.look()).toEqual({ events: [], actions: [], nextDue: null });
  });
});

describe('a wait for an answer', () => {
  it('nudges the owner, then the team, then tells and pages the lead', () => {
    const story = aStory();
    story.says(ivan);
    story.at(10).tell(oleg, { type: 'conversation.claim' });

    expect(runLooks(story, 700)).toEqual([
      '300 nudge.assignee@300',
      '480 nudge.team@480',
      '600 tell.lead@600',
      '600 page@600',
    ]);
  });

  it('goes back to the team with its age when its owner is not there, and the rungs begin anew', () => {
    const story = aStory();
    story.says(ivan);
    story.at(10).tell(oleg, { type: 'conversation.claim' });

    const looked = story
      .at(35)
      .staff({ present: ['maria'] })
      .look();

    expect(looked.events[0]).toEqual({ type: 'conversation.released', from: 'oleg', why: 'absent' });
    expect(story.state.owner).toBeNull();
    expect(story.wait).toEqual({ kind: 'connect', since: NOON, from: NOON + 35_000, fired: [] });
  });

  it('has its owner looked for soon after it began', () => {
    const story = aStory();
    story.says(ivan);
    story.at(10).tell(oleg, { type: 'conversation.claim' });

    expect(story.look().nextDue).toBe(NOON + 25_000);
  });

  it('stays with an owner who is away but connected', () => {
    const story = aStory({ staff: { present: ['oleg', 'maria'], away: ['oleg'] } });
    story.says(ivan);
    story.tell(oleg, { type: 'conversation.claim' });

    story.at(60).look();

    expect(story.state.owner).toBe('oleg');
  });

  it('lets the page ring on when the chat goes back to the team', () => {
    const story = aStory();
    story.says(ivan);
    story.tell(oleg, { type: 'conversation.claim' });
    runLooks(story, 600);

    const looked = story.at(620).staff({ present: [] }).look();

    expect(story.wait).toMatchObject({ kind: 'connect', fired: expect.arrayContaining(['page@600']) });
    expect(rings(looked)).toBe(true);
  });

  it('lets the page ring on when the customer asks for another person', () => {
    const story = aStory();
    story.says(ivan);
    story.tell(oleg, { type: 'conversation.claim' });
    runLooks(story, 600);

    story.at(610).tell(ivan, { type: 'human.request' });

    expect(rings(story.look())).toBe(true);
  });
});

describe('a lead who acknowledged', () => {
  function acknowledged(present: readonly string[]) {
    const story = aStory({ staff: { present: [] } });
    story.says(ivan);
    story.at(20).look();
    story.at(60).tell(anna, { type: 'conversation.claim', via: 'page' });
    return story.staff({ present });
  }

  it('is waited for three minutes, then the page rings again, once', () => {
    const story = acknowledged(['anna']);

    expect(rings(story.at(239).look())).toBe(false);
    const silent = story.at(240).look();
    expect(reached(silent)).toEqual(['page@180']);
    expect(rings(silent)).toBe(true);
    expect(reached(story.at(300).look())).not.toContain('page@180');
  });

  it('loses the chat when not even connected by then, and the page rings again at once', () => {
    const story = acknowledged([]);

    const looked = story.at(240).look();

    expect(looked.events).toContainEqual({ type: 'conversation.released', from: 'anna', why: 'absent' });
    expect(story.wait).toMatchObject({ kind: 'connect', since: NOON, asked: NOON + 240_000 });
    expect(rings(looked)).toBe(true);
  });

  it('is not paged at once for a message written long after an alarm was taken', () => {
    const story = aStory();
    story.says(ivan);
    story.at(10).says(oleg, 'Проверьте розетку.');
    story.at(20).tell(anna, { type: 'conversation.claim', via: 'page', reason: 'page' });

    story.at(3600).says(ivan, 'Спасибо, а фильтр?');

    expect(
      rings(
        story
          .staff({ present: ['anna'] })
          .at(3660)
          .look(),
      ),
    ).toBe(false);
  });
});

describe('a policy of a few seconds', () => {
  it('runs the same rules in seconds', () => {
    const story = aStory({ policy: aFastPolicy() });
    story.says(ivan);

    expect(runLooks(story, 20)).toEqual(['1 nudge.team@1', '2 tell.lead@2', '3 page@3']);
  });

  it('pages after its own silence when nobody is there', () => {
    const story = aStory({ policy: aFastPolicy(), staff: { present: [] } });
    story.says(ivan);

    expect(runLooks(story, 5)).toEqual(['1 page@0']);
  });

  it('runs the rungs of the answer', () => {
    const story = aStory({ policy: aFastPolicy() });
    story.says(ivan);
    story.at(1).tell(oleg, { type: 'conversation.claim' });

    expect(runLooks(story, 10)).toEqual(['4 nudge.assignee@4', '6 nudge.team@6', '8 page@8']);
  });

  it('raises again who acknowledged and stays silent', () => {
    const story = aStory({ policy: aFastPolicy(), staff: { present: [] } });
    story.says(ivan);
    story.at(1).look();
    story.at(2).tell(anna, { type: 'conversation.claim', via: 'page' });

    expect(
      reached(
        story
          .staff({ present: ['anna'] })
          .at(7)
          .look(),
      ),
    ).toContain('page@5');
  });

  it('pauses between looks even when told not to', () => {
    const story = aStory({ policy: aFastPolicy({ recheck: 0, ownerCheck: 0, silence: 0 }), staff: { present: [] } });
    story.says(ivan);

    expect(story.look().nextDue).toBe(NOON + 1000);
  });

  it('reaches no rung twice when there are more of them than a state remembers', () => {
    const many = Array.from({ length: 20 }, (_, after) => ({ after, when: 'always', act: 'nudge.team' }) as const);
    const policy = aFastPolicy({ rungs: { ...DEFAULT_POLICY.rungs, connect: many } });
    const story = aStory({ policy });
    story.says(ivan);

    expect(runLooks(story, 120)).toHaveLength(10);
  });
});
