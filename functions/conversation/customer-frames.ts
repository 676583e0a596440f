import { errorFrame, parseCommand } from '../../shared/protocol/codec.ts';
import { type CustomerCommand, CustomerCommandSchema } from '../../shared/protocol/commands.ts';
import { CustomerPushSchema } from '../../shared/protocol/pushes.ts';
import type { Caller } from '../entry/ports.ts';
import { answer } from '../kernel/frames.ts';
import { type CustomerConversationDeps, customerConversationFrames } from './customer-conversation.ts';
import { type CustomerEntryDeps, customerEntryFrames } from './customer-entry.ts';
import type { CustomerAnswer, CustomerFrame, CustomerFrameTable, CustomerRun } from './customer-frame.ts';

export type CustomerDeps = CustomerEntryDeps & CustomerConversationDeps;

/** What customers can send, a table of each capability. The compiler asks for a row of every frame there is. */
export const CUSTOMER_TABLES = [customerEntryFrames, customerConversationFrames] as const;
const FRAMES = { ...customerEntryFrames, ...customerConversationFrames } satisfies CustomerFrameTable<CustomerDeps>;
/** What has no row does not exist on this door. */
const TYPES: ReadonlySet<string> = new Set(Object.keys(FRAMES));

/** One frame of a customer's socket; the answer for its sender, or null for hints that have none. */
export async function handleCustomerFrame(deps: CustomerDeps, caller: Caller, text: string): Promise<string | null> {
  const parsed = parseCommand(CustomerCommandSchema, TYPES, text);
  const reply = parsed.ok ? await handle(deps, caller, parsed.frame) : errorFrame(parsed.id, parsed.code);
  return reply && answer(CustomerPushSchema, reply);
}

async function handle<T extends CustomerCommand['type']>(
  deps: CustomerDeps,
  caller: Caller,
  frame: CustomerFrame<T>,
): Promise<CustomerAnswer | null> {
  const workspace = await deps.directory.workspace(caller.workspace);
  if (!workspace) return errorFrame('id' in frame ? frame.id : null, 'session_over');
  const run = (FRAMES as CustomerFrameTable<CustomerDeps>)[frame.type as T] as CustomerRun<
    CustomerDeps,
    CustomerFrame<T>
  >;
  return run(deps, caller, frame, workspace);
}
