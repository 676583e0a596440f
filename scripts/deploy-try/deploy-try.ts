/**
 * `npm run deploy:try`: the synthesized stack on an independent engine for CloudFormation, for each stage: bootstrap,
 * deploy, set up, a chat through its doors, deploy again without a difference, destroy. Then what checks templates has to
 * say. It needs Python, calls nothing but this machine, and is no part of `npm test`.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Stage } from '../../infra/stage.ts';
import { checkTemplates } from './lint.ts';
import { must, TOP } from './process.ts';
import { venv } from './python.ts';
import { checkGaps, tryStage } from './stages.ts';

const asked = process.argv.slice(2).filter((one) => !one.startsWith('--'));
const stages = (['dev', 'prod'] as const).filter((stage) => asked.length === 0 || asked.includes(stage));
const say = (line: string): void => console.log(`${new Date().toISOString().slice(11, 19)} ${line}`);

const work = mkdtempSync(join(tmpdir(), 'otvet-deploy-'));
try {
  const bin = await venv('engine', 'requirements.txt');
  say('The engine is there.');
  await must('The build', process.execPath, [join(TOP, 'scripts/build.ts')]);
  if (!process.argv.includes('--lint-only')) {
    if (!process.argv.includes('--no-probes')) await checkGaps(bin, work, say);
    for (const stage of stages) await tryStage(bin, stage as Stage, work, say);
  }
  if (!process.argv.includes('--no-lint')) await checkTemplates(bin, stages, work, say);
  say('Tried.');
} catch (error) {
  console.error(error instanceof Error && !process.env['DEBUG'] ? error.message : error);
  process.exitCode = 1;
} finally {
  rmSync(work, { recursive: true, force: true });
}
