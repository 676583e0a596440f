import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { operatorItem, workspaceItem } from '../../functions/adapters/directory-items.ts';
import { dynamoCalendars } from '../../functions/adapters/dynamo-calendars.ts';
import { dynamoContacts } from '../../functions/adapters/dynamo-contacts.ts';
import { dynamoCustomers, dynamoHistory } from '../../functions/adapters/dynamo-customers.ts';
import { dynamoDirectory } from '../../functions/adapters/dynamo-directory.ts';
import { dynamoDrafts } from '../../functions/adapters/dynamo-drafts.ts';
import { dynamoDue } from '../../functions/adapters/dynamo-due.ts';
import { dynamoInbox } from '../../functions/adapters/dynamo-inbox.ts';
import { dynamoLinks } from '../../functions/adapters/dynamo-links.ts';
import { dynamoLog } from '../../functions/adapters/dynamo-log.ts';
import { dynamoPresence } from '../../functions/adapters/dynamo-presence.ts';
import { dynamoFigures, dynamoProjections } from '../../functions/adapters/dynamo-projections.ts';
import { dynamoReadMarks } from '../../functions/adapters/dynamo-read-marks.ts';
import { dynamoReceipts } from '../../functions/adapters/dynamo-receipts.ts';
import { dynamoRounds } from '../../functions/adapters/dynamo-rounds.ts';
import { dynamoServed } from '../../functions/adapters/dynamo-served.ts';
import { dynamoSettings } from '../../functions/adapters/dynamo-settings.ts';
import { dynamoSubscriptions } from '../../functions/adapters/dynamo-subscriptions.ts';
import { dynamoTickets } from '../../functions/adapters/dynamo-tickets.ts';
import { dynamoWhereabouts } from '../../functions/adapters/dynamo-whereabouts.ts';
import { CONVERSATION_LOG, NOTES_LOG, PAGE_LOG } from '../../functions/adapters/log-schemas.ts';
import type { Table } from '../../functions/adapters/table.ts';
import type { Clock } from '../../functions/ports.ts';
import type { Store } from './memory-store.ts';

/** The adapters of the database as one store, for the contract suite. */
export function dynamoStore(table: Table, clock: Clock): Store {
  const customer = dynamoSubscriptions(table, 'customer', clock);
  const operator = dynamoSubscriptions(table, 'operator', clock);
  const put = async (Item: Record<string, unknown>): Promise<void> => {
    await table.client.send(new PutCommand({ TableName: table.name, Item }));
  };
  return {
    conversations: dynamoLog(table, CONVERSATION_LOG),
    notes: dynamoLog(table, NOTES_LOG),
    pages: dynamoLog(table, PAGE_LOG),
    due: dynamoDue(table),
    subscriptions: { customer, operator },
    connections: { customer, operator },
    presence: dynamoPresence(table),
    directory: dynamoDirectory(table, clock),
    drafts: dynamoDrafts(table, clock),
    inbox: dynamoInbox(table),
    readMarks: dynamoReadMarks(table),
    customers: dynamoCustomers(table),
    history: dynamoHistory(table),
    served: dynamoServed(table),
    whereabouts: dynamoWhereabouts(table, clock),
    links: dynamoLinks(table),
    contacts: dynamoContacts(table),
    receipts: dynamoReceipts(table, clock),
    settings: dynamoSettings(table, clock),
    calendars: dynamoCalendars(table),
    rounds: dynamoRounds(table),
    tickets: dynamoTickets(table),
    projections: dynamoProjections(table, clock),
    figures: dynamoFigures(table),
    putWorkspace: (workspace) => put(workspaceItem(workspace)),
    putOperator: (workspace, person) => put(operatorItem(workspace, person)),
  };
}
