import { describe, expect, it } from 'vitest';
import { customerView } from '../../../shared/domain/conversation/audience.ts';
import { cardOf } from '../../../shared/domain/conversation/card.ts';
import { FARTHEST } from '../../../shared/domain/conversation/times.ts';
import { anna, aStory, ivan, maria, NOON, oleg, types } from '../../support/builders.ts';

const MINUTE = 60;
const HOUR = 3600;
const at = (seconds: number): number => NOON + seconds * 1000;

/** Asked at 0, answered by Oleg after 90 s: nobody waits. */
function answered() {
  const story = aStory();
  story.says(ivan);
  story.at(90).says(oleg, 'Почистите фильтр.');
  return story;
}
const bucket = (story: ReturnType<typeof aStory>) => cardOf('chat', story.state).bucket;

describe('a snooze', () => {
  const snoozed = (until: number | null = at(2 * HOUR)) => {
    const story = answered();
    story.at(100).tell(oleg, { type: 'conversation.snooze', until });
    return story;
  };

  it('is in a bucket of its own, with its time on the card', () => {
    const story = snoozed();
    expect(cardOf('chat', story.state)).toMatchObject({
      bucket: 'snoozed',
      owner: 'oleg',
      clock: { kind: 'snooze', since: at(100), due: at(2 * HOUR) },
      seq: story.state.seq,
    });
  });

  it('until the customer writes has no time on the card, and lasts 90 days at most', () => {
    const story = snoozed(null);
    expect(cardOf('chat', story.state).clock).toEqual({ kind: 'snooze', since: at(100) });
    expect(story.look().nextDue).toBe(at(100) + FARTHEST);
  });

  it('comes back at its time to its owner, with a nudge, and then to team and lead', () => {
    const story = snoozed();
    expect(types(story.at(2 * HOUR).look().events)).toEqual(['conversation.woken', 'rung.reached']);
    expect(cardOf('chat', story.state)).toMatchObject({ bucket: 'owned', owner: 'oleg', escalation: 'assignee' });
    story.at(2 * HOUR + 10 * MINUTE).look();
    expect(cardOf('chat', story.state).escalation).toBe('team');
    story.at(3 * HOUR).look();
    expect(cardOf('chat', story.state).escalation).toBe('lead');
    expect(story.look().nextDue).toBe(at(26 * HOUR));
    expect(types(story.at(26 * HOUR).look().events)).toEqual(['clock.started', 'rung.reached']);
  });

  it('comes back to the team when its owner is gone', () => {
    const story = snoozed().staff({ present: ['maria'] });
    story.at(2 * HOUR).look();
    expect(cardOf('chat', story.state)).toMatchObject({ bucket: 'person', owner: null });
  });

  it('is over as a reminder once its owner writes, wakes it or puts it aside again', () => {
    for (const command of [
      { type: 'message.post', text: 'Я вернулся' },
      { type: 'conversation.wake' },
      { type: 'conversation.close' },
    ] as const) {
      const story = snoozed();
      story.at(2 * HOUR).look();
      story.tell(oleg, command);
      expect(story.state.clocks).toEqual([]);
    }
    const again = snoozed();
    again.at(2 * HOUR).look();
    again.tell(oleg, { type: 'conversation.snooze', until: at(5 * HOUR) });
    expect(bucket(again)).toBe('snoozed');
  });

  it.each([
    'спасибо',
    'Спасибо!',
    'ок, спасибо',
    'thanks!',
    'Thank you so much',
    'All right, thank you!',
    '🙂',
    '👍🏻',
    ':)',
  ])('is not ended by %j, which begins no wait', (text) => {
    const story = snoozed();
    expect(types(story.at(200).says(ivan, text))).toEqual(['message.posted']);
    expect(bucket(story)).toBe('snoozed');
    // The row, which nobody watches, is to show it.
    expect(story.state.moved.seq).toBe(story.state.seq);
  });

  it.each(['спасибо, а когда?', 'Спасибо, но не помогло', 'ok', 'да', '?', '👎', '😡', 'не спасибо', 'оператор'])(
    'is ended by %j, which begins one',
    (text) => {
      const story = snoozed();
      story.at(200).says(ivan, text);
      expect(story.wait).toBeDefined();
      expect(bucket(story)).not.toBe('snoozed');
      expect(story.state.clocks.map(({ kind }) => kind)).not.toContain('snooze');
    },
  );

  it('is not thanked away: the same word of somebody who waits is a message as before', () => {
    const story = answered();
    expect(types(story.at(200).says(ivan, 'спасибо'))).toEqual(['message.posted', 'clock.started']);
  });

  it('stays while its owner writes, and is ended by who takes it over', () => {
    const story = snoozed();
    story.at(200).says(oleg, 'Кстати, вот инструкция');
    expect(bucket(story)).toBe('snoozed');
    story.tell(maria, { type: 'conversation.claim', reason: 'Олег ушёл' });
    expect(story.state.clocks).toEqual([]);
    expect(story.state.owner).toBe('maria');
  });

  it('is ended by its owner, and by a release', () => {
    const story = snoozed();
    expect(types(story.tell(oleg, { type: 'conversation.wake' }))).toEqual(['conversation.woken', 'clock.stopped']);
    expect(story.tell(oleg, { type: 'conversation.wake' })).toEqual([]);
    const released = snoozed();
    released.tell(oleg, { type: 'conversation.release' });
    expect(bucket(released)).toBe('person');
  });

  it('gives way to a promise that is about to lapse', () => {
    const story = answered();
    story.at(100).tell(oleg, { type: 'promise.make', text: 'Отвечу', due: at(HOUR) });
    story.tell(oleg, { type: 'conversation.snooze', until: at(24 * HOUR) });
    expect(cardOf('chat', story.state).clock).toMatchObject({ kind: 'promise' });
    story.at(45 * MINUTE).look();
    expect(bucket(story)).toBe('owned');
  });

  it.each([
    ['a moment ago', at(99)],
    ['now', at(100)],
    ['in 9 s', at(109)],
    ['in 90 days and a second', at(101) + FARTHEST],
  ])('is refused for %s', (_when, until) => {
    const story = answered().at(100);
    expect(story.ask(oleg, { type: 'conversation.snooze', until })).toMatchObject({ reason: 'bad_time' });
  });

  it('is refused while a customer waits, to who does not answer here, and when all is over', () => {
    const story = aStory();
    story.says(ivan);
    story.tell(oleg, { type: 'conversation.claim' });
    const snooze = { type: 'conversation.snooze', until: null } as const;
    expect(story.ask(oleg, snooze)).toMatchObject({ reason: 'still_waiting', at: NOON });
    story.says(oleg, 'Почистите фильтр.');
    expect(story.ask(maria, snooze)).toMatchObject({ reason: 'not_owner', by: 'oleg' });
    expect(story.ask(anna, snooze)).toMatchObject({ ok: true });
    expect(story.ask(ivan, snooze)).toMatchObject({ reason: 'not_allowed' });
    story.tell(oleg, { type: 'conversation.release' });
    expect(story.ask(oleg, snooze)).toMatchObject({ reason: 'not_owner' });
    story.tell(ivan, { type: 'conversation.close' });
    expect(story.ask(anna, snooze)).toMatchObject({ reason: 'already_closed' });
  });
});

