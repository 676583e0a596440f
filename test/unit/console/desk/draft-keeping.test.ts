import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { OperatorState } from '../../../../shared/client/types.ts';
import type { ServerPush, WireDraft } from '../../../../shared/protocol/pushes.ts';
import type { DraftKind } from '../../../../shared/protocol/values.ts';
import { show } from '../../../../web/console/core/place.ts';
import { startDrafts } from '../../../../web/console/desk/draft-keeping.ts';
import { Drafts, forgetOld } from '../../../../web/console/desk/logic/drafts.ts';
import { createStore } from '../../../../web/console/shell/store.ts';
import { FakeClient } from '../../../support/console/fake-client.ts';
import { FakeStorage } from '../../../support/console/fake-storage.ts';
import { peopleOf, tellStories } from '../../../support/console/stories.ts';
import { WORDS } from '../../../support/console/words.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const [NINA, IVAN] = ['conversation-nina-00004', 'conversation-ivan-00003'];
const place = { conversation: NINA, customer: 'customer-nina' };
const draft = (text: string) => ({ ...place, text });

const stops: (() => void)[] = [];
beforeEach(() => {
  vi.useFakeTimers({ now: NOW });
});
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
  vi.useRealTimers();
});

/** Oleg's desk with Nina's chat open. */
function desk() {
  const client = new FakeClient({ me: 'oleg', role: 'operator', people: peopleOf('en'), now: () => Date.now() });
  tellStories(client, 'en');
  const store = createStore(WORDS.en, { singleKeys: true, sound: false });
  const local = new FakeStorage();
  const kinds = new Map<DraftKind, Drafts>();
  const drafts = (kind: DraftKind): Drafts => {
    const kept =
      kinds.get(kind) ?? new Drafts(local, 'shop.oleg', kind, (conversation) => keeping.changed(conversation, kind));
    kinds.set(kind, kept);
    return kept;
  };
  const page = new EventTarget();
  const screen = Object.assign(new EventTarget(), { visibilityState: 'visible' as DocumentVisibilityState });
  const shows = (state: OperatorState): void => {
    store.client.value = state;
  };
  shows(client.state);
  client.subscribe(shows);
  store.selected.value = NINA;
  const keeping = startDrafts({ store, drafts, client: () => client, page, screen, now: () => Date.now() });
  stops.push(() => keeping.stop());
  const asked = (type: string) => client.requests.filter((frame) => frame.type === type);
  return {
    client,
    store,
    local,
    drafts,
    keeping,
    page,
    screen,
    asked,
    write: (text: string) => drafts('message').write(place, text),
    read: () => drafts('message').read(NINA)?.text ?? '',
    kept: () => asked('draft.keep').map((frame) => (frame['draft'] as { text: string } | null)?.text ?? ''),
    answer: (answer: Partial<Extract<ServerPush, { type: 'kept' | 'error' }>>) =>
      client.answers.set(
        'draft.keep',
        () => ({ type: 'kept', id: 'request-0000000000000', at: Date.now(), ...answer }) as ServerPush,
      ),
    hears: (...versions: readonly (Omit<WireDraft, 'kind'> & { kind?: DraftKind })[]) =>
      client.patch(NINA, { drafts: versions.map((one) => ({ kind: 'message', ...one })) }),
    hide: (state: DocumentVisibilityState) => {
      screen.visibilityState = state;
      screen.dispatchEvent(new Event('visibilitychange'));
    },
    settled: () => vi.advanceTimersByTimeAsync(0),
  };
}

