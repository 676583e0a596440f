import { encode, parsePush } from '../protocol/codec.ts';
import { CustomerCommandSchema } from '../protocol/commands.ts';
import { CustomerPushSchema } from '../protocol/pushes.ts';
import { createClient } from './client.ts';
import type { Door } from './core.ts';
import type { Client, ClientOptions, CustomerState } from './types.ts';

const door: Door = {
  kind: 'customer',
  parse: (text) => parsePush(CustomerPushSchema, text),
  encode: (frame) => encode(CustomerCommandSchema, frame as Parameters<typeof encode<typeof CustomerCommandSchema>>[1]),
};

/** A client of the customers' door. */
export const createCustomerClient = (options: ClientOptions): Client<CustomerState> =>
  createClient(door, options) as unknown as Client<CustomerState>;
