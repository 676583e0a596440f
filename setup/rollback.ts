/** `npm run rollback`: leads every function of a deployed stack back to the version before, in seconds. */
import { parseArgs } from 'node:util';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { FUNCTIONS } from '../shared/contract.ts';
import { explain } from './errors.ts';
import { rollBack } from './restore/roll-back.ts';

const USAGE = `npm run rollback -- [--stack otvet-prod] [--forward]

  Leads the alias "live" of every function to the version before the one that is live: what the last deployment brought
  is out of use within seconds. --forward: to the newest version again. It changes code only: not the table, not the
  pages. The next deployment leads all of them to its own version.`;

const { values } = parseArgs({
  options: {
    stack: { type: 'string', default: 'otvet-prod' },
    forward: { type: 'boolean' },
    help: { type: 'boolean' },
  },
});

if (values.help === true) console.log(USAGE);
else
  try {
    const names = FUNCTIONS.map((name) => `${values.stack}-${name}`);
    const moved = await rollBack(new LambdaClient(), names, values.forward === true ? 'newest' : 'before');
    for (const { name, from, to } of moved)
      console.log(from === to ? `${name}: stays at ${to}` : `${name}: ${from} → ${to}`);
  } catch (error) {
    const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
    const known = explain(error, { stack: values.stack, region });
    if (known === null) console.error(error);
    console.error(known ?? 'That is nothing this program knows. It can be run again: what was moved stays moved.');
    process.exitCode = 1;
  }
