import { afterEach, describe, expect, it } from 'vitest';
import { startOutgoing } from '../../../../web/console/desk/outgoing.ts';
import { createStore } from '../../../../web/console/shell/store.ts';
import { FakeClient } from '../../../support/console/fake-client.ts';
import { FakeStorage } from '../../../support/console/fake-storage.ts';
import { peopleOf, tellStories } from '../../../support/console/stories.ts';
import { WORDS } from '../../../support/console/words.ts';
import { until } from '../../../support/until.ts';

const NOW = Date.UTC(2026, 10, 23, 9);
const IVAN = 'conversation-ivan-00003';
const WHO = 'shop.oleg';

/** Locks as a browser keeps them: one holder each, the others wait; a tab that ends lets go of its own. */
class FakeLocks {
  readonly #held = new Set<string>();
  readonly #waiting = new Map<string, (() => void)[]>();
  hold(name: string): void {
    this.#held.add(name);
  }
  end(name: string): void {
    this.#held.delete(name);
    this.#waiting.get(name)?.shift()?.();
  }
  request = async (name: string, ...rest: readonly unknown[]): Promise<undefined> => {
    const run = rest.at(-1) as () => unknown;
    if (this.#held.has(name)) {
      const { promise, resolve } = Promise.withResolvers<void>();
      this.#waiting.set(name, [...(this.#waiting.get(name) ?? []), resolve]);
      await promise;
    }
    this.#held.add(name);
    await run();
    this.end(name);
    return undefined;
  };
}

const stops: (() => void)[] = [];
afterEach(() => {
  for (const stop of stops.splice(0)) stop();
});

function tab(name: string, shared: { local: FakeStorage; locks: FakeLocks; at?: number }) {
  const client = new FakeClient({ me: 'oleg', role: 'operator', people: peopleOf('en'), now: () => NOW });
  tellStories(client, 'en');
  client.isSlow = true;
  const store = createStore(WORDS.en, { singleKeys: true, sound: false });
  const page = new EventTarget();
  let ids = 0;
  shared.locks.hold(`otvet.outbox.${WHO}.${name}`);
  const outgoing = startOutgoing({
    store,
    ticker: { now: () => shared.at ?? NOW, subscribe: () => () => undefined, setOffset: () => undefined },
    local: shared.local,
    client: () => client,
    who: WHO,
    owner: `${WHO}.${name}`,
    newId: () => `${name}-message-${++ids}-aaaaaaaaaa`,
    page,
    locks: shared.locks as unknown as LockManager,
  });
  stops.push(() => outgoing.stop());
  return { client, store, page, outgoing };
}
const message = (text: string) => ({
  conversation: IVAN,
  text,
  draft: { conversation: IVAN, customer: 'customer-ivan' },
});
const usual = { isFirst: false, isFlagged: false };
const world = () => ({ local: new FakeStorage(), locks: new FakeLocks() });

describe('what a tab leaves when it ends', () => {
  it('all held messages are sent when the page goes away', () => {
    const one = tab('one', world());
    one.outgoing.send(message('Hello'), usual);
    one.page.dispatchEvent(new Event('pagehide'));
    expect(one.client.commands).toMatchObject([{ text: 'Hello', id: 'one-message-1-aaaaaaaaaa' }]);
    expect(one.store.heldMessages.value).toEqual([]);
  });

  it('a held message goes on in the next console, for the rest of its time and under its id', async () => {
    const shared = world();
    const one = tab('one', shared);
    one.outgoing.send(message('Hello'), usual);
    const two = tab('two', shared);
    expect(two.store.heldMessages.value).toEqual([]); // the first one lives
    shared.locks.end(`otvet.outbox.${WHO}.one`);
    await until(() => two.store.heldMessages.value.length === 1);
    expect(two.store.heldMessages.value).toEqual(one.store.heldMessages.value);
    expect(shared.local.getItem(`otvet.held.${WHO}.one`)).toBeNull();
    expect(shared.local.getItem(`otvet.held.${WHO}.two`)).toContain('one-message-1-aaaaaaaaaa');
  });

  it('a held message whose time has passed is sent at once by the next console', async () => {
    const shared = world();
    tab('one', shared).outgoing.send(message('Hello'), usual);
    shared.locks.end(`otvet.outbox.${WHO}.one`);
    const two = tab('two', { ...shared, at: NOW + 60_000 });
    await until(() => two.client.commands.length === 1);
    expect(two.client.commands).toMatchObject([{ text: 'Hello', id: 'one-message-1-aaaaaaaaaa' }]);
  });

  it('only one tab takes over an ended tab’s commands, with their id and the `after` they were sent with', async () => {
    const shared = world();
    const command = { type: 'message.post', text: 'Sent, not acknowledged' };
    const pending = [
      { id: 'lost-aaaaaaaaaaaaaaaa', conversation: IVAN, log: 'conversation', command, after: 12, queuedAt: NOW },
    ];
    shared.local.setItem(`otvet.outbox.${WHO}.dead`, JSON.stringify({ v: 1, pending }));
    shared.local.setItem('otvet.outbox.shop.anna.dead', JSON.stringify({ v: 1, pending }));
    const tabs = [tab('one', shared), tab('two', shared)];
    await until(() => shared.local.getItem(`otvet.outbox.${WHO}.dead`) === null);
    const all = tabs.flatMap(({ client }) => client.copy(IVAN).pending);
    expect(all).toMatchObject([{ id: 'lost-aaaaaaaaaaaaaaaa', after: 12 }]);
    expect(shared.local.getItem('otvet.outbox.shop.anna.dead')).not.toBeNull(); // hers
  });
});
