import { type CoreConsole, consoleHook } from '../core/context.ts';
import type { ChatActions } from './chat-actions.ts';
import type { MessageActions } from './message-actions.ts';
import type { DeskModel, DraftsOf } from './model.ts';

export interface DeskConsole extends CoreConsole {
  readonly store: CoreConsole['store'] & DeskModel;
  readonly actions: CoreConsole['actions'] & ChatActions & MessageActions;
  readonly drafts: DraftsOf;
}

export const useDesk = consoleHook<DeskConsole>();
