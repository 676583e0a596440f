import { requestOf } from '../store/call-request.ts';
import { callForm, changeCall, closeCall } from './call-form.ts';
import type { Chat } from './chat-types.ts';

/** Sends "call me". False: something is to be changed first, and the form says what. */
export function sendCall(chat: Chat): boolean {
  const form = callForm();
  if (!form) return false;
  const { command, problem } = requestOf(form, chat.ticker.now());
  if (problem) changeCall(chat, { problem });
  if (!command) return false;
  chat.command(command);
  closeCall(chat);
  return true;
}