describe('what is written is kept', () => {
  it('a draft is sent once, after ten seconds without a key', async () => {
    const { write, kept } = desk();
    write('Dear');
    await vi.advanceTimersByTimeAsync(9_000);
    write('Dear Nina');
    await vi.advanceTimersByTimeAsync(9_000);
    expect(kept()).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kept()).toEqual(['Dear Nina']);
  });

  it('a draft is sent when the chat is left, when the page is hidden, and when it goes away', async () => {
    const { write, kept, store, hide, page, settled } = desk();
    write('Dear');
    show(store, IVAN);
    await settled();
    show(store, NINA);
    write('Dear Nina');
    hide('hidden');
    await settled();
    hide('visible');
    write('Dear Nina, yes');
    page.dispatchEvent(new Event('pagehide'));
    expect(kept()).toEqual(['Dear', 'Dear Nina', 'Dear Nina, yes']);
  });

  it('a draft that goes out as a message at once is never kept', async () => {
    const { write, kept, store } = desk();
    write('Yes.');
    write('');
    show(store, IVAN);
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kept()).toEqual([]);
  });

  it('an emptied field empties the kept draft too, if there was one', async () => {
    const { write, kept, asked } = desk();
    write('Dear');
    await vi.advanceTimersByTimeAsync(10_000);
    write('');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(kept()).toEqual(['Dear', '']);
    expect(asked('draft.keep')[1]).toMatchObject({ draft: null, since: NOW + 10_000 });
  });

  it('one version of a draft is sent at a time, and the next one goes back to it', async () => {
    const { write, asked, client } = desk();
    const answers: ((at: number) => void)[] = [];
    const { promise, resolve } = Promise.withResolvers<number>();
    answers.push(resolve);
    const real = client.request.bind(client);
    client.request = async (frame) => {
      const answer = await real(frame);
      return answer.type === 'kept' && answers.length === 1 ? { ...answer, at: await promise } : answer;
    };
    write('Dear');
    await vi.advanceTimersByTimeAsync(10_000);
    write('Dear Nina');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(asked('draft.keep')).toHaveLength(1);
    answers.pop()?.(NOW + 10_001);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked('draft.keep').slice(1)).toMatchObject([{ draft: draft('Dear Nina'), since: NOW + 10_001 }]);
  });

  it('the drafts of a note, a message and a wording are kept apart', async () => {
    const { drafts, asked } = desk();
    drafts('note').write(place, 'calm');
    drafts('restate').write(place, 'an invoice');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked('draft.keep')).toMatchObject([
      { kind: 'note', draft: draft('calm') },
      { kind: 'restate', draft: draft('an invoice') },
    ]);
  });
});

describe('what another device has', () => {
  it('a draft of another device stands in the field when the chat is opened, and is not sent again', async () => {
    const { hears, read, store, kept } = desk();
    const restored = store.restored.value;
    hears({ at: NOW - 1_000, draft: draft('from the phone') });
    expect(read()).toBe('from the phone');
    expect(store.restored.value).toBe(restored + 1);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(kept()).toEqual([]);
  });

  it('a draft of another device is offered beside what is written here; taking it swaps the two, also after a reload', async () => {
    const { hears, read, write, keeping, kept, drafts, local } = desk();
    write('from the desk');
    hears({ at: NOW - 1_000, draft: draft('from the phone') });
    expect(read()).toBe('from the desk');
    await vi.advanceTimersByTimeAsync(20_000);
    expect(kept()).toEqual([]);
    keeping.take(NINA, 'message');
    expect(read()).toBe('from the phone');
    expect(new Drafts(local, 'shop.oleg', 'message').side(NINA).aside).toEqual([draft('from the desk')]);
    keeping.take(NINA, 'message');
    expect(drafts('message').side(NINA).aside).toEqual([draft('from the phone')]);
    await vi.advanceTimersByTimeAsync(20_000);
    expect(kept()).toEqual(['from the desk']);
  });

  it('a draft that another device kept first is offered', async () => {
    const { write, answer, drafts, read } = desk();
    answer({ at: NOW - 5, other: { at: NOW - 5, draft: draft('from the phone') } });
    write('from the desk');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(read()).toBe('from the desk');
    expect(drafts('message').side(NINA).theirs).toMatchObject({ draft: draft('from the phone') });
  });

  it('after two minutes away the open chat’s drafts are asked for again, those of others when they are opened', async () => {
    const { hears, asked, page, store, client, settled } = desk();
    hears();
    client.patch(IVAN, { drafts: [] });
    page.dispatchEvent(new Event('keydown'));
    await vi.advanceTimersByTimeAsync(119_000);
    page.dispatchEvent(new Event('pointerdown'));
    await vi.advanceTimersByTimeAsync(119_000);
    expect(asked('conversation.watch')).toEqual([]);
    await vi.advanceTimersByTimeAsync(1_000);
    page.dispatchEvent(new Event('focus'));
    page.dispatchEvent(new Event('keydown'));
    const { log, notes } = client.copy(NINA);
    expect(asked('conversation.watch')).toMatchObject([{ conversation: NINA, since: log.seq, notes: notes.seq }]);
    await settled();
    for (const chat of [IVAN, NINA, IVAN]) show(store, chat);
    expect(asked('conversation.watch').map(({ conversation }) => conversation)).toEqual([NINA, IVAN]);
  });

  it('opening a chat asks for its drafts if nothing was heard of them for half a minute', async () => {
    const { hears, asked, page, store, client } = desk();
    hears();
    client.patch(IVAN, { drafts: [] });
    show(store, IVAN);
    expect(asked('conversation.watch')).toEqual([]);
    for (let seconds = 0; seconds < 40; seconds += 10) {
      await vi.advanceTimersByTimeAsync(10_000);
      page.dispatchEvent(new Event('keydown'));
    }
    expect(asked('conversation.watch')).toEqual([]);
    show(store, NINA);
    show(store, IVAN);
    show(store, NINA);
    expect(asked('conversation.watch').map(({ conversation }) => conversation)).toEqual([NINA, IVAN]);
  });

  it('a draft that another device has sent goes from this field, and the server is told', async () => {
    const { hears, read, write, client, kept } = desk();
    write('Here it is');
    await vi.advanceTimersByTimeAsync(10_000);
    await vi.advanceTimersByTimeAsync(5_000);
    const oleg = { kind: 'operator', id: 'oleg', role: 'operator', name: 'Oleg' } as const;
    client.tell(NINA, 'Nina', false, [[0, oleg, { type: 'message.post', text: 'Here it is' }]]);
    hears({ at: NOW + 10_000, draft: draft('Here it is') });
    expect(read()).toBe('');
    await vi.advanceTimersByTimeAsync(10_000);
    expect(kept()).toEqual(['Here it is', '']);
  });
});

