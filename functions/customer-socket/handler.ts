import { dynamoCustomers } from '../adapters/dynamo-customers.ts';
import { dynamoReadMarks } from '../adapters/dynamo-read-marks.ts';
import { conversationParts, lookTimers } from '../adapters/parts.ts';
import { socketHandler } from '../middleware/socket.ts';
import { type CustomerDeps, handleCustomerFrame } from '../usecases/customer-frames.ts';

const parts = conversationParts();
const deps: CustomerDeps = {
  ...parts,
  timers: lookTimers(),
  readMarks: dynamoReadMarks(parts.table),
  customerIndex: dynamoCustomers(parts.table),
};

export const handler = socketHandler('customer', parts, (caller, text) => handleCustomerFrame(deps, caller, text));
