import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { prepare } from '../../local/prepare.ts';
import { growthRows } from './growth.ts';
import { rowText } from './report.ts';

const TOP = join(import.meta.dirname, '../..');
await prepare();
const temporary = await mkdtemp(join(tmpdir(), 'otvet-bench-'));
for (const row of await growthRows(join(TOP, 'cdk.out'), temporary)) console.log(rowText(row));
await rm(temporary, { recursive: true });
