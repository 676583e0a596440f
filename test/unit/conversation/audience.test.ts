import { describe, expect, it } from 'vitest';
import { customerView } from '../../../shared/domain/conversation/audience.ts';
import { cardOf } from '../../../shared/domain/conversation/card.ts';
import { toCustomerCommit, toOperatorCommit } from '../../../shared/protocol/wire.ts';
import { anna, aStory, ivan, NOON, oleg, type Story } from '../../support/builders.ts';

const nameOf = (person: string): string | undefined => (person === 'oleg' ? 'Олег' : undefined);
const framesToCustomer = (story: Story) => story.commits.map((commit) => toCustomerCommit(commit, nameOf));

function rated() {
  const story = aStory();
  story.says(ivan);
  story.at(40).look();
  story.at(50).says(oleg, 'Почистите фильтр.');
  story.tell(oleg, { type: 'conversation.close' });
  story.tell(ivan, { type: 'conversation.rate', score: 'bad', comment: 'Долго' });
  story.tell(anna, { type: 'review.close', outcome: 'Разобрали с Олегом' });
  return story;
}

describe('what a customer is sent', () => {
  it('leaves out how the team works: nudges, reviews and their outcome', () => {
    const frames = framesToCustomer(rated());

    expect(JSON.stringify(frames)).not.toMatch(/nudge|tell\.lead|review|Разобрали/);
    expect(frames.map((frame) => frame?.seq ?? null)).toEqual([1, null, 3, 4, 5, null]);
  });

  it('chains to the commit before it that had anything for the customer', () => {
    const frames = framesToCustomer(rated()).filter((frame) => frame !== null);

    expect(frames.map(({ prev }) => prev)).toEqual([0, 1, 3, 4]);
  });

  it('says that a lead is being called, and nothing of the rungs before', () => {
    const story = aStory();
    story.says(ivan);
    story.at(100).look();

    const frame = framesToCustomer(story).at(-1);

    expect(frame?.events).toEqual([{ type: 'rung.reached', kind: 'connect', act: 'page', after: 100 }]);
    expect(frame?.view).toMatchObject({ wait: { kind: 'connect', since: NOON, paged: true } });
  });

  it('names who joined, in the event and in the view', () => {
    const story = aStory();
    story.says(ivan);
    story.tell(oleg, { type: 'conversation.claim' });

    expect(framesToCustomer(story).at(-1)).toMatchObject({
      events: [{ type: 'conversation.claimed', name: 'Олег' }, {}, {}],
      view: { owner: 'oleg', ownerName: 'Олег' },
    });
  });

  it('has in its view what is its own, and no more', () => {
    expect(Object.keys(customerView(rated().state)).toSorted()).toEqual(
      ['answered', 'coming', 'owner', 'promise', 'proposed', 'rated', 'solved', 'status', 'wait'].toSorted(),
    );
  });
});

describe('what operators are sent', () => {
  it('is every event and the whole state', () => {
    const story = rated();
    const frames = story.commits.map(toOperatorCommit);

    expect(frames.map(({ prev }) => prev)).toEqual([0, 1, 2, 3, 4, 5]);
    expect(frames.at(-1)?.events[0]).toMatchObject({ type: 'review.closed', outcome: 'Разобрали с Олегом' });
    expect(frames.at(-1)?.view).toEqual(story.state);
  });
});

describe('the card in the inbox', () => {
  it('moves with the bucket, the owner and the escalation, and not with a message', () => {
    const story = aStory();
    const moved = (): boolean => story.state.moved.seq === story.state.seq;

    story.says(ivan);
    expect(moved()).toBe(true);
    story.at(10).says(ivan, 'Ау');
    expect(moved()).toBe(false);
    story.at(40).look();
    expect(moved()).toBe(true);
    story.at(50).tell(oleg, { type: 'conversation.claim' });
    expect(moved()).toBe(true);
    story.at(60).says(oleg, 'Почистите фильтр.');
    expect(moved()).toBe(false);
  });

  it('tells the team of a clock that starts or stops while nobody has the conversation', () => {
    const story = aStory();
    story.says(ivan);

    story.at(10).tell(ivan, { type: 'human.request', choice: 'morning' });
    expect(story.state.moved.seq).toBe(2);
    story.at(20).tell(ivan, { type: 'human.request' });

    expect(story.state.moved.seq).toBe(3);
    expect(cardOf('chat', story.state)).toMatchObject({ bucket: 'person', clock: { kind: 'connect', since: NOON } });
  });

  it('goes through its buckets', () => {
    const story = aStory();
    const bucket = (): string => cardOf('chat', story.state).bucket;

    story.says(ivan);
    expect(bucket()).toBe('person');
    story.says(oleg, 'Почистите фильтр.');
    expect(bucket()).toBe('owned');
    story.tell(oleg, { type: 'conversation.close' });
    expect(bucket()).toBe('closed');
    story.tell(ivan, { type: 'conversation.rate', score: 'bad' });
    expect(bucket()).toBe('review');
    story.tell(anna, { type: 'review.close', outcome: 'Разобрали' });
    expect(bucket()).toBe('closed');
  });

  it('shows how far the wait has climbed and who looks into a bad rating', () => {
    const story = aStory();
    story.says(ivan);
    story.at(70).look();
    expect(cardOf('chat', story.state)).toMatchObject({ escalation: 'lead', since: NOON });

    story.says(oleg, 'Почистите фильтр.');
    story.tell(oleg, { type: 'conversation.close' });
    story.tell(ivan, { type: 'conversation.rate', score: 'bad' });
    expect(cardOf('chat', story.state)).toMatchObject({
      escalation: 'none',
      reviewer: 'anna',
      clock: { kind: 'review' },
    });
  });
});
