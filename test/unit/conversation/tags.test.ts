import { describe, expect, it } from 'vitest';
import { projectionOf } from '../../../functions/projection/project.ts';
import { cardOf } from '../../../shared/domain/conversation/card.ts';
import { labelOf, tagOf } from '../../../shared/domain/conversation/tags.ts';
import { DEFAULT_POLICY } from '../../../shared/domain/kernel/policy.ts';
import { aStory, ivan, oleg, types } from '../../support/builders.ts';

const tag = (label: string) => ({ type: 'conversation.tag', label }) as const;
const untag = (label: string) => ({ type: 'conversation.untag', label }) as const;

describe('tags of a chat', () => {
  it('a label keeps its words, and its id ignores capitals, ё and spaces', () => {
    expect(labelOf('  Срочный   возврат ')).toBe('Срочный возврат');
    expect(tagOf('Срочный возврат ещё')).toBe(tagOf(' срочный  ВОЗВРАТ еще'));
    expect(tagOf('возврат')).not.toBe(tagOf('возвраты'));
    expect(tagOf('возврат')).toMatch(/^[0-9a-z]{14}$/);
  });

  it('a tag that is put on twice, or taken off when it is not there, changes nothing', () => {
    const story = aStory();
    story.tell(ivan, { type: 'message.post', text: 'Здравствуйте' });
    expect(story.tell(oleg, untag('возврат'))).toEqual([]);
    expect(types(story.tell(oleg, tag('Возврат')))).toEqual(['conversation.tagged']);
    expect(story.tell(oleg, tag('возврат'))).toEqual([]);
    expect(story.state.tags).toEqual([tagOf('возврат')]);
    expect(types(story.tell(oleg, untag('ВОЗВРАТ')))).toEqual(['conversation.untagged']);
    expect(story.state.tags).toEqual([]);
  });

  it('the eleventh tag of a chat is refused', () => {
    const story = aStory();
    story.tell(ivan, { type: 'message.post', text: 'Здравствуйте' });
    for (let n = 1; n <= 10; n += 1) story.tell(oleg, tag(`метка ${n}`));
    expect(story.ask(oleg, tag('ещё одна'))).toMatchObject({ ok: false, reason: 'too_many' });
  });

  it('a tag shows in the row, which keeps its place', () => {
    const story = aStory();
    story.tell(ivan, { type: 'message.post', text: 'Здравствуйте' });
    story.at(30).tell(oleg, { type: 'message.post', text: 'Добрый день' });
    const before = cardOf('chat', story.state);
    story.at(60).tell(oleg, tag('Возврат'));
    const after = cardOf('chat', story.state);
    expect(after.tags).toEqual([tagOf('Возврат')]);
    expect(after.seq).toBeGreaterThan(before.seq);
    expect(after.since).toBe(before.since);
  });

  it('a tag is counted by day and tag, and its words are in the workspace’s list', () => {
    const story = aStory();
    story.tell(ivan, { type: 'message.post', text: 'Здравствуйте' });
    story.tell(oleg, tag(' Возврат '));
    const commit = story.commits.at(-1);
    if (!commit) throw new Error('no commit');
    const { tagged, counts } = projectionOf({ workspace: 'kofevarnya', id: 'chat' }, commit, DEFAULT_POLICY);
    expect(tagged).toEqual({ tag: tagOf('Возврат'), label: 'Возврат' });
    expect(counts).toEqual([
      { metric: 'tag', person: null, day: '2026-11-23', hour: 12, add: { [tagOf('Возврат')]: 1 } },
    ]);
  });
});
