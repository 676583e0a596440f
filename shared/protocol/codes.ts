import type { RefusalReason } from '../domain/kernel/types.ts';

/**
 * Every code an `error` or `bye` frame can carry: what it means, and whether the same frame may be sent again. Clients
 * decide on the frame's `retry`, which is this table's; words for people are in each app's strings, keyed by the code.
 */
interface CodeMeaning {
  /** `same`: send the same frame again later; `resync`: load the conversation anew, then decide; `never`: it will not work */
  readonly retry: 'same' | 'resync' | 'never';
  /** one sentence for developers, sent as `message` */
  readonly meaning: string;
}

type WireCode =
  | RefusalReason
  | 'invalid_json'
  | 'invalid_frame'
  | 'unknown_type'
  | 'too_large'
  | 'unsupported_version'
  | 'resync'
  | 'busy'
  | 'internal'
  | 'session_over';

/* @__NO_SIDE_EFFECTS__ */
const never = (meaning: string): CodeMeaning => ({ retry: 'never', meaning });

export const CODES = {
  invalid_json: never('The frame is not JSON.'),
  invalid_frame: never('A field of the frame is missing, of the wrong kind, too long, or unknown.'),
  unknown_type: never('There is no such command on this socket.'),
  too_large: never('The frame is larger than 32 KB.'),
  unsupported_version: never('This server speaks protocol version 1. Reload the page.'),
  resync: { retry: 'resync', meaning: 'The log has moved on too far. Load the conversation anew, then send again.' },
  busy: { retry: 'same', meaning: 'Others wrote at the same moment. Send the same frame again.' },
  internal: { retry: 'same', meaning: 'Something went wrong on our side. Send the same frame again.' },
  session_over: never('The session has ended. Get a new ticket and connect again.'),
  not_found: never('There is no such conversation for you.'),
  not_allowed: never('Your role does not allow this.'),
  already_claimed: never('A colleague has this conversation.'),
  already_closed: never('The conversation is already closed.'),
  already_rated: never('The conversation has been rated already.'),
  already_taken: never('Somebody else has acknowledged this page.'),
  not_closed: never('The conversation is not closed yet.'),
  not_owner: never('A colleague answers in this conversation.'),
  not_waiting: never('Nobody waits here any more.'),
  still_waiting: never('The last message has not been answered yet.'),
  promise_open: never('A promise is still open.'),
  nothing_to_dispute: never('There is no answer yet that could be disputed.'),
  draft_belongs_elsewhere: never('This draft was begun for somebody else.'),
  bad_time: never('This time is past, too near, or more than 90 days ahead.'),
  bad_phone: never('This is no phone number; it begins with + and the code of its country.'),
  already_settled: never('This has been settled already, or was never open.'),
  not_told: never('Not everyone whom this touches has been told.'),
  too_many: never('There are too many of these open here. Settle one first.'),
  no_morning: never('The morning is already here.'),
  page_over: never('This page is over.'),
  not_reachable: never('Nobody this is for has a verified contact.'),
} as const satisfies Record<WireCode, CodeMeaning>;

export type Code = keyof typeof CODES;
