import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CHECKED } from '../../infra/regions.ts';
import type { Stage } from '../../infra/stage.ts';
import { synthesize } from './assembly.ts';
import { must, run } from './process.ts';
import { venv } from './python.ts';
import type { CfnTemplate } from './template.ts';

type Say = (line: string) => void;

/** Findings of checkov that are accepted, rule by rule and type by type, each with the reason. */
interface Accepted {
  readonly rule: string;
  readonly type: string;
  readonly reason: string;
}

/** cfn-lint's rules that say nothing of ours: CDK writes a DependsOn that a Ref implies, and has no use for their advice. */
const NOT_OURS = ['W3005'];

/** What two programs of others say of the templates: cfn-lint finds nothing, checkov nothing that is not accepted. */
export async function checkTemplates(bin: string, stages: readonly Stage[], work: string, say: Say): Promise<void> {
  const checkov = await venv('checkov', 'requirements-checkov.txt');
  const found = new Set<string>();
  for (const stage of stages) {
    // as it stands for years: with all that an established stack reserves and protects
    const { folder, template } = await synthesize(stage, true, join(work, `${stage}-lint`));
    const file = join(folder, 'Otvet.template.json');
    const lint = ['--template', file, '--regions', ...CHECKED, '--ignore-checks', ...NOT_OURS, '--format', 'parseable'];
    await must(`cfn-lint of ${stage}`, join(bin, 'cfn-lint'), lint);
    say(`${stage}: cfn-lint finds nothing in ${CHECKED.length} Regions.`);
    for (const finding of await checkovFindings(checkov, file, template)) found.add(finding);
  }
  const path = join(import.meta.dirname, 'accepted-findings.json');
  const accepted = JSON.parse(readFileSync(path, 'utf8')) as readonly Accepted[];
  const known = new Set(accepted.map(({ rule, type }) => `${rule} ${type}`));
  if (process.argv.includes('--print-findings'))
    writeFileSync(join(work, '..', 'findings.txt'), [...found].sort().join('\n'));
  const fresh = [...found].filter((one) => !known.has(one)).sort();
  const stale = stages.length === 2 ? [...known].filter((one) => !found.has(one)).sort() : [];
  if (fresh.length > 0) throw new Error(`checkov finds what is not accepted (${path}):\n${fresh.join('\n')}`);
  if (stale.length > 0) throw new Error(`Accepted, and not found any more (${path}):\n${stale.join('\n')}`);
  const bare = accepted.filter(({ reason }) => reason.length < 20);
  if (bare.length > 0) throw new Error(`Accepted without a reason: ${bare.map(({ rule }) => rule).join(', ')}`);
  say(`checkov: ${found.size} kinds of findings, each accepted with its reason.`);
}

/** `<rule> <type of the resource>`, each once. */
async function checkovFindings(bin: string, file: string, { Resources }: CfnTemplate): Promise<Set<string>> {
  const args = [
    '--file',
    file,
    '--framework',
    'cloudformation',
    '--output',
    'json',
    '--quiet',
    '--compact',
    '--soft-fail',
  ];
  const { output } = await run(join(bin, 'checkov'), args, { limit: 600_000 });
  const report = JSON.parse(output.slice(output.indexOf('{'))) as {
    readonly results: { readonly failed_checks: readonly { readonly check_id: string; readonly resource: string }[] };
  };
  return new Set(
    report.results.failed_checks.map(({ check_id, resource }) => {
      const id = resource.split('.').at(-1) ?? '';
      return `${check_id} ${Resources[id]?.Type ?? resource}`;
    }),
  );
}
