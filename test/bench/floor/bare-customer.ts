/** The clients and commands of the customer socket function, built the same way, and nothing around them. */
import { DeleteConnectionCommand, PostToConnectionCommand } from '@aws-sdk/client-apigatewaymanagementapi';
import { SendMessageCommand } from '@aws-sdk/client-sqs';
import { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { documentClient, queueClient, socketsClient } from '../../../functions/kernel/adapters/clients.ts';

const COMMANDS = {
  table: { DeleteCommand, GetCommand, PutCommand, QueryCommand, UpdateCommand },
  sockets: { DeleteConnectionCommand, PostToConnectionCommand },
  queue: { SendMessageCommand },
};
const clients = {
  table: documentClient(),
  customers: socketsClient('https://customers.example'),
  operators: socketsClient('https://operators.example'),
  queue: queueClient(),
};

export const handler = async (event: unknown): Promise<unknown> => ({ statusCode: 200, event, clients, COMMANDS });
