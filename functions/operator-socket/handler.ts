import { dynamoContacts } from '../adapters/dynamo-contacts.ts';
import { dynamoHistory } from '../adapters/dynamo-customers.ts';
import { dynamoDrafts } from '../adapters/dynamo-drafts.ts';
import { dynamoInbox } from '../adapters/dynamo-inbox.ts';
import { dynamoLog } from '../adapters/dynamo-log.ts';
import { dynamoFigures } from '../adapters/dynamo-projections.ts';
import { dynamoReadMarks } from '../adapters/dynamo-read-marks.ts';
import { dynamoServed } from '../adapters/dynamo-served.ts';
import { dynamoWhereabouts } from '../adapters/dynamo-whereabouts.ts';
import { NOTES_LOG } from '../adapters/log-schemas.ts';
import { conversationParts, lookTimers, pageClock, pageLog } from '../adapters/parts.ts';
import { socketHandler } from '../middleware/socket.ts';
import { handleOperatorFrame, type OperatorDeps } from '../usecases/operator-frames.ts';

const parts = conversationParts();
const { table } = parts;
const deps: OperatorDeps = {
  ...parts,
  timers: { ...lookTimers(), ...pageClock() },
  notes: dynamoLog(table, NOTES_LOG),
  pages: pageLog(table),
  contacts: dynamoContacts(table),
  readMarks: dynamoReadMarks(table),
  drafts: dynamoDrafts(table, parts.clock),
  inbox: dynamoInbox(table),
  figures: dynamoFigures(table),
  history: dynamoHistory(table),
  served: dynamoServed(table),
  whereabouts: dynamoWhereabouts(table, parts.clock),
};

export const handler = socketHandler('operator', parts, (caller, text) => handleOperatorFrame(deps, caller, text));
