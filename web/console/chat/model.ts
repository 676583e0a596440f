import { type Signal, signal } from '@preact/signals';
import type { Action } from '../core/logic/hotkeys.ts';

/** The open chat. */
export interface ChatModel {
  /** what keys do in the open chat; null while none is open */
  readonly chatKeys: Signal<((action: Action) => boolean) | null>;
}

export const createChat = (): ChatModel => ({ chatKeys: signal<((action: Action) => boolean) | null>(null) });
