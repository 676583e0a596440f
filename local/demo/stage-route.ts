import { DynamoDBClient, type DynamoDBClientConfig } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { dynamoDirectory } from '../../functions/kernel/adapters/dynamo-directory.ts';
import { dynamoLog } from '../../functions/kernel/adapters/dynamo-log.ts';
import { dynamoPresence } from '../../functions/kernel/adapters/dynamo-presence.ts';
import { PAGE_LOG } from '../../functions/kernel/adapters/log-schemas.ts';
import type { Clock } from '../../functions/kernel/ports.ts';
import { dynamoInbox } from '../../functions/projection/adapters/dynamo-inbox.ts';
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

/** What the stage marks as the running step: read from the table each time it is asked, so that it cannot differ from the log. */
export function stageRoute({ dynamo, tableName, clock, anna }: StageOptions): LocalRoute {
  const table = { client: DynamoDBDocumentClient.from(new DynamoDBClient(dynamo)), name: tableName };
  const [directory, inbox] = [dynamoDirectory(table, clock), dynamoInbox(table)];
  const [presence, pages] = [dynamoPresence(table), dynamoLog(table, PAGE_LOG)];
  return {
    method: 'GET',
    path: '/stage/story',
    handle: async () => {
      const now = clock.now();
      const [workspace, cards, live, [newest]] = await Promise.all([
        directory.workspace(SHOP),
        inbox.open(SHOP),
        presence.live(SHOP, now),
        pages.readBack({ workspace: SHOP, id: ON_CALL }, null, 1),
      ]);
      if (workspace === null) return json({ code: 'not_found' }, 404);
      return json(storyOf({ workspace, cards, live, page: newest?.state ?? null, now, anna }));
    },
  };
}
