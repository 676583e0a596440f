import { expect, it } from 'vitest';
import { connect, disconnect } from '../../../functions/entry/connect.ts';
import { project } from '../../../functions/projection/project.ts';
import { aWorld } from '../../support/world.ts';

const CHAT = 'conversation-0000000001';
const OTHER = 'conversation-0000000002';
type World = Awaited<ReturnType<typeof aWorld>>;

/** Brings the projections up to what stands in the logs of these conversations. */
async function projected(world: World, ...conversations: readonly string[]): Promise<void> {
  const { projections } = world.store;
  for (const id of conversations) {
    const key = { workspace: world.workspace.id, id };
    for (const commit of (await world.conversations.read(key, 1, 200)).commits)
      await project({ projections, directory: world.directory }, { log: 'conversation', key, commit });
    for (const commit of (await world.notes.read(key, 1, 200)).commits)
      await project({ projections, directory: world.directory }, { log: 'notes', key, commit });
  }
}

it('keeps who began a chat, from where, and what the company signed; shows it to operators, and no more once removed', async () => {
  const world = await aWorld();
  const oleg = await world.operator('oleg');
  const ivan = await world.customer('ivan', 'Ivan', world.workspace.id, {
    attributes: { plan: 'Pro' },
    site: 'shop.example',
    path: '/returns',
    zone: 'Europe/Samara',
  });
  await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'Hello' });
  await projected(world, CHAT);
  const card = await oleg.send('customer.card', { customer: 'ivan' });
  const where = { site: 'shop.example', path: '/returns', zone: 'Europe/Samara' };
  expect(card).toMatchObject({ attributes: { plan: 'Pro' }, ...where, locale: 'en' });
  expect(JSON.stringify(world.customerPoster.posts)).not.toMatch(/shop\.example|returns|Samara/);
  const facts = ['attributes', 'site', 'path', 'zone'] as const;
  await world.conversations.removeBody({ workspace: world.workspace.id, id: CHAT }, 1, facts);
  const after = await oleg.send('customer.card', { customer: 'ivan' });
  for (const fact of facts) expect(after).not.toHaveProperty(fact);
});

it('says to colleagues who watch a chat that somebody looks at it, and to nobody else', async () => {
  const world = await aWorld();
  const [oleg, anna, pyotr] = [
    await world.operator('oleg'),
    await world.operator('anna'),
    await world.operator('pyotr'),
  ];
  const ivan = await world.customer();
  await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'Hello' });
  for (const one of [oleg, anna]) await one.send('conversation.watch', { conversation: CHAT, since: 0, notes: 0 });
  expect(await oleg.hint('viewing', { conversation: CHAT })).toBeNull();
  expect(anna.frames('viewing')).toEqual([{ type: 'viewing', conversation: CHAT, person: 'oleg' }]);
  expect(oleg.frames('viewing')).toEqual([]);
  expect(pyotr.frames('viewing')).toEqual([]);
  expect(ivan.frames('viewing')).toEqual([]);
});

it('says with the heartbeat when the customer of the open chat left, and that they are back', async () => {
  const world = await aWorld();
  const { connections, subscriptions, whereabouts } = world.store;
  const deps = { connections: connections.customer, subscriptions: subscriptions.customer, whereabouts };
  const oleg = await world.operator('oleg');
  const ivan = await world.customer();
  await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'Hello' });
  const ping = (open?: string) => oleg.send('ping', { seqs: { [CHAT]: 1 }, ...(open && { open }) });
  expect(await ping()).not.toHaveProperty('left');
  expect(await ping(CHAT)).toMatchObject({ left: { conversation: CHAT, at: null } });
  const left = world.clock.now();
  await disconnect(deps, { connection: ivan.connection, workspace: world.workspace.id, subject: 'ivan' });
  await world.advance(90);
  expect(await ping(CHAT)).toMatchObject({ left: { conversation: CHAT, at: left } });
  await connect(deps, { connection: 'socket-again', workspace: world.workspace.id, subject: 'ivan' });
  await world.customer();
  expect(await ping(CHAT)).toMatchObject({ left: { conversation: CHAT, at: null } });
});

it('lists the team’s open mistakes for leads, and counts them by kind; operators are refused', async () => {
  const world = await aWorld();
  const [oleg, anna] = [await world.operator('oleg'), await world.operator('anna')];
  const [ivan, olga] = [await world.customer(), await world.customer('olga', 'Olga')];
  await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'Hello' });
  await olga.send('message.post', { conversation: OTHER, after: 0, text: 'Hello' });
  const open = { conversation: CHAT, kind: 'wrong_account', note: 'The invoice went to Olga', also: [OTHER] };
  const opened = await oleg.send('incident.open', { ...open, after: 0 });
  await oleg.send('incident.open', { conversation: CHAT, kind: 'forgotten', note: 'Since Monday', after: 1 });
  const incident = String(opened['id']);
  await projected(world, CHAT, OTHER);
  expect(await oleg.send('mistakes')).toMatchObject({ type: 'error', code: 'not_allowed' });
  const before = await anna.send('mistakes');
  expect(before).toMatchObject({ type: 'mistakes', days: 30, counts: { wrong_account: 1, forgotten: 1 } });
  expect(before).toHaveProperty('open.length', 2);
  expect(JSON.stringify(before)).not.toContain('oleg');

  for (const [after, told] of [
    [2, CHAT],
    [3, OTHER],
  ] as const)
    await oleg.send('incident.tell', { conversation: CHAT, incident, told, after });
  await oleg.send('incident.close', { conversation: CHAT, incident, outcome: 'A new invoice', after: 4 });
  await projected(world, CHAT);
  expect(await anna.send('mistakes')).toMatchObject({
    open: [{ kind: 'forgotten', told: false }],
    counts: { wrong_account: 1, forgotten: 1 },
  });
});

it('takes the marks of a conversation from its own customer alone, and never beyond its end', async () => {
  const world = await aWorld();
  const [ivan, eve, oleg] = [await world.customer(), await world.customer('eve'), await world.operator('oleg')];
  await ivan.send('message.post', { conversation: CHAT, after: 0, text: 'It is broken' });
  await oleg.send('conversation.watch', { conversation: CHAT, since: 0, notes: 0 });
  const draft = { conversation: CHAT, customer: 'ivan' };
  await oleg.send('message.post', { conversation: CHAT, after: 1, text: 'Since when?', draft });
  for (const type of ['delivered', 'read']) {
    expect(await eve.hint(type, { conversation: CHAT, seq: 2 })).toBeNull();
    expect(oleg.frames(type)).toEqual([]);
    expect(await ivan.hint(type, { conversation: CHAT, seq: 90 })).toBeNull();
    expect(oleg.frames(type)).toMatchObject([{ conversation: CHAT, seq: 2 }]);
    expect(await ivan.hint(type, { conversation: OTHER, seq: 1 })).toBeNull();
  }
  expect(await world.readMarks.of(world.workspace.id, CHAT)).toEqual({ customer: 2, operator: 0, delivered: 2 });
  const { read } = await ivan.send('sync', { conversation: CHAT, log: 'conversation', since: 0 });
  expect(read).toEqual({ customer: 2, operator: 0 });
});
