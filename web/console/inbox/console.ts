import { type CoreConsole, consoleHook } from '../core/context.ts';
import type { InboxActions, InboxModel } from './model.ts';

export interface InboxConsole extends CoreConsole {
  readonly store: CoreConsole['store'] & InboxModel;
  readonly actions: CoreConsole['actions'] & InboxActions;
}

export const useInbox = consoleHook<InboxConsole>();
