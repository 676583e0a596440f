import { consoleHook } from '../core/context.ts';
import type { Server } from '../core/server.ts';
import type { DeskConsole } from '../desk/console.ts';

/** What the customer's card and the screens about mistakes need. */
export interface CustomerConsole extends DeskConsole {
  readonly server: Server;
}

export const useCustomer = consoleHook<CustomerConsole>();