describe('a promise given in so many words', () => {
  const promised = (due = at(2 * HOUR)) => {
    const story = aStory();
    story.says(ivan);
    story.at(60).tell(oleg, { type: 'promise.make', text: 'Выясню и напишу', due });
    return story;
  };

  it('is one commit with the message that makes it, which answers', () => {
    const story = promised();
    expect(types(story.commits.at(-1)?.events ?? [])).toEqual([
      'conversation.claimed',
      'clock.stopped',
      'clock.started',
      'message.posted',
      'clock.stopped',
      'promise.made',
      'clock.started',
    ]);
    expect(story.commits.at(-1)?.body).toMatchObject({ text: 'Выясню и напишу' });
    expect(story.promise).toMatchObject({ since: at(60), due: at(2 * HOUR), given: true });
    expect(customerView(story.state).promise).toBe(at(2 * HOUR));
  });

  it('is kept by no answer, but by saying so', () => {
    const story = promised();
    story.at(300).says(ivan, 'И ещё вопрос');
    story.at(400).says(oleg, 'Вот ответ');
    expect(story.wait).toBeUndefined();
    expect(story.promise).toBeDefined();
    story.at(500).tell(oleg, { type: 'message.post', text: 'Выяснил: привезут завтра', settles: true });
    expect(story.promise).toBeUndefined();
    expect(story.commits.at(-1)?.events).toContainEqual(expect.objectContaining({ kind: 'promise', outcome: 'kept' }));
  });

  it('does not excuse a new question: the wait for its answer runs', () => {
    const story = promised();
    story.at(300).says(ivan, 'А фильтр какой?');
    expect(story.wait).toMatchObject({ kind: 'reply', since: at(300) });
  });

  it('is warned of, and broken at its time: then the customer waits since then', () => {
    const story = promised();
    story.at(2 * HOUR - 15 * MINUTE).look();
    expect(cardOf('chat', story.state).escalation).toBe('team');
    const { events } = story.at(2 * HOUR).look();
    expect(types(events)).toContain('clock.stopped');
    expect(story.wait).toMatchObject({ kind: 'reply', since: at(2 * HOUR), asked: at(2 * HOUR) });
  });

  it('that lapses under a wait adds no second one', () => {
    const story = promised();
    story.at(2 * HOUR - 60).says(ivan, 'Ну что?');
    story.at(2 * HOUR).look();
    expect(story.promise).toBeUndefined();
    expect(story.wait).toMatchObject({ since: at(2 * HOUR - 60) });
  });

  it('of ten minutes is not warned of a quarter of an hour before', () => {
    const story = promised(at(60 + 10 * MINUTE));
    expect(story.look().events).toEqual([]);
    expect(story.at(60 + 5 * MINUTE).look().events).toMatchObject([{ act: 'tell.lead', after: -300 }]);
  });

  it('stays with the conversation when its owner goes', () => {
    const story = promised();
    story.tell(oleg, { type: 'conversation.release' });
    expect(story.promise).toBeDefined();
    expect(bucket(story)).toBe('person');
    story.tell(maria, { type: 'conversation.claim' });
    story.tell(maria, { type: 'promise.settle', outcome: 'kept' });
    expect(story.promise).toBeUndefined();
  });

  it('holds the conversation open until it is settled', () => {
    const story = promised();
    expect(story.ask(oleg, { type: 'conversation.close' })).toMatchObject({
      reason: 'promise_open',
      at: at(2 * HOUR),
    });
    story.tell(oleg, { type: 'promise.settle', outcome: 'kept' });
    expect(types(story.tell(oleg, { type: 'conversation.close' }))).toEqual(['conversation.closed']);
  });

  it('can be moved, and is then warned of and lapses anew', () => {
    const story = promised();
    story.at(2 * HOUR - 60).look();
    story.tell(oleg, { type: 'promise.settle', outcome: 'moved', due: at(5 * HOUR) });
    expect(story.promise).toMatchObject({ since: at(60), from: at(2 * HOUR - 60), due: at(5 * HOUR), fired: [] });
    expect(types(story.commits.at(-1)?.events ?? [])).toEqual(['clock.stopped', 'promise.made', 'clock.started']);
  });

  it('survives a call for a person, a dispute and the morning', () => {
    const story = promised();
    story.at(120).tell(ivan, { type: 'human.request' });
    expect(story.wait).toMatchObject({ kind: 'connect', since: at(120) });
    story.tell(ivan, { type: 'human.request', choice: 'morning' });
    expect(story.wait).toBeUndefined();
    expect(story.promise).toMatchObject({ due: at(2 * HOUR), given: true });
    story.at(180).tell(ivan, { type: 'answer.dispute' });
    expect(story.promise).toBeDefined();
    expect(story.wait).toBeDefined();
  });

  it.each([
    ['now', at(60)],
    ['the past', at(0)],
    ['a year from now', at(365 * 24 * HOUR)],
  ])('is refused for %s', (_when, due) => {
    const story = aStory();
    story.says(ivan);
    expect(story.at(60).ask(oleg, { type: 'promise.make', text: 'x', due })).toMatchObject({ reason: 'bad_time' });
    const open = promised();
    expect(open.ask(oleg, { type: 'promise.settle', outcome: 'moved', due })).toMatchObject({ reason: 'bad_time' });
    expect(open.ask(oleg, { type: 'promise.settle', outcome: 'moved' })).toMatchObject({ reason: 'bad_time' });
  });

  it('is one at a time, and nobody settles what is not there or what a morning promised', () => {
    const story = promised();
    expect(story.ask(oleg, { type: 'promise.make', text: 'x', due: at(3 * HOUR) })).toMatchObject({
      reason: 'promise_open',
      at: at(2 * HOUR),
    });
    expect(story.ask(maria, { type: 'promise.settle', outcome: 'kept' })).toMatchObject({ reason: 'not_owner' });
    expect(answered().ask(oleg, { type: 'promise.settle', outcome: 'kept' })).toMatchObject({
      reason: 'already_settled',
    });
    const morning = aStory();
    morning.tell(ivan, { type: 'human.request', choice: 'morning' });
    expect(morning.ask(oleg, { type: 'promise.settle', outcome: 'kept' })).toMatchObject({ reason: 'not_allowed' });
  });
});

