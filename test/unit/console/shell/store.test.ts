import { afterEach, describe, expect, it } from 'vitest';
import { alarmActions } from '../../../../web/console/alarm/model.ts';
import { placeActions } from '../../../../web/console/core/place.ts';
import { chatActions } from '../../../../web/console/desk/chat-actions.ts';
import { chatCommands } from '../../../../web/console/desk/chat-commands.ts';
import { noteHint, takeHints } from '../../../../web/console/desk/hints.ts';
import { allowed } from '../../../../web/console/desk/logic/allowed.ts';
import { Drafts } from '../../../../web/console/desk/logic/drafts.ts';
import { messageActions } from '../../../../web/console/desk/message-actions.ts';
import { type Outgoings, startOutgoing } from '../../../../web/console/desk/outgoing.ts';
import type { Group } from '../../../../web/console/inbox/logic/inbox.ts';
import { inboxActions } from '../../../../web/console/inbox/model.ts';
import { createStore, type Store } from '../../../../web/console/shell/store.ts';
import { FakeClient } from '../../../support/console/fake-client.ts';
import { FakeStorage } from '../../../support/console/fake-storage.ts';
import { peopleOf, tellStories } from '../../../support/console/stories.ts';
import { WORDS } from '../../../support/console/words.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const IVAN = 'conversation-ivan-00003';
const OLGA = 'conversation-olga-0001';
const TIMUR = 'conversation-timur-0005';

const started: Outgoings[] = [];
afterEach(() => {
  for (const outgoing of started.splice(0)) outgoing.stop();
});

function desk(me: 'oleg' | 'pyotr' = 'oleg') {
  const people = peopleOf('en');
  const role = people.find(({ id }) => id === me)?.role ?? 'operator';
  const client = new FakeClient({ me, role, people, now: () => NOW });
  tellStories(client, 'en');
  const store = createStore(WORDS.en, { singleKeys: true, sound: false });
  store.client.value = client.state;
  client.subscribe((state) => {
    store.client.value = state;
  });
  const local = new FakeStorage();
  const drafts = new Drafts(local, 'shop.oleg', 'message');
  let at = NOW;
  const outgoing = startOutgoing({
    store,
    ticker: { now: () => at, subscribe: () => () => undefined, setOffset: () => undefined },
    local,
    client: () => client,
    who: 'shop.oleg',
    owner: 'shop.oleg.tab',
    newId: () => `message-${client.commands.length}-aaaaaaaaaaaa`,
    page: new EventTarget(),
  });
  started.push(outgoing);
  const command = chatCommands(
    store,
    () => client,
    (run) => run(outgoing),
  );
  const commands = {
    ...placeActions(store),
    ...inboxActions(store),
    ...alarmActions(() => client),
    ...chatActions(store, () => client, command),
    ...messageActions(store, {
      command,
      outgoing: (run) => run(outgoing),
      drafts: () => drafts,
      keeping: { take: () => undefined, putAway: () => undefined },
    }),
  };
  const later = (ms: number): void => {
    at += ms;
  };
  return { client, store, drafts, local, later, commands };
}
const idsOf = (store: Store, group: Group): readonly string[] =>
  store.held.value.sections.find((section) => section.group === group)?.ids ?? [];

