export { createCustomerClient } from './customer.ts';
export { createOperatorClient } from './operator.ts';
export type * from './types.ts';
