import { type CoreConsole, consoleHook } from '../core/context.ts';
import type { Server } from '../core/server.ts';
import type { TagsActions } from './actions.ts';
import type { TagsModel } from './model.ts';

export interface TagsConsole extends CoreConsole {
  readonly store: CoreConsole['store'] & TagsModel;
  readonly actions: CoreConsole['actions'] & TagsActions;
  readonly server: Server;
}

export const useTags = consoleHook<TagsConsole>();
