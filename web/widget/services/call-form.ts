import type { CustomerState } from '../../../shared/client/types.ts';
import { awaitsCall, type CallForm, emptyCall, refusedCall } from '../store/call.ts';
import { type Chat, copyShown } from './chat.ts';

/** What the server says of a number or a time; whatever else it says is no matter of the form. */
const OF_FORM = /^bad_(?:phone|time)$/;

let open: CallForm | null = null;

type Refusal = CustomerState['refusals'][number];

/** Whether it is the form that says so. */
export const isOfForm = ({ code, command }: Refusal): boolean =>
  command.type === 'callback.request' && OF_FORM.test(code);
const refusedIn = ({ state }: Chat): Refusal[] => (state.client?.refusals ?? []).filter(isOfForm);

/**
 * "Call me" as it is being filled in; null: it is not open. There is one to a page, and closing the panel keeps it. A request
 * that was refused opens it again as it was, also after a reload.
 */
export function callForm(chat: Chat): CallForm | null {
  const refusal = refusedIn(chat).at(-1);
  return open ?? (refusal ? refusedCall(refusal.code, refusal.command, chat.ticker.now()) : null);
}

/** A call is being asked for, or was. */
export function isCallAsked(chat: Chat): boolean {
  const copy = copyShown(chat.state);
  return callForm(chat) !== null || (copy !== undefined && awaitsCall(copy));
}

/** @param phone to begin with: the number given before */
export const openCall = (chat: Chat, phone = ''): void => show(chat, callForm(chat) ?? emptyCall(phone));

export function changeCall(chat: Chat, change: Partial<CallForm>): void {
  const form = callForm(chat);
  if (form) show(chat, { ...form, problem: null, ...change });
}

export const closeCall = (chat: Chat): void => show(chat, null);

/** What was refused is dismissed once the form has it, or is gone. */
function show(chat: Chat, form: CallForm | null): void {
  open = form;
  for (const { id } of refusedIn(chat)) chat.dismissRefusal(id);
  chat.refresh();
}
