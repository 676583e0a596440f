import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDue } from '../../functions/clocks/adapters/dynamo-due.ts';
import { dynamoDirectory } from '../../functions/kernel/adapters/dynamo-directory.ts';
import { dynamoLog } from '../../functions/kernel/adapters/dynamo-log.ts';
import { dynamoPresence } from '../../functions/kernel/adapters/dynamo-presence.ts';
import { CONVERSATION_LOG, PAGE_LOG } from '../../functions/kernel/adapters/log-schemas.ts';
import type { Clock } from '../../functions/kernel/ports.ts';
import { ON_CALL } from '../../shared/domain/paging/ladders.ts';
import { json, type LocalRoute } from '../server/route.ts';
import { SHOP } from './people.ts';
import { storyOf } from './stage-story.ts';

/** Where the table is, and who of the shop is Anna. */
export interface StageOptions {
  readonly dynamo: DynamoDBClientConfig;
  readonly tableName: string;
  readonly clock: Clock;
  readonly anna: string;
}

/** A chat whose customer waits has a lease that is due within this time, ms: an hour is longer than any rung. */
const SOON = 3_600_000;
/** leases of each part of the index that are looked at */
const LEASES = 100;

/**
 * What the stage marks as the running step. It is read from the logs, not from their projections: those can be late, and
 * the countdown is of twenty seconds.
 */
export function stageRoute({ dynamo, tableName, clock, anna }: StageOptions): LocalRoute {
  const table = { client: DynamoDBDocumentClient.from(new DynamoDBClient(dynamo)), name: tableName };
  const [directory, leases] = [dynamoDirectory(table, clock), dynamoDue(table)];
  const [presence, pages] = [dynamoPresence(table), dynamoLog(table, PAGE_LOG)];
  const conversations = dynamoLog(table, CONVERSATION_LOG);
  const waiting = async (now: number) => {
    const due = await leases.dueBefore(now + SOON, LEASES);
    const ids = new Set(
      due.flatMap(({ kind, key }) => (kind === 'conversation' && key.workspace === SHOP ? [key.id] : [])),
    );
    const newest = await Promise.all([...ids].map((id) => conversations.readBack({ workspace: SHOP, id }, null, 1)));
    return newest.flatMap(([commit]) => (commit ? [commit.state] : []));
  };
  return {
    method: 'GET',
    path: '/stage/story',
    handle: async () => {
      const now = clock.now();
      const [workspace, chats, live, [newest]] = await Promise.all([
        directory.workspace(SHOP),
        waiting(now),
        presence.live(SHOP, now),
        pages.readBack({ workspace: SHOP, id: ON_CALL }, null, 1),
      ]);
      if (workspace === null) return json({ code: 'not_found' }, 404);
      return json(storyOf({ workspace, chats, live, page: newest?.state ?? null, now, anna }));
    },
  };
}
