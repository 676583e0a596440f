import { describe, expect, it } from 'vitest';
import { takeLink } from '../../../functions/paging/phone-link.ts';
import { aWorld, PHONES } from '../../support/world.ts';

/** Each command once in every log, however often and however late it is sent. */
const CHAT = 'conversation-0000000001';
const ID = 'sent-twice-000000000001';
type World = Awaited<ReturnType<typeof aWorld>>;

const notesOf = async ({ store, workspace }: World) =>
  (await store.notes.read({ workspace: workspace.id, id: CHAT }, 1, 100)).commits;

/** What is sent while another sending of it has read the notes and has not written yet. */
function between(world: World, send: () => Promise<unknown>): void {
  const { notes } = world.deps;
  const readBack = notes.readBack.bind(notes);
  let isFirst = true;
  Object.assign(notes, {
    readBack: async (...args: Parameters<typeof readBack>) => {
      const found = await readBack(...args);
      if (isFirst) {
        isFirst = false;
        await send();
      }
      return found;
    },
  });
}

async function aChat() {
  const world = await aWorld();
  const oleg = await world.operator('oleg');
  const ivan = await world.customer();
  await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'It does not heat.' });
  return { world, oleg, ivan };
}

describe('an alarm that is sent again under its id', () => {
  it('rings nobody, also after its page was acknowledged', async () => {
    const world = await aWorld();
    const oleg = await world.operator('oleg');
    const alarm = JSON.stringify({ type: 'alarm.raise', id: ID, reason: 'payments fail' });
    expect(await oleg.raw(alarm)).toMatchObject({ type: 'ack' });
    await world.advance(1);
    await takeLink(world.deps, world.codesFor(PHONES['anna'] ?? '')[0] ?? '');
    const before = world.carrier.rung.length;
    for (let minutes = 0; minutes < 3; minutes++) {
      expect(await oleg.raw(alarm)).toMatchObject({ type: 'ack' });
      await world.advance(60);
    }
    expect(await world.page()).toMatchObject({ episode: 1, status: 'acknowledged' });
    expect(world.carrier.rung.slice(before).filter(({ ring }) => ring.kind === 'page')).toEqual([]);
  });

  it('rings nobody though it had joined another alarm, which was acknowledged since', async () => {
    const world = await aWorld();
    const oleg = await world.operator('oleg');
    await oleg.send('alarm.raise', { reason: 'the site is down' });
    const second = JSON.stringify({ type: 'alarm.raise', id: ID, reason: 'payments fail' });
    await oleg.raw(second);
    await world.advance(1);
    await takeLink(world.deps, world.codesFor(PHONES['anna'] ?? '')[0] ?? '');
    await oleg.raw(second);
    expect(await world.page()).toMatchObject({ episode: 1, status: 'acknowledged' });
  });
});

describe('a command that brings a note along, sent twice at once', () => {
  it('writes the note of a call once', async () => {
    const { world, oleg, ivan } = await aChat();
    await ivan.send('callback.request', { conversation: CHAT, after: 1, phone: '+49 30 901820' });
    const { seq } = await world.state(CHAT);
    const done = {
      type: 'callback.done',
      id: ID,
      conversation: CHAT,
      after: seq,
      outcome: 'reached',
      note: 'Descaled.',
    };
    between(world, () => oleg.raw(JSON.stringify(done)));
    expect(await oleg.raw(JSON.stringify(done))).toMatchObject({ type: 'ack' });
    expect(await notesOf(world)).toHaveLength(1);
  });

  it('keeps the original of a message that is taken back once', async () => {
    const { world, oleg } = await aChat();
    const draft = { conversation: CHAT, customer: 'ivan' };
    await oleg.send('message.post', { conversation: CHAT, after: 1, text: 'Meant for Vera.', draft });
    const { seq } = await world.state(CHAT);
    const recall = { type: 'message.recall', id: ID, conversation: CHAT, after: seq, seq, reason: 'wrong_chat' };
    between(world, () => oleg.raw(JSON.stringify(recall)));
    expect(await oleg.raw(JSON.stringify(recall))).toMatchObject({ type: 'ack' });
    expect(await notesOf(world)).toHaveLength(1);
  });
});
