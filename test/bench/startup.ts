import { cpSync, mkdirSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import WebSocket from 'ws';
import { SHOP } from '../../local/demo/people.ts';
import { openSession, ticketOf } from '../support/drive.ts';
import { npmStart } from './npm-start.ts';
import type { Row } from './report.ts';

const BUDGET_S = 10;
/** What a clone does not have. */
const MADE = new Set(['.git', '.data', 'node_modules', 'dist', 'cdk.out', 'coverage', 'tmp']);

/**
 * `npm start` in a copy of this directory without anything that was built, and with the packages installed: until a
 * customer's socket is open.
 */
export async function startupRows(top: string, temporary: string): Promise<Row[]> {
  const clone = join(temporary, 'clone');
  mkdirSync(clone);
  cpSync(top, clone, { recursive: true, filter: (path) => !MADE.has(path.slice(top.length + 1)) });
  symlinkSync(join(top, 'node_modules'), join(clone, 'node_modules'));
  const begun = performance.now();
  const started = await npmStart(clone, '.data');
  try {
    await started.up(opens);
    const seconds = (performance.now() - begun) / 1000;
    return [
      {
        name: 'npm start until a socket is open, build and synthesis included',
        figure: `${seconds.toFixed(1)} s`,
        budget: `<= ${BUDGET_S} s`,
        isWithin: seconds <= BUDGET_S,
      },
    ];
  } finally {
    await started.stop();
  }
}

/** Whether a customer gets in: a session, a ticket, a handshake. */
export async function opens(url: string): Promise<boolean> {
  const { session } = await openSession({ url }, SHOP);
  const { ticket, address } = await ticketOf({ url }, session);
  const socket = new WebSocket(address, ['otvet.v1', ticket]);
  return new Promise((resolve) => {
    socket.once('open', () => {
      socket.close();
      resolve(true);
    });
    socket.once('error', () => resolve(false));
  });
}
