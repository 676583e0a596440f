import { isObject, listOf, objectOf, optionalText } from '../json.ts';
import type { EngineClient } from '../table/engine-client.ts';
import type { StreamRecord } from './record.ts';

/** Reads the shards of a table's stream. */
export interface Shards {
  /** Reads what is new in every shard, oldest first. */
  readonly read: (limit: number) => Promise<readonly ShardRead[]>;
}

export interface ShardRead {
  readonly shard: string;
  readonly records: readonly StreamRecord[];
}

const STREAMS = 'DynamoDBStreams_20120810';

/** @param position where to begin in a shard: after this sequence number, or with its oldest record */
export function openShards(
  client: EngineClient,
  tableName: string,
  position: (shard: string) => string | undefined,
): Shards {
  const iterators = new Map<string, string>();
  let streamArn: string | undefined;

  const describe = async (): Promise<void> => {
    const streams = await client.call('ListStreams', { TableName: tableName }, STREAMS);
    streamArn = optionalText(objectOf(listOf(streams['Streams']).at(-1))['StreamArn']);
    if (streamArn === undefined) throw new Error(`The table ${tableName} has no stream.`);
    const { StreamDescription } = await client.call('DescribeStream', { StreamArn: streamArn }, STREAMS);
    for (const shard of listOf(objectOf(StreamDescription)['Shards']).filter(isObject)) {
      const id = String(shard['ShardId']);
      if (iterators.has(id)) continue;
      const after = position(id);
      const start = (type: string) =>
        client.call(
          'GetShardIterator',
          {
            StreamArn: streamArn,
            ShardId: id,
            ShardIteratorType: type,
            ...(type !== 'TRIM_HORIZON' && { SequenceNumber: after }),
          },
          STREAMS,
        );
      // A checkpoint that the stream no longer holds: with the oldest record there is.
      const iterator =
        after === undefined
          ? await start('TRIM_HORIZON')
          : await start('AFTER_SEQUENCE_NUMBER').catch(() => start('TRIM_HORIZON'));
      iterators.set(id, String(iterator['ShardIterator']));
    }
  };

  const readShard = async (shard: string, iterator: string, limit: number): Promise<ShardRead> => {
    const answer = await client.call('GetRecords', { ShardIterator: iterator, Limit: limit }, STREAMS);
    const next = optionalText(answer['NextShardIterator']);
    if (next === undefined) iterators.delete(shard);
    else iterators.set(shard, next);
    return { shard, records: listOf(answer['Records']) as readonly StreamRecord[] };
  };

  return {
    read: async (limit) => {
      // A shard that ended has children; an engine that was asked too late has forgotten its iterators.
      if (iterators.size === 0) await describe();
      const reads: ShardRead[] = [];
      for (const [shard, iterator] of [...iterators]) {
        try {
          reads.push(await readShard(shard, iterator, limit));
        } catch (error) {
          iterators.delete(shard);
          throw error;
        }
      }
      return reads;
    },
  };
}
