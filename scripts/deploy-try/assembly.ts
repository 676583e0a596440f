import { createHash } from 'node:crypto';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Stage } from '../../infra/stage.ts';
import { environment, must, TOP } from './process.ts';
import type { CfnTemplate } from './template.ts';

/** What the CDK app makes: the template and the files beside it. */
export interface Assembly {
  readonly folder: string;
  readonly template: CfnTemplate;
}

/** Addresses that a deployment of production is refused without. */
const TOLD = { mailFrom: 'otvet@deploy-try.dev', alarmEmail: 'alarms@deploy-try.dev' };

/** The synthesized stack of a stage, as `cdk deploy` would make it, in a folder of its own. */
export async function synthesize(stage: Stage, established: boolean, folder: string): Promise<Assembly> {
  rmSync(folder, { recursive: true, force: true });
  const context = { stage, established: String(established), ...TOLD };
  await must('The synthesis', process.execPath, [join(TOP, 'infra/app.ts')], {
    env: environment({ CDK_OUTDIR: folder, CDK_CONTEXT_JSON: JSON.stringify(context) }),
  });
  return { folder, template: JSON.parse(readFileSync(join(folder, 'Otvet.template.json'), 'utf8')) as CfnTemplate };
}

/** A copy of an assembly with another template. Its name is its content's: one that was uploaded under it is not kept. */
export function withTemplate(assembly: Assembly, template: CfnTemplate, folder: string): Assembly {
  rmSync(folder, { recursive: true, force: true });
  cpSync(assembly.folder, folder, { recursive: true });
  const text = JSON.stringify(template);
  writeFileSync(join(folder, 'Otvet.template.json'), text);
  const assets = readFileSync(join(folder, 'Otvet.assets.json'), 'utf8');
  const { files } = JSON.parse(assets) as {
    readonly files: Record<string, { readonly source: { readonly path: string } }>;
  };
  const [name = ''] = Object.entries(files).find(([, { source }]) => source.path === 'Otvet.template.json') ?? [];
  const renamed = createHash('sha256').update(text).digest('hex');
  for (const file of ['Otvet.assets.json', 'manifest.json']) {
    const path = join(folder, file);
    writeFileSync(path, readFileSync(path, 'utf8').replaceAll(name, renamed));
  }
  return { folder, template };
}