describe('a draft', () => {
  const elsewhere = { conversation: 'another', customer: 'olga' } as const;

  it('begun for somebody else is refused, in a promise and in other words as well', () => {
    const story = answered();
    for (const command of [
      { type: 'message.post', text: 'x', draft: elsewhere },
      { type: 'promise.make', text: 'x', due: at(HOUR), draft: elsewhere },
      { type: 'understanding.propose', text: 'x', draft: elsewhere },
    ] as const)
      expect(story.ask(oleg, command)).toMatchObject({ reason: 'draft_belongs_elsewhere' });
  });

  it('goes out once it is confirmed, and the log remembers', () => {
    const story = answered();
    story.tell(oleg, { type: 'message.post', text: 'x', draft: { ...elsewhere, confirmed: true } });
    expect(story.commits.at(-1)?.events).toMatchObject([{ type: 'message.posted', moved: true }]);
    const own = { conversation: 'chat', customer: 'ivan', confirmed: true } as const;
    story.tell(oleg, { type: 'message.post', text: 'y', draft: own });
    expect(story.commits.at(-1)?.events[0]).not.toHaveProperty('moved');
  });
});

describe('the problem in other words', () => {
  const proposed = () => {
    const story = aStory();
    story.says(ivan);
    story.at(60).tell(oleg, { type: 'understanding.propose', text: 'Не греет' });
    return story;
  };

  it('joins, and leaves the turn to the customer', () => {
    const story = proposed();
    expect(story.state).toMatchObject({ owner: 'oleg', understanding: { seq: 2, since: NOON } });
    expect(story.wait).toBeUndefined();
    expect(customerView(story.state).understanding).toBe(2);
  });

  it('that is not quite it leaves the customer waiting as long as before', () => {
    const story = proposed();
    story.at(300).tell(ivan, { type: 'understanding.answer', seq: 2, yes: false });
    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON });
    expect(story.state).not.toHaveProperty('understanding');
  });

  it('that is it still has to be answered', () => {
    const story = proposed();
    story.at(300).tell(ivan, { type: 'understanding.answer', seq: 2, yes: true });
    expect(story.wait).toMatchObject({ kind: 'reply', since: at(300) });
  });

  it('is answered once, and only the newest', () => {
    const story = proposed();
    story.at(70).tell(oleg, { type: 'understanding.propose', text: 'Не греет и течёт' });
    expect(story.ask(ivan, { type: 'understanding.answer', seq: 2, yes: true })).toMatchObject({
      reason: 'already_settled',
    });
    story.tell(ivan, { type: 'understanding.answer', seq: 3, yes: false });
    expect(story.wait).toMatchObject({ since: NOON });
    expect(story.ask(ivan, { type: 'understanding.answer', seq: 3, yes: true })).toMatchObject({
      reason: 'already_settled',
    });
    expect(story.ask(oleg, { type: 'understanding.answer', seq: 3, yes: true })).toMatchObject({
      reason: 'not_allowed',
    });
  });
});

