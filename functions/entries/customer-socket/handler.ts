import { dynamoReadMarks } from '../../conversation/adapters/dynamo-read-marks.ts';
import { type CustomerDeps, handleCustomerFrame } from '../../conversation/customer-frames.ts';
import { socketHandler } from '../../middleware/socket.ts';
import { dynamoCustomers } from '../../projection/adapters/dynamo-customers.ts';
import { conversationParts, lookTimers } from '../parts.ts';

const parts = conversationParts();
const deps: CustomerDeps = {
  ...parts,
  timers: lookTimers(),
  readMarks: dynamoReadMarks(parts.table),
  customerIndex: dynamoCustomers(parts.table),
};

export const handler = socketHandler('customer', parts, (caller, text) => handleCustomerFrame(deps, caller, text));
