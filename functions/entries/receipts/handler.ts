import middy from '@middy/core';
import { logContext } from '../../middleware/log-context.ts';
import { dynamoContacts } from '../../paging/adapters/dynamo-contacts.ts';
import { dynamoReceipts } from '../../paging/adapters/dynamo-receipts.ts';
import { noteReport, type ReceiptDeps } from '../../paging/receipt.ts';
import { commonParts, pageLog, tablePart } from '../parts.ts';
import { reportsIn } from './reports.ts';

const common = commonParts();
const table = tablePart();
const deps: ReceiptDeps = {
  ...common,
  receipts: dynamoReceipts(table, common.clock),
  contacts: dynamoContacts(table),
  pages: pageLog(table),
};

/** What fails is handed over again by whoever called, twice, with all reports of its batch: noting one again is harmless. */
export const handler = middy<unknown, void>()
  .use(logContext(common.log, () => ({})))
  .handler(async (event: unknown) => {
    // One after another: reports of one page want the same place in its log.
    for (const report of reportsIn(event, (what) => common.log.warn('report.strange', { what })))
      await noteReport(deps, report);
  });
