import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { SHOP, shopPeople } from '../../local/demo/people.ts';
import { newId, openSession, type RawSocket, rawSocket, signIn } from '../support/drive.ts';
import { type Chat, expect, openChat, openDesk } from './chat.ts';
import { npmStart } from './npm-start.ts';
import { usageOfTree } from './process-tree.ts';
import type { Row } from './report.ts';
import { opens } from './startup.ts';

const MB = 1024 * 1024;
const BUDGET_MB = { start: 500, crowd: 1000, kept: 100 };
const CUSTOMERS = 500;
/** Of a chat, half of them the customer's: 6,000 in all. */
const MESSAGES = 12;
/** Consoles that are open, one of each of the shop's people; in each, one message after another. */
const DESKS = 4;
const LEAVES_MS = 60_000;
/** The machine is at rest when it has used less than this share of a core for three seconds. */
const REST = { share: 0.1, ms: 3_000 };
const PATIENCE_MS = 300_000;

/**
 * Memory of `npm start` with its demo: at rest after a first visit, at its most while 500 customers write and are
 * answered, and a minute after they left.
 */
export async function memoryRows(top: string, temporary: string): Promise<Row[]> {
  if (!existsSync('/proc/self/smaps_rollup')) {
    return [{ name: 'memory: only Linux tells it (/proc/*/smaps_rollup)', figure: '-', budget: '-', isWithin: null }];
  }
  const started = await npmStart(top, join(temporary, 'memory'));
  try {
    await started.up(opens);
    const desks = await openDesks(started.url);
    await rest(started.pid);
    const before = usageOfTree(started.pid);
    const most = watchMost(started.pid);
    const sockets = await crowd(started.url, desks);
    for (const { socket } of sockets) socket.terminate();
    const after = usageOfTree(started.pid);
    await pause(LEAVES_MS);
    const kept = usageOfTree(started.pid).bytes - before.bytes;
    for (const desk of desks) desk.close();
    const perMessage = ((after.ticks - before.ticks) * 10) / (CUSTOMERS * MESSAGES);
    return [
      rowOf('npm start after the demo and a first visit', before.bytes, BUDGET_MB.start),
      rowOf(`at most with ${CUSTOMERS} customers and ${CUSTOMERS * MESSAGES} messages`, most(), BUDGET_MB.crowd),
      rowOf('more than before, a minute after they left', kept, BUDGET_MB.kept),
      {
        name: 'memory: processor time for each of these messages, coming and going included',
        figure: `${perMessage.toFixed(1)} ms`,
        budget: '',
        isWithin: null,
      },
    ];
  } finally {
    await started.stop();
  }
}

const rowOf = (name: string, bytes: number, budget: number): Row => ({
  name: `memory: ${name}`,
  figure: `${Math.round(bytes / MB)} MB`,
  budget: `<= ${budget} MB`,
  isWithin: bytes <= budget * MB,
});

/** The shop's people at their desks, as the console signs them in. */
async function openDesks(url: string): Promise<RawSocket[]> {
  const { clientId } = (await (await fetch(`${url}/v1/config`)).json()) as { clientId: string };
  const machine = { url, outputs: { UserPoolClientId: clientId } };
  const people = shopPeople('en');
  const desks: RawSocket[] = [];
  for (let n = 0; n < DESKS; n++) {
    const { email = '' } = people[n % people.length] ?? {};
    desks.push(await openDesk(machine, await signIn(machine, email)));
  }
  return desks;
}

/** Lets everybody in, then has each of them write and be answered. @returns the customers' sockets, still open */
async function crowd(url: string, desks: readonly RawSocket[]): Promise<RawSocket[]> {
  const sockets: RawSocket[] = [];
  // Frames of one socket are answered in their order only if they are sent one after another: a desk is a lane.
  const rooms = await Promise.all(
    desks.map(async (operator) => {
      const chats: Chat[] = [];
      for (let n = 0; n < CUSTOMERS / desks.length; n++) {
        const { session, customer: id } = await openSession({ url }, SHOP);
        const socket = await rawSocket({ url }, session);
        await expect(socket, { type: 'hello', id: newId(), version: 1 }, 'welcome');
        sockets.push(socket);
        chats.push(await openChat({ customer: { id, socket }, operator }));
      }
      return chats;
    }),
  );
  await Promise.all(
    rooms.map(async (chats) => {
      // The first message of a chat is the one that opened it.
      for (let sent = 1; sent < MESSAGES; sent++) {
        for (const chat of chats) await chat.send(sent % 2 === 0 ? 'customer' : 'operator', 'product');
      }
    }),
  );
  return sockets;
}

/** Waits until the machine has nothing to do: the demo's past is written, and the first visit is over. */
async function rest(pid: number): Promise<void> {
  const deadline = performance.now() + PATIENCE_MS;
  const isAtRest = async (): Promise<boolean> => {
    const { ticks } = usageOfTree(pid);
    await pause(REST.ms);
    return (usageOfTree(pid).ticks - ticks) * 10 < REST.ms * REST.share;
  };
  while (!(await isAtRest())) if (performance.now() > deadline) throw new Error('The machine did not come to rest.');
}

/** Looks every half a second. @returns what ends the watch, with the most bytes that were seen */
function watchMost(pid: number): () => number {
  let most = 0;
  const look = (): void => {
    most = Math.max(most, usageOfTree(pid).bytes);
  };
  const timer = setInterval(look, 500);
  return () => {
    clearInterval(timer);
    return most;
  };
}