describe('the desk', () => {
  it('the chats of a morning stand in their groups', () => {
    const { store } = desk();
    expect(idsOf(store, 'person')).toEqual([OLGA, 'conversation-guest-0002']);
    expect(idsOf(store, 'mine')).toEqual([IVAN]);
    expect(idsOf(store, 'customer')).toEqual(['conversation-nina-00004']);
    expect(idsOf(store, 'colleagues')).toEqual([TIMUR]);
    expect(idsOf(store, 'review')).toEqual([]);
    expect(idsOf(desk('pyotr').store, 'review')).toEqual(['conversation-sergei-006']);
  });

  it('rows stay in place under the pointer, and move when it leaves', () => {
    const { store, commands } = desk();
    store.pointerInList.value = true;
    commands.claim(OLGA);
    expect(idsOf(store, 'person')).toContain(OLGA);
    store.pointerInList.value = false;
    expect(idsOf(store, 'person')).not.toContain(OLGA);
    expect(idsOf(store, 'mine')).toContain(OLGA);
  });

  it('a claim puts the caret into the field, but not on a phone', () => {
    const { store, commands } = desk();
    commands.claim(OLGA);
    expect(store.focus.value).toBe('message');
    store.focus.value = null;
    store.layout.value = 'phone';
    commands.claim('conversation-guest-0002');
    expect(store.focus.value).toBeNull();
  });

  const first = { isFirst: true, isFlagged: false };
  const usual = { isFirst: false, isFlagged: false };
  const toIvan = (text: string) => ({
    conversation: IVAN,
    text,
    draft: { conversation: IVAN, customer: 'customer-ivan' },
  });

  it('a draft goes to the customer it was begun for; elsewhere it is refused until it is confirmed', () => {
    const { client, commands } = desk();
    const draft = { conversation: OLGA, customer: 'customer-olga' };
    commands.send({ conversation: IVAN, text: 'Dear Olga', draft }, first);
    expect(client.state.refusals).toMatchObject([{ conversation: IVAN, code: 'draft_belongs_elsewhere' }]);
    const refused = client.state.refusals[0];
    if (refused) commands.sendAfterAll(IVAN, refused.command);
    expect(client.copy(IVAN).log.entries.at(-1)?.events).toContainEqual(
      expect.objectContaining({ type: 'message.posted', text: 'Dear Olga', moved: true }),
    );
  });

  it('a held message that is undone returns to its field, and nothing was sent', () => {
    const { client, commands, store, drafts, local } = desk();
    drafts.write({ conversation: IVAN, customer: 'customer-ivan' }, 'and more');
    commands.send(toIvan('Hello Ivan'), usual);
    expect(store.heldMessages.value).toMatchObject([{ text: 'Hello Ivan', until: NOW + 3_000 }]);
    expect(client.hints).toContainEqual({ type: 'typing', conversation: IVAN });
    expect(local.getItem('otvet.held.shop.oleg.tab')).toContain('Hello Ivan');
    expect(commands.undo()).toBe(true);
    expect(drafts.read(IVAN)?.text).toBe('Hello Ivan\nand more');
    expect(store.selected.value).toBe(IVAN);
    expect(client.commands).toEqual([]);
    expect(local.getItem('otvet.held.shop.oleg.tab')).toBeNull();
  });

  it('hints of a message that was undone go with the one that is sent in its place', () => {
    const { commands, store } = desk();
    commands.send(
      { ...toIvan('Olga, hello'), hints: { shown: ['otherCustomer'], overridden: ['otherCustomer'] } },
      usual,
    );
    expect(takeHints(store, IVAN)).toBeUndefined();
    commands.undo();
    noteHint(store, IVAN, 'sameAgain');
    noteHint(store, IVAN, 'sameAgain', 'overridden');
    noteHint(store, OLGA, 'tooLong');
    expect(takeHints(store, IVAN)).toEqual({ shown: ['otherCustomer', 'sameAgain'], overridden: ['sameAgain'] });
    expect(takeHints(store, IVAN)).toBeUndefined();
    expect(takeHints(store, OLGA)).toEqual({ shown: ['tooLong'], overridden: [] });
  });

  it('a held message goes before the next one in its chat, under the id it was stored with', () => {
    const { client, commands, store } = desk();
    commands.send(toIvan('one'), usual);
    const [held] = store.heldMessages.value;
    commands.send(toIvan('two'), usual);
    expect(client.commands).toMatchObject([{ text: 'one', id: held?.id }]);
    expect(store.heldMessages.value).toMatchObject([{ text: 'two' }]);
  });

  it('a held message goes before any other command of its chat', () => {
    const { client, commands } = desk();
    commands.send(toIvan('Bye'), usual);
    commands.release(IVAN);
    expect(client.commands.map(({ type }) => type)).toEqual(['message.post', 'conversation.release']);
  });

  it('undo brings back a chat that was just snoozed', () => {
    const { client, commands } = desk();
    const NINA = 'conversation-nina-00004';
    commands.snooze(NINA, null);
    expect(client.copy(NINA).log.view?.clocks).toMatchObject([{ kind: 'snooze', open: true }]);
    expect(commands.undo()).toBe(true);
    expect(client.copy(NINA).log.view?.clocks).toEqual([]);
    expect(commands.undo()).toBe(false);
  });

  it('taking over keeps the reason as a note for the team', () => {
    const { client, commands, store } = desk();
    commands.takeOver(TIMUR, 'Pyotr is in a call');
    expect(store.cards.value.get(TIMUR)?.owner).toBe('oleg');
    expect(client.copy(TIMUR).notes.entries.at(-1)?.events[0]).toMatchObject({
      text: 'Taken over: Pyotr is in a call',
    });
  });

  it('an alarm is about a chat or about none', async () => {
    const { client, commands } = desk();
    expect(await commands.alarm('Broken', null)).toBeNull();
    expect(await commands.alarm('Broken', IVAN)).toBeNull();
    expect(client.requests).toEqual([
      { type: 'alarm.raise', reason: 'Broken' },
      { type: 'alarm.raise', reason: 'Broken', conversation: IVAN },
    ]);
  });

  it('"next" goes to the chat that waits most urgently, or stays', () => {
    const { client, store, commands } = desk();
    store.selected.value = 'conversation-nina-00004';
    commands.nextWaiting();
    expect(store.selected.value).toBe(OLGA);
    client.set({ inbox: { ...client.state.inbox, cards: new Map() } });
    commands.nextWaiting();
    expect(store.selected.value).toBe(OLGA);
  });

  it('stepping begins with the chat that waits most urgently, and goes through the list from there', () => {
    const { store, commands } = desk();
    commands.step(1);
    expect(store.selected.value).toBe(OLGA);
    commands.step(-1);
    expect(store.selected.value).toBe(IVAN);
    commands.step(1);
    commands.step(1);
    expect(store.selected.value).toBe('conversation-guest-0002');
  });
});

