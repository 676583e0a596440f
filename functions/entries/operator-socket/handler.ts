import { dynamoReadMarks } from '../../conversation/adapters/dynamo-read-marks.ts';
import { dynamoDrafts } from '../../desk/adapters/dynamo-drafts.ts';
import { handleOperatorFrame, type OperatorDeps } from '../../desk/operator-frames.ts';
import { dynamoWhereabouts } from '../../entry/adapters/dynamo-whereabouts.ts';
import { dynamoLog } from '../../kernel/adapters/dynamo-log.ts';
import { NOTES_LOG } from '../../kernel/adapters/log-schemas.ts';
import { socketHandler } from '../../middleware/socket.ts';
import { dynamoContacts } from '../../paging/adapters/dynamo-contacts.ts';
import { dynamoHistory } from '../../projection/adapters/dynamo-customers.ts';
import { dynamoInbox } from '../../projection/adapters/dynamo-inbox.ts';
import { dynamoFigures, dynamoVocabulary } from '../../projection/adapters/dynamo-projections.ts';
import { dynamoServed } from '../../projection/adapters/dynamo-served.ts';
import { conversationParts, lookTimers, pageClock, pageLog } from '../parts.ts';

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
  vocabulary: dynamoVocabulary(table),
  history: dynamoHistory(table),
  served: dynamoServed(table),
  whereabouts: dynamoWhereabouts(table, parts.clock),
};

export const handler = socketHandler('operator', parts, (caller, text) => handleOperatorFrame(deps, caller, text));
