import { consoleHook } from '../core/context.ts';
import type { Action } from '../core/logic/hotkeys.ts';
import type { Server } from '../core/server.ts';
import type { DeskConsole } from '../desk/console.ts';

/** What search and the palette need. */
export interface SearchConsole extends DeskConsole {
  readonly server: Server;
  /** Does what the key of an action does; false when it means nothing now. */
  runKey(action: Action): boolean;
}

export const useSearch = consoleHook<SearchConsole>();