describe('what the rules allow', () => {
  const may = (conversation: string, me: 'oleg' | 'pyotr' = 'oleg') => {
    const { client, store } = desk(me);
    const view = client.copy(conversation).log.view;
    const viewer = store.viewer.value;
    if (!view || !viewer) throw new Error('no such story');
    return allowed(view as Parameters<typeof allowed>[0], {
      ...viewer,
      conversation,
      now: NOW,
      morning: client.state.morning,
    });
  };

  it('a free chat can be claimed, not released', () => {
    expect(may(OLGA).claim.ok).toBe(true);
    expect(may(OLGA).release.ok).toBe(false);
  });

  it('an unanswered chat cannot be closed, and says why', () => {
    expect(may(IVAN).close).toMatchObject({ ok: false, reason: 'still_waiting' });
    expect(may('conversation-nina-00004').close.ok).toBe(true);
  });

  it('a colleague’s chat can be taken over with a reason only, and not written in', () => {
    expect(may(TIMUR)).toMatchObject({
      claim: { reason: 'already_claimed' },
      takeOver: { ok: true },
      write: { reason: 'not_owner' },
    });
  });

  it('a review is closed by a lead, never by who was rated', () => {
    expect(may('conversation-sergei-006', 'pyotr').closeReview.ok).toBe(true);
    expect(may('conversation-sergei-006').closeReview).toMatchObject({ ok: false, reason: 'not_allowed' });
  });
});
