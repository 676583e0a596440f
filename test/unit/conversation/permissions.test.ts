import { describe, expect, it } from 'vitest';
import type { Actor } from '../../../shared/domain/kernel/types.ts';
import { decideNote } from '../../../shared/domain/notes/notes.ts';
import { anna, aStory, ivan, maria, oleg, types } from '../../support/builders.ts';

const stranger: Actor = { kind: 'customer', id: 'stranger' };
const byLink: Actor = { ...anna, scope: 'chat' };
const elsewhere: Actor = { ...anna, scope: 'another' };

describe('who may do what', () => {
  it('hides a conversation from every customer but its own', () => {
    const story = aStory();
    story.says(ivan);

    expect(story.ask(stranger, { type: 'message.post', text: 'Чужое' })).toEqual({ ok: false, reason: 'not_found' });
    expect(story.ask(stranger, { type: 'human.request' })).toEqual({ ok: false, reason: 'not_found' });
  });

  it('gives operators nothing to do in a conversation that does not exist', () => {
    expect(aStory().ask(oleg, { type: 'conversation.claim' })).toEqual({ ok: false, reason: 'not_found' });
  });

  it('refuses commands of the other side', () => {
    const story = aStory();
    story.says(ivan);

    expect(story.ask(ivan, { type: 'conversation.claim' })).toEqual({ ok: false, reason: 'not_allowed' });
    expect(story.ask(oleg, { type: 'human.request' })).toEqual({ ok: false, reason: 'not_allowed' });
    expect(story.ask({ kind: 'system', id: 'system' }, { type: 'conversation.close' })).toMatchObject({ ok: false });
  });

  it('keeps a lead who came by a link to that conversation, and lets her do there what she came for', () => {
    const story = aStory();
    story.says(ivan);

    expect(story.ask(elsewhere, { type: 'conversation.claim' })).toEqual({ ok: false, reason: 'not_allowed' });
    expect(story.ask(byLink, { type: 'conversation.claim' })).toMatchObject({ ok: true });
    expect(story.ask(byLink, { type: 'message.post', text: 'Я здесь' })).toMatchObject({ ok: true });
  });

  it('lets only operators write notes, by a link in that conversation only', () => {
    const note = { type: 'note.post', text: 'Звонил вчера' } as const;

    expect(decideNote(note, { actor: ivan, conversation: 'chat' })).toMatchObject({ reason: 'not_allowed' });
    expect(decideNote(note, { actor: elsewhere, conversation: 'chat' })).toMatchObject({ reason: 'not_allowed' });
    expect(decideNote(note, { actor: byLink, conversation: 'chat' })).toMatchObject({ ok: true });
  });
});

describe('an operator writes', () => {
  it('cannot send a draft that was begun for another conversation or another customer', () => {
    const story = aStory();
    story.says(ivan);
    const draft = (conversation: string, customer: string) =>
      story.ask(oleg, { type: 'message.post', text: 'Ваш чек', draft: { conversation, customer } });

    expect(draft('another', 'ivan')).toMatchObject({ reason: 'draft_belongs_elsewhere' });
    expect(draft('chat', 'stranger')).toMatchObject({ reason: 'draft_belongs_elsewhere' });
    expect(draft('chat', 'ivan')).toMatchObject({ ok: true });
  });

  it('reopens a closed conversation and has it, with no clock running', () => {
    const story = aStory();
    story.says(ivan);
    story.says(oleg, 'Почистите фильтр.');
    story.tell(oleg, { type: 'conversation.close' });

    const events = story.says(maria, 'Иван, мы нашли причину.');

    expect(types(events)).toEqual(['conversation.reopened', 'conversation.claimed', 'message.posted']);
    expect(story.state).toMatchObject({ status: 'open', owner: 'maria', clocks: [], rated: null });
  });

  it('does not stop a review by writing to the customer', () => {
    const story = aStory();
    story.says(ivan);
    story.says(oleg, 'Почистите фильтр.');
    story.tell(oleg, { type: 'conversation.close' });
    story.tell(ivan, { type: 'conversation.rate', score: 'bad' });

    story.says(anna, 'Иван, простите нас.');

    expect(story.review).toBeDefined();
    expect(story.state.review).toMatchObject({ owner: 'anna' });
  });
});

describe('a customer closes', () => {
  it('ends its wait and its promise, but no review', () => {
    const story = aStory();
    story.says(ivan);

    const events = story.tell(ivan, { type: 'conversation.close' });

    expect(types(events)).toEqual(['clock.stopped', 'conversation.closed']);
    expect(story.state).toMatchObject({ status: 'closed', clocks: [] });
    expect(story.ask(ivan, { type: 'conversation.close' })).toMatchObject({ reason: 'already_closed' });
  });
});
