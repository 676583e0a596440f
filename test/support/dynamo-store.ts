import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { dynamoDue } from '../../functions/clocks/adapters/dynamo-due.ts';
import { dynamoReadMarks } from '../../functions/conversation/adapters/dynamo-read-marks.ts';
import { dynamoDrafts } from '../../functions/desk/adapters/dynamo-drafts.ts';
import { dynamoSightings } from '../../functions/entry/adapters/dynamo-sightings.ts';
import { dynamoTickets } from '../../functions/entry/adapters/dynamo-tickets.ts';
import { dynamoWhereabouts } from '../../functions/entry/adapters/dynamo-whereabouts.ts';
import { operatorItem, workspaceItem } from '../../functions/kernel/adapters/directory-items.ts';
import { dynamoDirectory } from '../../functions/kernel/adapters/dynamo-directory.ts';
import { dynamoLog } from '../../functions/kernel/adapters/dynamo-log.ts';
import { dynamoPresence } from '../../functions/kernel/adapters/dynamo-presence.ts';
import { dynamoSubscriptions } from '../../functions/kernel/adapters/dynamo-subscriptions.ts';
import { CONVERSATION_LOG, NOTES_LOG, PAGE_LOG } from '../../functions/kernel/adapters/log-schemas.ts';
import type { Table } from '../../functions/kernel/adapters/table.ts';
import type { Clock } from '../../functions/kernel/ports.ts';
import { dynamoCalendars } from '../../functions/on-call/adapters/dynamo-calendars.ts';
import { dynamoRounds } from '../../functions/on-call/adapters/dynamo-rounds.ts';
import { dynamoSettings } from '../../functions/on-call/adapters/dynamo-settings.ts';
import { dynamoContacts } from '../../functions/paging/adapters/dynamo-contacts.ts';
import { dynamoLinks } from '../../functions/paging/adapters/dynamo-links.ts';
import { dynamoReceipts } from '../../functions/paging/adapters/dynamo-receipts.ts';
import { dynamoCustomers, dynamoHistory } from '../../functions/projection/adapters/dynamo-customers.ts';
import { dynamoInbox } from '../../functions/projection/adapters/dynamo-inbox.ts';
import {
  dynamoFigures,
  dynamoProjections,
  dynamoVocabulary,
} from '../../functions/projection/adapters/dynamo-projections.ts';
import { dynamoServed } from '../../functions/projection/adapters/dynamo-served.ts';
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
    sightings: dynamoSightings(table),
    projections: dynamoProjections(table, clock),
    figures: dynamoFigures(table),
    vocabulary: dynamoVocabulary(table),
    putWorkspace: (workspace) => put(workspaceItem(workspace)),
    putOperator: (workspace, person) => put(operatorItem(workspace, person)),
  };
}
