import type { OpenClient } from '../core/server.ts';
import type { DeskModel } from './model.ts';
import type { Outgoings } from './outgoing.ts';

/** Runs with the messages on their way out: at once, or as soon as they are there, in the order of the calls. */
export type WithOutgoings = (run: (open: Outgoings) => void) => void;

/** Sends a command about a conversation. */
export type SendCommand = (conversation: string, type: string, fields?: Record<string, unknown>) => void;

/**
 * Commands to the server about a conversation. A message of that chat that is still held goes out first: nothing overtakes
 * what was written before, and a chat that was given back is not joined again by a message that was held.
 */
export const chatCommands =
  ({ heldMessages }: Pick<DeskModel, 'heldMessages'>, client: OpenClient, outgoing: WithOutgoings): SendCommand =>
  (conversation, type, fields = {}) => {
    const held = heldMessages.peek().find((message) => message.conversation === conversation);
    if (held) outgoing((open) => open.sendNow(held.id));
    client()?.command(conversation, { type, ...fields });
  };
