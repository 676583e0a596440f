/** The clients and commands of the operator socket function, built the same way, and nothing around them. */
import { StartExecutionCommand } from '@aws-sdk/client-sfn';
import { machinesClient } from '../../../functions/kernel/adapters/clients.ts';
import { handler as customerHandler } from './bare-customer.ts';

const machines = machinesClient();

export const handler = async (event: unknown): Promise<unknown> => ({
  customer: await customerHandler(event),
  machines,
  StartExecutionCommand,
});
