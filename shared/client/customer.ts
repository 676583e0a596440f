import { encode, parsePush } from '../protocol/codec.ts';
import { CustomerCommandSchema } from '../protocol/commands.ts';
import { CustomerReadPushSchema } from '../protocol/pushes.ts';
import { startSync } from './asks.ts';
import { createClient } from './client.ts';
import { copyOf, type Door } from './turn.ts';
import type { Client, ClientOptions, CustomerState } from './types.ts';

/** Customers have one subscription for all of theirs, from `hello` on: to follow a conversation is to load it. */
const door: Door = {
  kind: 'customer',
  logs: ['conversation'],
  parse: (text) => parsePush(CustomerReadPushSchema, text),
  encode: (frame) => encode(CustomerCommandSchema, frame as Parameters<typeof encode<typeof CustomerCommandSchema>>[1]),
  ready(turn) {
    for (const [conversation, { log }] of turn.core.state.conversations)
      if (log.seq > 0 || turn.core.watched.has(conversation)) startSync(turn, conversation, 'conversation');
  },
  watch(turn, conversation) {
    // What is just being written brings the log's end with its answer; asking for a log that is not there yet is no use.
    if (!copyOf(turn.core, conversation)?.pending.length) startSync(turn, conversation, 'conversation');
  },
};

/** A client of the customers' door. */
export const createCustomerClient = (options: ClientOptions): Client<CustomerState> =>
  createClient(door, options) as unknown as Client<CustomerState>;
