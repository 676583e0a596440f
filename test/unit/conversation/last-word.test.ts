import { describe, expect, it } from 'vitest';
import { anna, aStory, ivan, maria, NOON, oleg, pyotr, types } from '../../support/builders.ts';

/** Asked at 0, answered by Oleg after 90 s. */
function answered() {
  const story = aStory();
  story.says(ivan);
  story.at(90).says(oleg, 'Почистите фильтр.');
  return story;
}
function closed() {
  const story = answered();
  story.at(100).tell(oleg, { type: 'conversation.close' });
  return story;
}

describe('the customer has the last word', () => {
  it('has its old clock back when the answer was none', () => {
    const story = answered();

    const events = story.at(300).tell(ivan, { type: 'answer.dispute' });

    expect(types(events)).toEqual(['answer.disputed', 'clock.started']);
    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON });
    expect(story.state.owner).toBe('oleg');
  });

  it('gives the wait of who has already written again its true age', () => {
    const story = answered();
    story.at(200).says(ivan, 'Чистил, не помогло');

    story.at(210).tell(ivan, { type: 'answer.dispute' });

    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON });
    expect(story.ask(ivan, { type: 'answer.dispute' })).toMatchObject({ reason: 'nothing_to_dispute' });
  });

  it('does not give it back to who had it when another person was asked for', () => {
    const story = answered();
    story.at(200).tell(ivan, { type: 'human.request' });

    story.at(210).tell(ivan, { type: 'answer.dispute' });

    expect(story.state.owner).toBeNull();
    expect(story.wait).toMatchObject({ kind: 'connect', since: NOON, asked: NOON + 200_000 });
  });

  it('can dispute an answer that came to keep a promise', () => {
    const story = aStory({ staff: { present: [] } });
    story.says(ivan);
    story.at(10).tell(ivan, { type: 'human.request', choice: 'morning' });
    story.at(3600).says(anna, 'Доброе утро! Почистите фильтр.');

    story.at(3700).tell(ivan, { type: 'answer.dispute' });

    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON });
  });

  it('waits again instead of until morning when it disputes with a promise open', () => {
    const story = answered();
    story.at(200).tell(ivan, { type: 'human.request', choice: 'morning' });

    story.at(300).tell(ivan, { type: 'answer.dispute' });

    expect(story.promise).toBeUndefined();
    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON });
  });

  it('has nothing to dispute before the first answer', () => {
    const story = aStory();
    story.says(ivan);

    expect(story.ask(ivan, { type: 'answer.dispute' })).toEqual({ ok: false, reason: 'nothing_to_dispute' });
  });

  it('reopens with the old clock, by who had it, when it is not solved yet', () => {
    const story = closed();

    const events = story.at(4000).tell(ivan, { type: 'solved.answer', solved: false });

    expect(types(events)).toEqual([
      'solved.answered',
      'conversation.reopened',
      'conversation.claimed',
      'clock.started',
    ]);
    expect(story.state).toMatchObject({ status: 'open', owner: 'oleg' });
    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON });
  });

  it('reopens with the old clock even if it was the customer who closed, unanswered', () => {
    const story = aStory();
    story.says(ivan);
    story.at(60).tell(ivan, { type: 'conversation.close' });

    story.at(600).tell(ivan, { type: 'solved.answer', solved: false });

    expect(story.wait).toMatchObject({ kind: 'connect', since: NOON, from: NOON + 600_000 });
  });

  it('stays closed when it is solved', () => {
    const story = closed();

    story.tell(ivan, { type: 'solved.answer', solved: true });

    expect(story.state).toMatchObject({ status: 'closed', solved: true, clocks: [] });
  });

  it('reopens with a new clock, for the whole team, by a new message', () => {
    const story = closed();

    story.at(5000).says(ivan, 'Ещё вопрос');

    expect(story.state).toMatchObject({ status: 'open', owner: null, solved: null });
    expect(story.wait).toMatchObject({ kind: 'connect', since: NOON + 5_000_000 });
  });
});

describe('a rating', () => {
  it('is given once for each close', () => {
    const story = closed();
    story.tell(ivan, { type: 'conversation.rate', score: 'good' });

    expect(story.state.rated).toBe('good');
    expect(story.ask(ivan, { type: 'conversation.rate', score: 'bad' })).toMatchObject({ reason: 'already_rated' });
    expect(answered().ask(ivan, { type: 'conversation.rate', score: 'bad' })).toMatchObject({ reason: 'not_closed' });
  });

  it('opens a review when it is bad, with an owner other than the rated operator and a due time', () => {
    const story = aStory({ reviewers: ['oleg', 'anna'] });
    story.says(ivan);
    story.at(90).says(oleg, 'Почистите фильтр.');
    story.at(100).tell(oleg, { type: 'conversation.close' });

    story.tell(ivan, { type: 'conversation.rate', score: 'bad', comment: 'Грубо' });

    expect(story.state.review).toEqual({ owner: 'anna', rated: ['oleg'] });
    expect(story.review?.due).toBe(NOON + 100_000 + 86_400_000);
  });

  it('is looked into by nobody in particular when nobody else is there', () => {
    const story = aStory({ reviewers: ['oleg'] });
    story.says(ivan);
    story.says(oleg, 'Нет.');
    story.tell(oleg, { type: 'conversation.close' });

    story.tell(ivan, { type: 'conversation.rate', score: 'bad' });

    expect(story.state.review).toEqual({ owner: null, rated: ['oleg'] });
  });

  it('is closed by who looks into it or by a lead, never by who was rated', () => {
    const story = closed();
    story.tell(ivan, { type: 'conversation.rate', score: 'bad' });
    const close = { type: 'review.close', outcome: 'Позвонили, извинились' } as const;

    expect(story.ask(oleg, close)).toMatchObject({ reason: 'not_allowed' });
    expect(story.ask(maria, close)).toMatchObject({ reason: 'not_owner', by: 'anna' });
    expect(story.ask(pyotr, close)).toMatchObject({ ok: true });
    story.tell(anna, close);
    expect(story.state).toMatchObject({ review: null, clocks: [] });
  });

  it('joins the review that is open, keeps its time and excludes both whom it is about', () => {
    const story = closed();
    story.tell(ivan, { type: 'conversation.rate', score: 'bad' });
    const due = story.review?.due;
    story.at(5000).says(anna, 'Иван, простите. Разбираемся.');
    story.tell(anna, { type: 'conversation.close' });

    story.tell(ivan, { type: 'conversation.rate', score: 'bad' });

    expect(story.state.review).toEqual({ owner: 'pyotr', rated: ['oleg', 'anna'] });
    expect(story.review?.due).toBe(due);
    expect(story.ask(anna, { type: 'review.close', outcome: 'Всё хорошо' })).toMatchObject({ reason: 'not_allowed' });
  });

  it('comes up again each day while nobody has looked into it', () => {
    const story = closed();
    story.tell(ivan, { type: 'conversation.rate', score: 'bad' });

    const first = story.at(100 + 86_400).look();
    const moved = story.state.moved.seq;
    const second = story.at(100 + 2 * 86_400).look();

    expect(types(first.events)).toEqual(['rung.reached']);
    expect(first.nextDue).toBe(NOON + 100_000 + 2 * 86_400_000);
    expect(types(second.events)).toEqual(['clock.started', 'rung.reached']);
    expect(story.state.moved.seq).toBeGreaterThan(moved);
    expect(story.review?.due).toBe(NOON + 100_000 + 86_400_000);
  });
});
