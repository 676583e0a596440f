/** `npm run drill:restore`: restores the table of a deployed stack beside it, compares what came back, and takes it down. */
import { parseArgs } from 'node:util';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { explain } from './errors.ts';
import { drill } from './restore/drill.ts';

const USAGE = `npm run drill:restore -- [--stack otvet-dev] [--keep]

  Restores the newest point of the table into a table of its own, as one would after a disaster, waits for it, compares
  every workspace and its newest commits with the living table, and says how long it took. Then it is deleted, unless
  --keep. The living table is only read. It costs what the table weighs: $0.15 a GB, and nothing once it is deleted.`;

const { values } = parseArgs({
  options: { stack: { type: 'string', default: 'otvet-dev' }, keep: { type: 'boolean' }, help: { type: 'boolean' } },
});

if (values.help === true) console.log(USAGE);
else
  try {
    const client = new DynamoDBClient();
    const result = await drill(
      { client, say: console.log, pause: 15_000 },
      `${values.stack}-log`,
      values.keep === true,
    );
    if (result.missing.length > 0) process.exitCode = 1;
  } catch (error) {
    const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
    const known = explain(error, { stack: values.stack, region });
    if (known === null) console.error(error);
    console.error(
      known ?? 'That is nothing this program knows. A table whose name ends in -drill-… may be left: delete it.',
    );
    process.exitCode = 1;
  }
