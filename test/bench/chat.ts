import { randomBytes } from 'node:crypto';
import type { Stack } from '../../local/stack.ts';
import { type Frame, newId, openSession, type RawSocket, rawSocket, signIn } from '../support/drive.ts';
import { until } from '../support/until.ts';
import type { StaffName, TestWorkspace } from '../support/workspaces.ts';
import { FLOOR_ROUTE } from './floor/deploy.ts';

export type Side = 'customer' | 'operator';
type Doors = Pick<Stack, 'url' | 'outputs'>;

/** A claimed conversation with a bare socket at each end: no client of ours is in the way of the clock. */
export interface Chat {
  readonly conversation: string;
  readonly customer: string;
  /**
   * Sends a message, and waits for it at the other end and for its answer.
   * @returns milliseconds from the sending to the other side's frame
   */
  readonly send: (from: Side, arm: 'product' | 'floor') => Promise<number>;
}

/** The people of chats: one customer and one operator, each with one socket. */
export interface People {
  readonly customer: { readonly id: string; readonly socket: RawSocket };
  readonly operator: RawSocket;
  readonly close: () => void;
}

export async function meet(machine: Doors, workspace: TestWorkspace, operator: StaffName): Promise<People> {
  const { session, customer } = await openSession(machine, workspace.id);
  const socket = await rawSocket(machine, session);
  await expect(socket, { type: 'hello', id: newId(), version: 1 }, 'welcome');
  const desk = await openDesk(machine, await signIn(machine, workspace.people[operator].email));
  const close = (): void => {
    socket.close();
    desk.close();
  };
  return { customer: { id: customer, socket }, operator: desk, close };
}

/** An operator's socket that watches the inbox. */
export async function openDesk(machine: Doors, token: string): Promise<RawSocket> {
  const socket = await rawSocket(machine, token);
  await expect(socket, { type: 'hello', id: newId(), version: 1 }, 'welcome');
  const id = newId();
  // Its answer is an `inbox` like those that are pushed, so `exchange` does not take it for one.
  socket.socket.send(JSON.stringify({ type: 'inbox.watch', id }));
  await until(() => socket.received.some((text) => text.includes(id)), { timeout: PATIENCE_MS, what: 'the inbox' });
  return socket;
}

const TRIES = 3;

/**
 * A frame and the type of its answer; sent again when the answer says so, as clients do.
 * @throws with the answer when it is of another type
 */
export async function expect(socket: RawSocket, frame: Frame, type: string): Promise<Frame> {
  let answer = await socket.exchange(frame);
  for (let tries = 1; tries < TRIES && answer['retry'] === 'same'; tries++) answer = await socket.exchange(frame);
  if (answer['type'] === type) return answer;
  throw new Error(`${String(frame['type'])} was answered with ${JSON.stringify(answer)}.`);
}

/** Opens a conversation of these people, watched and claimed. */
export async function openChat({ customer, operator }: Omit<People, 'close'>): Promise<Chat> {
  const conversation = newId();
  const sockets = { customer: customer.socket, operator };
  let seq = 0;
  const ask = async (from: Side, fields: Frame): Promise<void> => {
    const answer = await expect(sockets[from], { id: newId(), conversation, after: seq, ...fields }, 'ack');
    seq = Number(answer['seq'] ?? seq);
  };
  await ask('customer', { type: 'message.post', text: TEXT });
  const watch = { type: 'conversation.watch', id: newId(), conversation, since: 0, notes: 0 };
  await expect(operator, watch, 'synced');
  await ask('operator', { type: 'conversation.claim' });

  return {
    conversation,
    customer: customer.id,
    send: async (from, arm) => {
      const mark = randomBytes(9).toString('base64url');
      const draft = from === 'operator' && arm === 'product' ? { draft: { conversation, customer: customer.id } } : {};
      const arrived = arrivalOf(sockets[from === 'customer' ? 'operator' : 'customer'], mark);
      const begun = performance.now();
      const type = arm === 'floor' ? FLOOR_ROUTE : 'message.post';
      await Promise.all([arrived, ask(from, { type, text: `${mark} ${TEXT}`, ...draft })]);
      return (await arrived) - begun;
    },
  };
}

/** What people write: 90 letters, two bytes each, and the mark before them. */
const TEXT = 'Кофемашина не включается, индикатор мигает красным. Воду проверил, розетку тоже. Что делать?';
const PATIENCE_MS = 10_000;

/** When the frame with this text in it is there. */
function arrivalOf({ socket }: RawSocket, mark: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const end = (): void => {
      clearTimeout(timer);
      socket.off('message', listen);
    };
    const listen = (data: Buffer): void => {
      if (!data.includes(mark)) return;
      end();
      resolve(performance.now());
    };
    const timer = setTimeout(() => {
      end();
      reject(new Error('A message did not arrive.'));
    }, PATIENCE_MS);
    socket.on('message', listen);
  });
}
