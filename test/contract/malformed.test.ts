import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { customerOf, newId, openSession, operatorOf, type RawSocket, rawSocket } from '../support/drive.ts';
import { at, post, readableId, type Who } from '../support/malformed/make.ts';
import { MALFORMED } from '../support/malformed/rows.ts';
import { eventually, startTestStack, type TestStack } from '../support/stack.ts';
import type { TestWorkspace } from '../support/workspaces.ts';

/**
 * What no client of ours would send, at the doors of the real stack: each frame gets its code, with its own id where it
 * has one, and the table is afterwards, item by item, what it was before. All of them are sent to the use cases in memory
 * (test/unit/protocol/malformed.test.ts); here are fifteen, and what only a gateway can refuse.
 */
let stack: TestStack;
let workspace: TestWorkspace;
let ivan: RawSocket;
let eve: RawSocket;
let oleg: RawSocket;
let maria: RawSocket;
const stops: (() => void)[] = [];

beforeAll(async () => {
  stack = await startTestStack();
  workspace = await stack.workspace({ policy: DEFAULT_POLICY });
  const operator = await operatorOf(stack, workspace, 'oleg');
  const person = await customerOf(stack, workspace);
  stops.push(operator.stop, person.stop);
  const chat = person.conversation;
  Object.assign(at, { chat, customer: person.id, now: Date.now });
  person.say('The coffee machine leaks.');
  await eventually(() => operator.client.state.inbox.cards.has(chat));
  operator.client.watch(chat);
  operator.ask(chat, 'conversation.claim');
  operator.say(chat, 'Since when?');
  await eventually(() => person.texts().length === 2);
  // Nothing but frames changes anything from now on.
  await stack.projected();
  for (const part of ['queue', 'executions', 'schedules'] as const) stack.faults.pause(part);
  const outsider = await customerOf(stack, workspace);
  const colleague = await operatorOf(stack, workspace, 'maria');
  stops.push(outsider.stop, colleague.stop);
  [ivan, eve, oleg, maria] = (await Promise.all(
    [person, outsider, operator, colleague].map(({ bearer }) => rawSocket(stack, bearer)),
  )) as [RawSocket, RawSocket, RawSocket, RawSocket];
  for (const socket of [ivan, eve, oleg, maria]) await socket.exchange({ type: 'hello', id: newId(), version: 1 });
});
afterAll(async () => {
  for (const socket of [ivan, eve, oleg, maria]) socket?.close();
  for (const stop of stops) stop();
  await stack?.stop();
});

const socketOf = (who: Who): RawSocket => ({ ivan, eve, oleg, maria })[who];

/** Of each kind some, from each of the four people, and those that would write the most if they were let through. */
const ON_THE_STACK: ReadonlySet<string> = new Set([
  'an object that is not closed',
  'a NUL byte',
  'an array',
  'a type that is every object’s prototype',
  'a customer writes a note',
  'an operator rates',
  'a conversation with the key’s separator',
  'a workspace in the frame',
  'a prototype in the frame',
  'a draft in somebody’s name',
  'a text that just fits a frame',
  'a stranger writes into somebody’s conversation',
  'a colleague’s conversation is written in',
  'a draft begun for another customer',
  'a mistake that touches what is not there',
]);
const rows = MALFORMED.flatMap(([, all]) => all).filter(([what]) => ON_THE_STACK.has(what));

describe('a malformed frame', () => {
  it('is one of those that are sent to the use cases in memory as well, each of the fifteen', () => {
    expect(rows).toHaveLength(ON_THE_STACK.size);
  });

  it.each(rows)('is refused, and the table is what it was before: %s', async (_what, who, made, code) => {
    const before = await snapshot();
    const frame = typeof made === 'string' ? made : made();
    const answer = await socketOf(who).exchange(frame);
    expect(answer).toMatchObject({ type: 'error', code });
    expect(answer['id']).toBe(readableId(frame));
    expect(Object.keys(answer)).toEqual(expect.arrayContaining(['code', 'id', 'message', 'retry', 'type']));
    expect(JSON.stringify(answer)).not.toMatch(/\bat .*:\d+:\d+|node_modules|Error:|\.ts\b/);
    expect(await snapshot()).toEqual(before);
  });
});

describe('what is larger than 32 KB', () => {
  it('in one frame closes the socket, as the gateway does, and changes nothing', async () => {
    const before = await snapshot();
    const { socket, received } = await newSocket();
    const closed = new Promise<number>((resolve) => socket.once('close', resolve));
    socket.send(JSON.stringify(post({ text: 'x'.repeat(33 * 1024) })));
    expect(await closed).toBe(1009);
    expect(received).toEqual([]);
    expect(await snapshot()).toEqual(before);
  });

  it('in several frames is told so, and changes nothing', async () => {
    const before = await snapshot();
    const { socket, received, close } = await newSocket();
    const text = JSON.stringify(post({ text: 'x'.repeat(40 * 1024) }));
    socket.send(text.slice(0, 30_000), { fin: false });
    socket.send(text.slice(30_000), { fin: true });
    const answer = await eventually(() => received[0]);
    expect(JSON.parse(answer)).toMatchObject({ type: 'error', id: null, code: 'too_large', retry: 'never' });
    expect(await snapshot()).toEqual(before);
    close();
  });
});

const newSocket = async (): Promise<RawSocket> => rawSocket(stack, (await openSession(stack, workspace.id)).session);

/** Everything that a frame could have changed: all logs and all reference data, but not the sockets and who is there. */
async function snapshot(): Promise<readonly unknown[]> {
  const items = await stack.everything();
  const fleeting = /^(KC|KO|TC|TO|J|A)#/;
  return items
    .filter(({ pk }) => !fleeting.test(String(pk)))
    .toSorted((a, b) => `${a['pk']} ${a['sk']}`.localeCompare(`${b['pk']} ${b['sk']}`));
}
