import type { Clock } from '../ports.ts';
import { carriers } from './carriers.ts';
import { mailClient, secretsClient, topicClient } from './clients.ts';
import { dynamoContacts } from './dynamo-contacts.ts';
import { dynamoLinks } from './dynamo-links.ts';
import { dynamoReceipts } from './dynamo-receipts.ts';
import { emailCarrier } from './email-carrier.ts';
import { requireEnv } from './env.ts';
import { httpsCarrier } from './https-carrier.ts';
import { networkGuard } from './network-guard.ts';
import { pushCarrier } from './push-carrier.ts';
import { pushKeys } from './secrets.ts';
import { smsCarrier } from './sms-carrier.ts';
import { snsAnnouncer } from './sns-announcer.ts';
import type { Table } from './table.ts';

/** Parts of the functions that ring people. Apart from the others: the libraries of carriers would be in every bundle. */

/** The key that browsers subscribe with, and that rings them. */
export const pushKeysPart = () => pushKeys(secretsClient(), requireEnv('pushSecretArn').pushSecretArn);

/** What ringing people takes: their contacts, and a carrier for each kind of them. */
export function ringParts(table: Table, clock: Clock, keys = pushKeysPart()) {
  const { mailFrom, mailConfigurationSet, contactNetworks } = requireEnv(
    'mailFrom',
    'mailConfigurationSet',
    'contactNetworks',
  );
  const guard = networkGuard(contactNetworks === 'any' ? 'any' : 'public');
  return {
    contacts: dynamoContacts(table),
    receipts: dynamoReceipts(table, clock),
    carrier: carriers({
      push: () => pushCarrier({ keys, contact: mailFrom, guard }),
      sms: () => smsCarrier(topicClient()),
      email: () => emailCarrier(mailClient(), { from: mailFrom, configurationSet: mailConfigurationSet }),
      https: () => httpsCarrier(guard, clock),
    }),
  };
}

/** What sending a page takes besides its log. */
export function pageParts(table: Table, clock: Clock) {
  const { pagesTopicArn, publicUrl } = requireEnv('pagesTopicArn', 'publicUrl');
  return {
    ...ringParts(table, clock),
    links: dynamoLinks(table),
    announcer: snsAnnouncer(topicClient(), pagesTopicArn),
    publicUrl,
  };
}
