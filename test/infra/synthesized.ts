import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { type Config, configOf, type Stage } from '../../infra/config.ts';
import { FLAGS } from '../../infra/flags.ts';
import { OtvetStack } from '../../infra/otvet-stack.ts';
import { FUNCTIONS, type FunctionName } from '../../shared/contract.ts';

export interface Resource {
  readonly Type: string;
  // biome-ignore lint/suspicious/noExplicitAny: a template is untyped JSON, and tests read deep into it
  readonly Properties: Record<string, any>;
}

export interface Statement {
  readonly Effect: string;
  readonly Action: string | readonly string[];
  readonly Resource?: unknown;
  readonly NotResource?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

/**
 * A folder with a tiny bundle for each function, and a page: what the stack is made of needs no real ones. Whoever asks for
 * it removes it.
 */
export function placeholderBundles(): string {
  const folder = mkdtempSync(join(tmpdir(), 'otvet-bundles-'));
  const files = [...FUNCTIONS.map((name) => `functions/${name}/index.mjs`), 'web/console/index.html'];
  for (const file of files) {
    mkdirSync(join(folder, file, '..'), { recursive: true });
    writeFileSync(join(folder, file), '');
  }
  return folder;
}

interface Synthesized {
  readonly app: App;
  readonly template: Template;
}

const made = new Map<string, Synthesized>();

/**
 * The stack of a stage, as the app would make it with these settings beside its own, and its template. Made once: the suite
 * only reads.
 */
export function synthesize(stage: Stage = 'dev', told: Partial<Config> = {}): Synthesized {
  const key = `${stage} ${JSON.stringify(told)}`;
  const synthesized = made.get(key) ?? make(stage, told);
  made.set(key, synthesized);
  return synthesized;
}

function make(stage: Stage, told: Partial<Config>): Synthesized {
  const bundles = placeholderBundles();
  try {
    const app = new App({ analyticsReporting: false, postCliContext: FLAGS });
    const stack = new OtvetStack(app, 'Otvet', { stackName: `otvet-${stage}`, config: configOf(stage, told), bundles });
    return { app, template: Template.fromStack(stack) };
  } finally {
    rmSync(bundles, { recursive: true });
  }
}

export function resourcesOf(template: Template, type: string): [logicalId: string, Resource][] {
  return Object.entries(template.findResources(type)) as [string, Resource][];
}

/** A function of ours, by its name in the contract. */
export function functionOf(template: Template, name: FunctionName): [logicalId: string, Resource] {
  const found = resourcesOf(template, 'AWS::Lambda::Function').find(([, { Properties }]) =>
    String(Properties['FunctionName']).match(`^otvet-(dev|prod)-${name}$`),
  );
  if (!found) throw new Error(`the template has no function ${name}`);
  return found;
}

export function environmentOf(template: Template, name: FunctionName): Readonly<Record<string, unknown>> {
  return functionOf(template, name)[1].Properties['Environment'].Variables;
}

/** All that a function's role allows. */
export function statementsOf(template: Template, name: FunctionName): Statement[] {
  const role = functionOf(template, name)[1].Properties['Role']['Fn::GetAtt'][0] as string;
  return resourcesOf(template, 'AWS::IAM::Policy')
    .filter(([, { Properties }]) => Properties['Roles'].some((r: { Ref: string }) => r.Ref === role))
    .flatMap(([, { Properties }]) => Properties['PolicyDocument'].Statement as Statement[]);
}

export function actionsOf({ Action }: Statement): readonly string[] {
  return typeof Action === 'string' ? [Action] : Action;
}

/** Text of a value that CloudFormation would put together, with the references by name: `<Table.Arn>/index/due`. */
export function textOf(value: unknown): string {
  if (typeof value === 'string') return value;
  if (Array.isArray(value)) return value.map(textOf).join(',');
  const [[fn, args] = []] = Object.entries(value as Record<string, unknown>);
  if (fn === 'Ref') return `<${args}>`;
  if (fn === 'Fn::GetAtt') return `<${(args as string[]).join('.')}>`;
  if (fn === 'Fn::Join') return ((args as [string, unknown[]])[1] ?? []).map(textOf).join((args as [string])[0]);
  return JSON.stringify(value);
}
