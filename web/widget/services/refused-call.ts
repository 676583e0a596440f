import { refusedCall } from '../store/call-shown.ts';
import { callForm, refusedCalls, showCall } from './call-form.ts';
import type { Chat } from './chat-types.ts';

/** A request that was refused opens the form again as it was, with what is to be changed. */
export function takeRefusedCall(chat: Chat): void {
  const refusal = refusedCalls(chat).at(-1);
  if (refusal) showCall(chat, callForm() ?? refusedCall(refusal.code, refusal.command, chat.ticker.now()));
}
