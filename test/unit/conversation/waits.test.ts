import { describe, expect, it } from 'vitest';
import { aStory, ivan, maria, NOON, oleg, types } from '../../support/builders.ts';

describe('a customer begins to wait', () => {
  it('opens the conversation with the first message and starts the clock for a person', () => {
    const story = aStory();

    const events = story.says(ivan);

    expect(types(events)).toEqual(['conversation.opened', 'message.posted', 'clock.started']);
    expect(story.state).toMatchObject({ status: 'open', customer: 'ivan', owner: null, seq: 1 });
    expect(story.wait).toEqual({ kind: 'connect', since: NOON, from: NOON, fired: [] });
  });

  it('keeps the clock of the oldest unanswered message when more is written', () => {
    const story = aStory();
    story.says(ivan);

    const events = story.at(30).says(ivan, 'И мигает лампочка');

    expect(types(events)).toEqual(['message.posted']);
    expect(story.wait?.since).toBe(NOON);
  });

  it('is the same as a call for a person when the message is nothing but that', () => {
    const story = aStory();

    const events = story.says(ivan, 'Оператор!');

    expect(types(events)).toEqual(['conversation.opened', 'message.posted', 'clock.started', 'human.requested']);
    expect(story.wait?.asked).toBe(NOON);
  });

  it('waits for an answer, not for a person, when somebody has the conversation', () => {
    const story = aStory();
    story.says(ivan);
    story.at(10).says(oleg, 'Здравствуйте! Какая модель?');

    story.at(60).says(ivan, 'К-200');

    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON + 60_000 });
  });
});

describe('a person joins', () => {
  it('turns the wait for a person into the wait for an answer, as old as it is', () => {
    const story = aStory();
    story.says(ivan);

    const events = story.at(38).tell(oleg, { type: 'conversation.claim' });

    expect(types(events)).toEqual(['conversation.claimed', 'clock.stopped', 'clock.started']);
    expect(story.state.owner).toBe('oleg');
    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON, from: NOON });
  });

  it('joins by writing, which answers at once', () => {
    const story = aStory();
    story.says(ivan);

    story.at(20).says(oleg, 'Проверьте, вставлен ли контейнер для воды.');

    expect(story.state).toMatchObject({ owner: 'oleg', answered: { since: NOON, at: NOON + 20_000 } });
    expect(story.wait).toBeUndefined();
  });

  it('lets nobody else claim, write or close, and names who has it', () => {
    const story = aStory();
    story.says(ivan);
    story.tell(oleg, { type: 'conversation.claim' });

    expect(story.ask(maria, { type: 'conversation.claim' })).toEqual({
      ok: false,
      reason: 'already_claimed',
      by: 'oleg',
    });
    expect(story.ask(maria, { type: 'message.post', text: 'Я тоже тут' })).toMatchObject({
      reason: 'not_owner',
      by: 'oleg',
    });
    expect(story.ask(maria, { type: 'morning.propose' })).toMatchObject({ reason: 'not_owner', by: 'oleg' });
    expect(story.ask(maria, { type: 'conversation.close' })).toMatchObject({ reason: 'not_owner', by: 'oleg' });
  });

  it('gives way to a colleague who says why, and the clock runs on', () => {
    const story = aStory();
    story.says(ivan);
    story.tell(oleg, { type: 'conversation.claim' });

    const events = story.at(50).tell(maria, { type: 'conversation.claim', reason: 'Олег ушёл на обед' });

    expect(events).toEqual([{ type: 'conversation.claimed', owner: 'maria', from: 'oleg' }]);
    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON });
  });

  it('claims once however often it is pressed', () => {
    const story = aStory();
    story.says(ivan);
    story.tell(oleg, { type: 'conversation.claim' });

    expect(story.ask(oleg, { type: 'conversation.claim' })).toEqual({ ok: true, events: [] });
  });

  it('gives who takes an old wait the time to write before a lead is called for it', () => {
    const story = aStory();
    story.says(ivan);

    story.at(720).tell(oleg, { type: 'conversation.claim' });
    const looked = story.look();

    expect(story.wait?.since).toBe(NOON);
    expect(looked.actions).not.toContainEqual(expect.objectContaining({ type: 'page.raise' }));
    expect(story.at(900).look().actions).toContainEqual(expect.objectContaining({ type: 'page.raise' }));
  });
});

describe('only an answer stops the clock', () => {
  it('lets it run through a reply that only asks to wait', () => {
    const story = aStory();
    story.says(ivan);

    const events = story.at(15).says(oleg, 'минуту,  пожалуйста!');

    expect(events).toContainEqual({ type: 'message.posted', by: 'operator', person: 'oleg', holding: true });
    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON });
  });

  it('takes such a reply with anything added for an answer', () => {
    const story = aStory();
    story.says(ivan);

    story.at(15).says(oleg, 'Минуту, пожалуйста. Это модель К-200?');

    expect(story.wait).toBeUndefined();
  });

  it('refuses to close a conversation while the customer waits', () => {
    const story = aStory();
    story.says(ivan);
    story.tell(oleg, { type: 'conversation.claim' });

    expect(story.ask(oleg, { type: 'conversation.close' })).toEqual({ ok: false, reason: 'still_waiting', at: NOON });
  });

  it('goes back to the team with its age when the operator lets go of it', () => {
    const story = aStory();
    story.says(ivan);
    story.at(20).tell(oleg, { type: 'conversation.claim' });

    story.at(50).tell(oleg, { type: 'conversation.release' });

    expect(story.state.owner).toBeNull();
    expect(story.wait).toEqual({ kind: 'connect', since: NOON, from: NOON + 50_000, fired: [] });
  });
});
