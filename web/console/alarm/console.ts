import { type CoreConsole, consoleHook } from '../core/context.ts';
import type { AlarmActions, AlarmModel } from './model.ts';

export interface AlarmConsole extends CoreConsole {
  readonly store: CoreConsole['store'] & AlarmModel;
  readonly actions: CoreConsole['actions'] & AlarmActions;
}

export const useAlarm = consoleHook<AlarmConsole>();
