import { describe, expect, it } from 'vitest';
import { cardOf } from '../../../shared/domain/conversation/card.ts';
import { aStory, ivan, maria, oleg, types } from '../../support/builders.ts';

function closed() {
  const story = aStory();
  story.says(ivan);
  story.at(90).says(oleg, 'Почистите фильтр.');
  story.at(100).tell(oleg, { type: 'conversation.close' });
  return story;
}

describe('opening a closed chat again', () => {
  it('gives it to who opened it, and nobody waits in it', () => {
    const story = closed();
    const events = story.at(105).tell(maria, { type: 'conversation.reopen' });
    expect(types(events)).toEqual(['conversation.reopened', 'conversation.claimed']);
    expect(story.state).toMatchObject({ status: 'open', owner: 'maria', clocks: [] });
    expect(cardOf('chat', story.state)).toMatchObject({ bucket: 'owned', owner: 'maria', clock: null });
  });

  it('changes nothing once it is open: the customer has written first, or a colleague has opened it', () => {
    const story = closed();
    story.at(105).says(ivan, 'Ещё вопрос');
    expect(story.at(106).tell(oleg, { type: 'conversation.reopen' })).toEqual([]);
    expect(story.state.owner).not.toBe('oleg');
  });

  it('is undone by closing: what it was before, it is again', () => {
    const story = closed();
    story.at(105).tell(oleg, { type: 'conversation.reopen' });
    story.at(110).tell(oleg, { type: 'conversation.close' });
    expect(story.state).toMatchObject({ status: 'closed', owner: null, clocks: [] });
  });
});
