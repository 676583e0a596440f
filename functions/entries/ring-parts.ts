import { mailClient, secretsClient, topicClient } from '../kernel/adapters/clients.ts';
import { requireEnv } from '../kernel/adapters/env.ts';
import { pushKeys } from '../kernel/adapters/secrets.ts';
import type { Table } from '../kernel/adapters/table.ts';
import type { Clock } from '../kernel/ports.ts';
import { carriers } from '../paging/adapters/carriers/carriers.ts';
import { emailCarrier } from '../paging/adapters/carriers/email-carrier.ts';
import { httpsCarrier } from '../paging/adapters/carriers/https-carrier.ts';
import { networkGuard } from '../paging/adapters/carriers/network-guard.ts';
import { pushCarrier } from '../paging/adapters/carriers/push-carrier.ts';
import { smsCarrier } from '../paging/adapters/carriers/sms-carrier.ts';
import { dynamoContacts } from '../paging/adapters/dynamo-contacts.ts';
import { dynamoLinks } from '../paging/adapters/dynamo-links.ts';
import { dynamoReceipts } from '../paging/adapters/dynamo-receipts.ts';
import { snsAnnouncer } from '../paging/adapters/sns-announcer.ts';

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
