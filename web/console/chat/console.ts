import type { AlarmConsole } from '../alarm/console.ts';
import { consoleHook } from '../core/context.ts';
import type { DeskConsole } from '../desk/console.ts';
import type { InboxConsole } from '../inbox/console.ts';
import type { ChatModel } from './model.ts';

/** What the open chat needs: all that can be done in it, and the way to the next one. */
export interface ChatConsole extends DeskConsole, InboxConsole, AlarmConsole {
  readonly store: DeskConsole['store'] & InboxConsole['store'] & AlarmConsole['store'] & ChatModel;
  readonly actions: DeskConsole['actions'] & InboxConsole['actions'] & AlarmConsole['actions'];
}

export const useChat = consoleHook<ChatConsole>();
