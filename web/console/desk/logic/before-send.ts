import type { Entry } from '../../../../shared/client/types.ts';
import type { Known, SendContext } from '../../../../shared/domain/desk/before-send.ts';
import type { LocalClock } from '../../../../shared/domain/kernel/times-in-text.ts';
import { MAX_TEXT } from '../../../../shared/protocol/values.ts';
import type { Copy } from '../../core/logic/copy.ts';

/** A chat on this desk, as far as it is loaded. */
export interface DeskChat {
  readonly conversation: string;
  readonly name: string | undefined;
  readonly copy: Copy | null;
}

/** What is asked before a message goes out; the rules themselves are shared (shared/domain/desk/before-send.ts). */
export interface Asked {
  readonly conversation: string;
  readonly customer: string;
  readonly chat: DeskChat;
  /** the other open ones */
  readonly others: readonly DeskChat[];
  readonly team: readonly string[];
  /** when the draft was last changed */
  readonly editedAt: number;
  readonly now: number;
}

const EMAIL = /[\p{L}\p{N}._%+-]+@[\p{L}\p{N}-]+(?:\.[\p{L}\p{N}-]+)+/u;
/** Numbers of five digits or more (orders, contracts): what matters is whether another chat has the same one. */
const NUMBERS = /(?<![\d+])\d{5,}(?!\d)/g;

/** What the rules look at besides the draft, out of what this desk has loaded. */
export function sendContext({ conversation, customer, chat, others, team, editedAt, now }: Asked): SendContext {
  const { conversation: _, ...own } = knownOf(chat);
  const { sent, customerWroteAt } = history(chat.copy?.log.entries ?? []);
  return {
    conversation,
    customer,
    own,
    others: others.map(knownOf),
    team,
    sent,
    customerWroteAt,
    editedAt,
    clock: localClock(now),
    maxLength: MAX_TEXT,
  };
}

/** Name from the card; address, phone and numbers from what the customer wrote. */
function knownOf({ conversation, name, copy }: DeskChat): Known {
  let email: string | undefined;
  let phone: string | undefined;
  const orders = new Set<string>();
  for (const { events } of copy?.log.entries ?? []) {
    for (const event of events) {
      if (event.type === 'callback.requested') phone = event.phone ?? phone;
      if (event.type !== 'message.posted' || event.by !== 'customer' || event.text === null) continue;
      email = EMAIL.exec(event.text)?.[0] ?? email;
      for (const [number] of event.text.matchAll(NUMBERS)) orders.add(number);
    }
  }
  return {
    conversation,
    ...(name !== undefined && { name }),
    ...(email !== undefined && { email }),
    ...(phone !== undefined && { phone }),
    orders: [...orders],
  };
}

/** The texts sent so far, and when the customer wrote last. */
function history(entries: readonly Entry[]): Pick<SendContext, 'sent' | 'customerWroteAt'> {
  const sent: string[] = [];
  let customerWroteAt: number | null = null;
  for (const { at, events } of entries) {
    for (const event of events) {
      if (event.type !== 'message.posted') continue;
      if (event.by === 'customer') customerWroteAt = at;
      else if (event.text !== null) sent.push(event.text);
    }
  }
  return { sent, customerWroteAt };
}

/** The clock on the wall where this browser is. */
export const localClock = (now: number): LocalClock => ({
  now,
  at(days, minutes) {
    const day = new Date(now);
    day.setDate(day.getDate() + days);
    return day.setHours(0, minutes, 0, 0);
  },
});

/** Whether this person has not written in the chat yet: then the message is not held. */
export const isFirstWord = (entries: readonly Entry[], me: string): boolean =>
  !entries.some(({ events }) =>
    events.some((event) => event.type === 'message.posted' && event.by === 'operator' && event.person === me),
  );
