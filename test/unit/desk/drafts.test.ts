import { expect, it } from 'vitest';
import { aWorld } from '../../support/world.ts';

const CHAT = 'conversation-0000000001';
const draft = { conversation: CHAT, customer: 'ivan', text: 'Dear Ivan' };

async function writing() {
  const world = await aWorld();
  const oleg = await world.operator('oleg');
  const ivan = await world.customer();
  await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'Hello' });
  const keep = (fields: Record<string, unknown> = {}) =>
    oleg.send('draft.keep', { conversation: CHAT, kind: 'message', draft, since: 0, ...fields });
  const watch = () => oleg.send('conversation.watch', { conversation: CHAT, since: 0, notes: 0 });
  return { world, oleg, ivan, keep, watch };
}

it('is given back with the chat, each field by itself, and with nothing else', async () => {
  const { oleg, keep, watch } = await writing();
  expect((await watch())?.['drafts']).toEqual([]);
  await keep();
  await keep({ kind: 'note', draft: { ...draft, text: 'calm' } });
  expect((await watch())?.['drafts']).toMatchObject([
    { kind: 'message', draft },
    { kind: 'note', draft: { text: 'calm' } },
  ]);
  const log = { conversation: CHAT, log: 'conversation' };
  expect(await oleg.send('sync', { ...log, since: 0 })).not.toHaveProperty('drafts');
  expect(await oleg.send('history', { ...log, before: null, limit: 10 })).not.toHaveProperty('drafts');
});

it('is later than the version it goes back to, however late that machine’s clock was', async () => {
  const { world, keep } = await writing();
  const now = world.clock.now();
  expect(await keep()).toMatchObject({ at: now });
  world.clock.set(now - 60_000);
  expect(await keep({ since: now })).toMatchObject({ at: now + 1 });
});

it('cannot be kept where one may not look: said so, and nothing is', async () => {
  const { world, keep } = await writing();
  expect(await keep({ conversation: 'conversation-0000000009' })).toMatchObject({ code: 'not_found', retry: 'never' });
  const scoped = await world.operator('anna', { scope: CHAT });
  const elsewhere = { conversation: 'conversation-0000000009', kind: 'message', draft: null, since: 0 };
  expect(await scoped.send('draft.keep', elsewhere)).toMatchObject({ code: 'not_allowed' });
  expect(await scoped.send('draft.keep', { ...elsewhere, conversation: CHAT })).toMatchObject({ type: 'kept' });
});
