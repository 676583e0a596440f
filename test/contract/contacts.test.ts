import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_RANG, RANG_KEPT } from '../../shared/domain/paging/contact.ts';
import { testTable } from '../support/dynamo.ts';
import { dynamoStore } from '../support/dynamo-store.ts';
import { manualClock } from '../support/fakes.ts';
import { memoryStore, type Store } from '../support/memory-store.ts';
import { aContact } from '../support/world.ts';

const clock = manualClock();
const NOW = clock.now();
let count = 0;
const aWorkspace = (): string => `ws-${++count}`;

const STORES: Readonly<Record<string, () => Promise<{ store: Store; stop: () => Promise<void> }>>> = {
  'in memory': async () => ({ store: memoryStore(), stop: async () => undefined }),
  'in the table': async () => {
    const { stop, ...table } = await testTable();
    return { store: dynamoStore(table, clock), stop };
  },
};

describe.each(Object.entries(STORES))('contacts %s', (name, open) => {
  let store: Store;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ store, stop } = await open());
  });
  afterAll(async () => stop());

  const only = async (workspace: string) => {
    const [contact, ...more] = await store.contacts.all(workspace);
    expect(more).toEqual([]);
    if (!contact) throw new Error('there is no contact');
    return contact;
  };

  it('come back as they were put, all of a workspace or those of one person', async () => {
    const here = aWorkspace();
    const phone = aContact('anna');
    const browser = aContact('anna', {
      id: 'browser',
      kind: 'push',
      address: 'https://push.example/1',
      keys: { p256dh: 'p', auth: 'a' },
      verifiedAt: null,
      pending: { digest: 'd', sentAt: NOW, tries: 1 },
    });
    const url = aContact('ann', { kind: 'https', address: 'https://hooks.example', secret: 'whsec_c2VjcmV0' });
    for (const contact of [phone, browser, url]) expect(await store.contacts.put(here, contact, null)).toBe(true);
    const sorted = (await store.contacts.all(here)).toSorted((a, b) => a.id.localeCompare(b.id));
    expect(sorted).toEqual([browser, url, phone]);
    expect(await store.contacts.of(here, 'ann')).toEqual([url]);
    expect(await store.contacts.of(here, 'nobody')).toEqual([]);
    expect(await store.contacts.all(aWorkspace())).toEqual([]);
  });

  it('are new once, and are changed only as they were read', async () => {
    const here = aWorkspace();
    const contact = aContact('anna', { verifiedAt: null, pending: { digest: 'd', sentAt: NOW, tries: 0 } });
    expect(await store.contacts.put(here, contact, null)).toBe(true);
    expect(await store.contacts.put(here, { ...contact, label: 'Other' }, null)).toBe(false);
    const verified = { ...contact, verifiedAt: NOW, pending: null };
    expect(await store.contacts.put(here, verified, contact)).toBe(true);
    expect(await store.contacts.put(here, { ...contact, label: 'Late' }, contact)).toBe(false);
    expect(await only(here)).toEqual(verified);
  });

  it('are not changed by whoever has not seen their newest ring', async () => {
    const here = aWorkspace();
    const contact = aContact('anna');
    await store.contacts.put(here, contact, null);
    await store.contacts.note(here, contact, { at: NOW, result: 'sent' });
    expect(await store.contacts.put(here, { ...contact, label: 'Late' }, contact)).toBe(false);
    expect(await store.contacts.put(here, { ...(await only(here)), label: 'Mine' }, await only(here))).toBe(true);
    expect(await only(here)).toMatchObject({ label: 'Mine', rang: [NOW] });
  });

  it('that are gone are not changed, noted or brought back', async () => {
    const here = aWorkspace();
    const contact = aContact('anna');
    await store.contacts.put(here, contact, null);
    await store.contacts.remove(here, 'anna', contact.id);
    await store.contacts.note(here, contact, { at: NOW, result: 'sent' });
    await store.contacts.note(here, contact, { at: NOW, result: 'delivered' });
    expect(await store.contacts.put(here, { ...contact, label: 'Back' }, contact)).toBe(false);
    expect(await store.contacts.all(here)).toEqual([]);
  });

  it('remember when they rang, and what became of it', async () => {
    const here = aWorkspace();
    const contact = aContact('anna');
    await store.contacts.put(here, contact, null);
    await store.contacts.note(here, contact, { at: NOW, result: 'sent' });
    await store.contacts.note(here, contact, { at: NOW + 60_000, result: 'sent' });
    expect(await only(here)).toMatchObject({ rang: [NOW, NOW + 60_000], last: { at: NOW + 60_000, result: 'sent' } });
    await store.contacts.note(here, contact, { at: NOW + 120_000, result: 'failed', detail: 'no such number' });
    expect(await only(here)).toMatchObject({
      rang: [NOW, NOW + 60_000],
      last: { at: NOW + 120_000, result: 'failed', detail: 'no such number' },
    });
  });

  it('forget rings that the throttle does not look at any more', async () => {
    const here = aWorkspace();
    const contact = aContact('anna', { rang: [NOW, NOW + 1, NOW + 2] });
    await store.contacts.put(here, contact, null);
    await store.contacts.note(here, contact, { at: NOW + 1 + RANG_KEPT, result: 'sent' });
    expect((await only(here)).rang).toEqual([NOW + 2, NOW + 1 + RANG_KEPT]);
  });

  it('hold no more rings than the throttle keeps, however stormy the night', async () => {
    const here = aWorkspace();
    const contact = aContact('anna', { rang: Array.from({ length: MAX_RANG }, (_, i) => NOW + i) });
    await store.contacts.put(here, contact, null);
    await store.contacts.note(here, contact, { at: NOW + 10_000, result: 'sent' });
    const { rang } = await only(here);
    expect(rang).toHaveLength(MAX_RANG);
    expect([rang[0], rang.at(-1)]).toEqual([NOW + 1, NOW + 10_000]);
  });

  it('can be rung by many at once, and no ring is lost', async () => {
    const here = aWorkspace();
    const contact = aContact('anna');
    await store.contacts.put(here, contact, null);
    const times = Array.from({ length: 20 }, (_, i) => NOW + i);
    await Promise.all(times.map((at) => store.contacts.note(here, contact, { at, result: 'sent' })));
    expect((await only(here)).rang.toSorted((a, b) => a - b)).toEqual(times);
  });

  // What the fake in memory leaves out: rings and reports that cross.
  if (name !== 'in the table') return;
  describe('when reports come late', () => {
    it('tell of the newest ring, by a clock that is a little off, and not of an older one', async () => {
      const here = aWorkspace();
      const contact = aContact('anna');
      await store.contacts.put(here, contact, null);
      await store.contacts.note(here, contact, { at: NOW, result: 'sent' });
      await store.contacts.note(here, contact, { at: NOW - 900, result: 'delivered', detail: 'accepted' });
      expect((await only(here)).last).toEqual({ at: NOW - 900, result: 'delivered', detail: 'accepted' });
      await store.contacts.note(here, contact, { at: NOW + 60_000, result: 'sent' });
      await store.contacts.note(here, contact, { at: NOW + 500, result: 'undelivered' });
      expect((await only(here)).last).toEqual({ at: NOW + 60_000, result: 'sent' });
    });

    it('are not hidden by the ring itself, when they were faster than it was noted', async () => {
      const here = aWorkspace();
      const contact = aContact('anna');
      await store.contacts.put(here, contact, null);
      await store.contacts.note(here, contact, { at: NOW + 300, result: 'delivered' });
      await store.contacts.note(here, contact, { at: NOW, result: 'sent' });
      expect(await only(here)).toMatchObject({ rang: [NOW], last: { at: NOW + 300, result: 'delivered' } });
    });
  });
});

describe.each(Object.entries(STORES))('receipts %s', (_name, open) => {
  let store: Store;
  let stop: () => Promise<void>;
  beforeAll(async () => {
    ({ store, stop } = await open());
  });
  afterAll(async () => stop());

  it('lead to the ring they are of, whatever a carrier’s id looks like', async () => {
    const of = { workspace: 'kofe', ladder: 'oncall', episode: 3, step: 1, person: 'anna', contact: 'phone' };
    await store.receipts.put('0100-aa#b/c=', of);
    expect(await store.receipts.get('0100-aa#b/c=')).toEqual(of);
    expect(await store.receipts.get('another')).toBeNull();
  });
});
