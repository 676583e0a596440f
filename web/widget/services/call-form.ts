import type { CustomerState } from '../../../shared/client/types.ts';
import { awaitsCall, type CallForm, emptyCall } from '../store/call.ts';
import { copyShown } from './chat.ts';
import type { Chat } from './chat-types.ts';

/** What the server says of a number or a time; whatever else it says is no matter of the form. */
const OF_FORM = /^bad_(?:phone|time)$/;

let open: CallForm | null = null;

type Refusal = CustomerState['refusals'][number];

/** Whether it is the form that says so. */
export const isOfForm = ({ code, command }: Refusal): boolean =>
  command.type === 'callback.request' && OF_FORM.test(code);
export const refusedCalls = ({ state }: Chat): Refusal[] => (state.client?.refusals ?? []).filter(isOfForm);

/** "Call me" as it is being filled in; null: it is not open. There is one to a page, and closing the panel keeps it. */
export const callForm = (): CallForm | null => open;

/** A call is being asked for, or was. */
export function isCallAsked(chat: Chat): boolean {
  const copy = copyShown(chat.state);
  return open !== null || refusedCalls(chat).length > 0 || (copy !== undefined && awaitsCall(copy));
}

/** @param phone to begin with: the number given before */
export const openCall = (chat: Chat, phone = ''): void => showCall(chat, open ?? emptyCall(phone));

export function changeCall(chat: Chat, change: Partial<CallForm>): void {
  if (open) showCall(chat, { ...open, problem: null, ...change });
}

export const closeCall = (chat: Chat): void => showCall(chat, null);

/** What was refused is dismissed once the form has it, or is gone. */
export function showCall(chat: Chat, form: CallForm | null): void {
  open = form;
  for (const { id } of refusedCalls(chat)) chat.dismissRefusal(id);
  chat.refresh();
}