describe('a call', () => {
  it('is asked for with a number in any form, which is kept apart from the events', () => {
    const story = aStory();
    story.tell(ivan, { type: 'callback.request', phone: '8 (912) 345-67-89' });
    const [commit] = story.commits;
    expect(commit?.body.phone).toBe('+79123456789');
    expect(JSON.stringify([commit?.events, commit?.state])).not.toContain('345');
    expect(story.state).toMatchObject({ status: 'open', callback: 1 });
    expect(story.wait).toMatchObject({ kind: 'connect', asked: NOON });
    expect(story.state.clocks).toContainEqual(expect.objectContaining({ kind: 'callback', due: at(600) }));
  });

  it('for later waits for its time, is warned of, and becomes a wait when nobody calls', () => {
    const story = answered();
    story.at(100).tell(ivan, { type: 'callback.request', phone: '+49 30 901820', at: at(3 * HOUR) });
    expect(story.wait).toBeUndefined();
    expect(story.ask(oleg, { type: 'conversation.close' })).toMatchObject({ reason: 'promise_open' });
    story.at(3 * HOUR - 15 * MINUTE).look();
    expect(cardOf('chat', story.state).escalation).toBe('team');
    story.at(3 * HOUR).look();
    expect(story.wait).toMatchObject({ kind: 'reply', since: at(3 * HOUR) });
    story.tell(oleg, { type: 'callback.done', outcome: 'reached' });
    expect(story.state.clocks).toEqual([]);
  });

  it('that reached the customer answers; one that did not leaves the wait', () => {
    const story = aStory();
    story.tell(ivan, { type: 'callback.request', phone: '+79123456789' });
    story.at(60).tell(oleg, { type: 'callback.done', outcome: 'missed' });
    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON });
    expect(story.state).not.toHaveProperty('callback');
    expect(story.ask(oleg, { type: 'callback.done', outcome: 'reached' })).toMatchObject({
      reason: 'already_settled',
    });
    story.tell(ivan, { type: 'callback.request', phone: '+79123456789' });
    story.at(120).tell(oleg, { type: 'callback.done', outcome: 'reached' });
    expect(story.state.clocks).toEqual([]);
  });

  it.each(['', '12', 'позвоните', '345-67-89', '+7 912 <script>', '+999999999999999999'])(
    'is refused to the number %j',
    (phone) => {
      expect(aStory().ask(ivan, { type: 'callback.request', phone })).toMatchObject({ reason: 'bad_phone' });
    },
  );

  it('is asked for while somebody waits: that wait goes on, and the call has a clock of its own', () => {
    const story = aStory();
    story.says(ivan, 'Не греет');
    story.at(30).tell(ivan, { type: 'callback.request', phone: '+79123456789' });
    // Who asks for a call has asked for a person: the 20 s of silence are over.
    expect(story.wait).toMatchObject({ kind: 'connect', since: NOON, from: NOON, asked: at(30) });
    expect(story.state.clocks).toContainEqual(expect.objectContaining({ kind: 'callback', due: at(630) }));
    story.at(60).tell(ivan, { type: 'callback.request', phone: '+79123456789', at: at(3 * HOUR) });
    expect(story.wait).toMatchObject({ kind: 'connect', since: NOON, asked: at(30) });
    story.at(90).says(oleg, 'Здравствуйте');
    expect(story.state.clocks.map(({ kind }) => kind)).toEqual(['callback']);
  });

  it('for later begins no wait, and leaves the one that runs as it is', () => {
    const first = aStory();
    first.tell(ivan, { type: 'callback.request', phone: '+79123456789', at: at(3 * HOUR) });
    expect(first.state).toMatchObject({ status: 'open', callback: 1 });
    expect(first.wait).toBeUndefined();
    const second = aStory();
    second.says(ivan, 'Не греет');
    second.at(5).tell(ivan, { type: 'callback.request', phone: '+79123456789', at: at(3 * HOUR) });
    expect(second.wait).toMatchObject({ since: NOON });
    expect(second.wait).not.toHaveProperty('asked');
  });

  it('keeps the rungs that a wait has reached', () => {
    const story = aStory();
    story.says(ivan, 'Не греет');
    story.at(45).look();
    const fired = story.wait?.fired;
    expect(fired).not.toEqual([]);
    story.at(50).tell(ivan, { type: 'callback.request', phone: '+79123456789' });
    expect(story.wait?.fired).toEqual(fired);
  });

  it('is taken back: its clock ends with an outcome of its own, and nothing is owed but an answer that was', () => {
    const story = answered();
    story.at(100).tell(ivan, { type: 'callback.request', phone: '+79123456789', at: at(3 * HOUR) });
    expect(story.ask(oleg, { type: 'conversation.close' })).toMatchObject({ reason: 'promise_open' });
    const commit = story.at(200).tell(ivan, { type: 'callback.cancel' });
    expect(commit).toContainEqual({ type: 'clock.stopped', kind: 'callback', outcome: 'cancelled', since: at(100) });
    expect(story.state).not.toHaveProperty('callback');
    expect(story.state.clocks).toEqual([]);
    expect(story.ask(oleg, { type: 'callback.done', outcome: 'reached' })).toMatchObject({ reason: 'already_settled' });
    expect(types(story.tell(oleg, { type: 'conversation.close' }))).toContain('conversation.closed');
  });

  it('is taken back while its customer waits, who waits on', () => {
    const story = aStory();
    story.tell(ivan, { type: 'callback.request', phone: '+79123456789' });
    story.at(30).tell(ivan, { type: 'callback.cancel' });
    expect(story.state.clocks).toMatchObject([{ kind: 'connect', since: NOON, asked: NOON }]);
  });

  it('that nobody made in time can be taken back as well', () => {
    const story = aStory();
    story.tell(ivan, { type: 'callback.request', phone: '+79123456789' });
    story.at(700).look();
    expect(types(story.at(710).tell(ivan, { type: 'callback.cancel' }))).toEqual(['callback.cancelled']);
    expect(story.wait).toMatchObject({ since: NOON });
  });

  it('is taken back without ending a snooze', () => {
    const story = answered();
    story.at(100).tell(ivan, { type: 'callback.request', phone: '+79123456789', at: at(3 * HOUR) });
    story.at(110).tell(oleg, { type: 'conversation.snooze', until: at(5 * HOUR) });
    story.at(120).tell(ivan, { type: 'callback.cancel' });
    expect(cardOf('chat', story.state)).toMatchObject({ bucket: 'snoozed', clock: { kind: 'snooze' } });
    // Its row says so to everybody: it was the call that would have come first.
    expect(story.state.moved.seq).toBe(story.state.seq);
  });

  it('is not taken back when none was asked for, or it was made, or by anybody else', () => {
    const cancel = { type: 'callback.cancel' } as const;
    expect(aStory().ask(ivan, cancel)).toMatchObject({ reason: 'not_found' });
    const story = answered();
    expect(story.ask(ivan, cancel)).toMatchObject({ reason: 'already_settled' });
    story.tell(ivan, { type: 'callback.request', phone: '+79123456789' });
    expect(story.ask(oleg, cancel)).toMatchObject({ reason: 'not_allowed' });
    story.tell(oleg, { type: 'callback.done', outcome: 'missed' });
    expect(story.ask(ivan, cancel)).toMatchObject({ reason: 'already_settled' });
  });

  it('is refused for the past, and offered by who may write here', () => {
    const phone = '+79123456789';
    expect(aStory().ask(ivan, { type: 'callback.request', phone, at: NOON })).toMatchObject({ reason: 'bad_time' });
    const story = answered();
    expect(types(story.tell(oleg, { type: 'callback.offer' }))).toEqual(['callback.offered']);
    expect(story.ask(maria, { type: 'callback.offer' })).toMatchObject({ reason: 'not_owner' });
  });
});

describe('a recall', () => {
  const recall = (by: string, ended?: number) =>
    ({
      type: 'message.recall',
      seq: 2,
      reason: 'wrong_chat',
      written: { by, ...(ended !== undefined && { ended }) },
    }) as const;

  it('is for who wrote it, and for a lead', () => {
    const story = answered();
    expect(story.ask(maria, recall('oleg'))).toMatchObject({ reason: 'not_allowed' });
    expect(story.ask(ivan, recall('oleg'))).toMatchObject({ reason: 'not_allowed' });
    expect(story.ask(anna, recall('oleg'))).toMatchObject({ ok: true });
    expect(types(story.tell(oleg, recall('oleg')))).toEqual(['message.recalled']);
  });

  it('of what had answered leaves the customer waiting as long as before', () => {
    const story = answered();
    story.at(200).tell(oleg, recall('oleg', NOON));
    expect(story.wait).toMatchObject({ kind: 'reply', since: NOON });
  });

  it('works when all is over, and opens nothing then', () => {
    const story = answered();
    story.tell(oleg, { type: 'conversation.close' });
    story.tell(oleg, recall('oleg', NOON));
    expect(story.state).toMatchObject({ status: 'closed', clocks: [] });
  });
});