describe('a chat that one may not see', () => {
  it('the refusal of a draft is shown at its field, and the text stays', async () => {
    const { write, answer, store, read, kept } = desk();
    answer({ type: 'error', code: 'not_found', retry: 'never', message: '' });
    write('Dear');
    await vi.advanceTimersByTimeAsync(10_000);
    expect([...store.outOfSight.value]).toEqual([NINA]);
    expect(read()).toBe('Dear');
    await vi.advanceTimersByTimeAsync(60_000);
    expect(kept()).toHaveLength(1);
  });

  it('a chat that cannot be opened says so until it can be seen again', () => {
    const { client, store, hears } = desk();
    const refusal = { id: 'watch-1', conversation: NINA, code: 'not_found', command: { type: 'conversation.watch' } };
    client.set({ refusals: [refusal] });
    expect([...store.outOfSight.value]).toEqual([NINA]);
    expect(client.state.refusals).toEqual([]);
    hears();
    expect([...store.outOfSight.value]).toEqual([]);
  });

  it('a draft that cannot be sent stays on this machine, and writing goes on', async () => {
    const { write, client, read, keeping } = desk();
    client.request = () => {
      throw new Error('longer than a message may be');
    };
    write('x'.repeat(6_000));
    keeping.flush();
    await vi.advanceTimersByTimeAsync(10_000);
    expect(read()).toHaveLength(6_000);
  });
});

it('what is known of a field elsewhere is forgotten after a month, its text never', () => {
  const local = new FakeStorage();
  const drafts = new Drafts(local, 'shop.oleg', 'message');
  drafts.write(place, 'Dear');
  const known = (at: number) => ({ at, text: 'Dear' });
  drafts.change(NINA, (side) => ({ ...side, known: known(NOW - 31 * 24 * 3_600_000) }));
  drafts.change(IVAN, (side) => ({ ...side, known: known(NOW) }));
  local.setItem('otvet.draft-side.note.shop.oleg.x', '{');
  forgetOld(local, NOW);
  expect(drafts.side(NINA)).toMatchObject({ local: draft('Dear'), known: { at: 0 } });
  expect(drafts.side(IVAN).known.at).toBe(NOW);
  expect(local.getItem('otvet.draft-side.note.shop.oleg.x')).toBeNull();
});
