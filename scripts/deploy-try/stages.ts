import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import {
  CloudFormationClient,
  CreateStackCommand,
  DeleteStackCommand,
  DescribeStackEventsCommand,
  DescribeStacksCommand,
  ListStackResourcesCommand,
  paginateListStackResources,
} from '@aws-sdk/client-cloudformation';
import { DynamoDBClient, QueryCommand } from '@aws-sdk/client-dynamodb';
import type { Stage } from '../../infra/stage.ts';
import { type Assembly, synthesize, withTemplate } from './assembly.ts';
import { smokeChat } from './chat.ts';
import { ACCOUNT, type Engine, REGION, startEngine } from './engine.ts';
import { around, GAPS, type Gap } from './gaps.ts';
import { must, run, TOP } from './process.ts';
import { type CfnTemplate, partOf, rewritten, without } from './template.ts';

type Say = (line: string) => void;

const clientOf = (engine: Engine) => ({
  endpoint: engine.url,
  region: REGION,
  credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
});

/** Whether the engine still cannot do just what the list says, in just those words. */
export async function checkGaps(bin: string, work: string, say: Say): Promise<void> {
  const engine = await startEngine(bin);
  try {
    const whole = await synthesize('dev', false, join(work, 'probe'));
    await bootstrap(engine, whole);
    const wrong: string[] = [];
    for (const gap of GAPS) {
      const said = await probe(engine, gap, whole, work);
      if (said === null) wrong.push(`${gap.name}: the engine can do it now. Take it off the list.`);
      else if (!gap.refusal.test(said)) wrong.push(`${gap.name}: refused in other words: ${said}`);
      else say(`  gap: ${gap.name}. ${gap.why}`);
    }
    if (wrong.length > 0)
      throw new Error(`The list of gaps (scripts/deploy-try/gaps.ts) is not true:\n${wrong.join('\n')}`);
  } finally {
    await engine.stop();
  }
}

/** What the engine says against a gap's probe; null: nothing. */
async function probe(engine: Engine, gap: Gap, whole: Assembly, work: string): Promise<string | null> {
  if (typeof gap.probe === 'function') {
    const part = withTemplate(whole, partOf(whole.template, gap.probe), join(work, 'part'));
    const { code, output } = await cdk(engine, part, ['deploy', '--require-approval', 'never']);
    await cdk(engine, part, ['destroy', '--force']);
    return code === 0 ? null : output;
  }
  const client = new CloudFormationClient(clientOf(engine));
  const StackName = `probe-${gap.name.replaceAll(/\W+/g, '-')}`;
  try {
    await client.send(new CreateStackCommand({ StackName, TemplateBody: JSON.stringify(gap.probe) }));
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
  for (let tries = 0; tries < 60; tries += 1) {
    const { Stacks } = await client.send(new DescribeStacksCommand({ StackName }));
    const status = Stacks?.[0]?.StackStatus ?? '';
    if (!status.endsWith('_IN_PROGRESS')) {
      const { StackEvents = [] } = await client.send(new DescribeStackEventsCommand({ StackName }));
      await client.send(new DeleteStackCommand({ StackName }));
      if (status === 'CREATE_COMPLETE') return null;
      return StackEvents.map(({ ResourceStatusReason }) => ResourceStatusReason ?? '').join('\n');
    }
    await pause(500);
  }
  throw new Error(`The probe of "${gap.name}" does not end.`);
}

const cdk = (engine: Engine, { folder }: Assembly, [verb = '', ...args]: readonly string[]) =>
  run('cdk', [verb, '--app', folder, ...args], { env: engine.env, limit: 300_000 });

async function bootstrap(engine: Engine, { folder }: Assembly): Promise<void> {
  await must('The bootstrap', 'cdk', ['bootstrap', '--app', folder, `aws://${ACCOUNT}/${REGION}`], { env: engine.env });
}

/** From nothing to nothing, for one stage. */
export async function tryStage(bin: string, stage: Stage, work: string, say: Say): Promise<void> {
  const begun = Date.now();
  const engine = await startEngine(bin);
  try {
    const whole = await synthesize(stage, false, join(work, stage));
    const { template, leftOut } = around(GAPS, atThis(engine, whole.template));
    const assembly = withTemplate(whole, without(template, new Set(leftOut)), join(work, `${stage}-tried`));
    const stack = `otvet-${stage}`;
    await bootstrap(engine, assembly);

    await deploy(engine, assembly, 'The first deployment');
    await compare(engine, stack, assembly.template);
    const all = Object.keys(whole.template.Resources).length;
    say(
      `${stage}: ${all - leftOut.length} of ${all} resources came up; left out: ${leftOut.length}, each by a gap above.`,
    );

    const outputs = await outputsOf(engine, stack);
    const lead = await setUp(engine, stack, say);
    const chat = await smokeChat(engine, {
      stack,
      workspace: WORKSPACE,
      operator: lead,
      origin: ORIGIN,
      apiId: await physicalId(engine, stack, /^HttpDoorApi/),
      customerAddress: outputs['CustomerSocketAddress'] ?? '',
      operatorAddress: outputs['OperatorSocketAddress'] ?? '',
    });
    const { acknowledged, delivered, answered } = chat;
    say(
      `${stage}: a chat: acknowledged in ${acknowledged} ms, in the inbox in ${delivered}, its answer back in ${answered}.`,
    );

    const second = await deploy(engine, assembly, 'The second deployment');
    if (!/no changes/i.test(second))
      throw new Error(`The second deployment found a difference:\n${second.slice(-1500)}`);
    const diff = await cdk(engine, assembly, ['diff', '--fail', '--method=template']);
    if (diff.code !== 0) throw new Error(`There is a difference after a deployment:\n${diff.output.slice(-1500)}`);
    say(`${stage}: deployed again without a difference.`);

    await must('The destruction', 'cdk', ['destroy', '--app', assembly.folder, '--force'], { env: engine.env });
    await isGone(engine, stack);
    say(`${stage}: destroyed. ${Math.round((Date.now() - begun) / 1000)} s.`);
  } catch (error) {
    const last = engine
      .said()
      .split('\n')
      .filter((line) => /ERROR|Error/.test(line))
      .slice(-10);
    throw new Error(
      `${stage}: ${error instanceof Error ? error.message : String(error)}\nThe engine said:\n${last.join('\n')}`,
    );
  } finally {
    await engine.stop();
  }
}

/** The doors' management API at the engine's own address: AWS's names lead off this machine. */
function atThis(engine: Engine, template: CfnTemplate): CfnTemplate {
  return rewritten(template, (value) => {
    const join = (value as { readonly 'Fn::Join'?: readonly [string, readonly unknown[]] } | null)?.['Fn::Join'];
    const [first, api, host, ...rest] = join?.[1] ?? [];
    if (first !== 'https://' || host !== '.execute-api.') return value;
    return { 'Fn::Join': ['', [`${engine.url}/_aws/execute-api/`, api, ...afterHost(rest)]] };
  });
}
/** What follows `<region>.<suffix>` in an address: the path. */
const afterHost = (parts: readonly unknown[]): readonly unknown[] => {
  const at = parts.findIndex((part) => typeof part === 'string' && part.startsWith('/'));
  return at < 0 ? [] : parts.slice(at);
};

async function deploy(engine: Engine, assembly: Assembly, what: string): Promise<string> {
  const args = ['deploy', '--app', assembly.folder, '--require-approval', 'never'];
  return await must(what, 'cdk', args, { env: engine.env });
}

/** Every resource of the template is there and whole, and nothing besides. */
async function compare(engine: Engine, stack: string, template: CfnTemplate): Promise<void> {
  const there = new Map<string, string>();
  const client = new CloudFormationClient(clientOf(engine));
  for await (const { StackResourceSummaries = [] } of paginateListStackResources({ client }, { StackName: stack }))
    for (const { LogicalResourceId = '', ResourceStatus = '' } of StackResourceSummaries)
      there.set(LogicalResourceId, ResourceStatus);
  const wrong = Object.keys(template.Resources).filter((id) => there.get(id) !== 'CREATE_COMPLETE');
  const more = [...there.keys()].filter((id) => !(id in template.Resources));
  if (wrong.length + more.length > 0) throw new Error(`Not as the template says: ${[...wrong, ...more].join(', ')}`);
}

async function outputsOf(engine: Engine, StackName: string): Promise<Record<string, string>> {
  const { Stacks } = await new CloudFormationClient(clientOf(engine)).send(new DescribeStacksCommand({ StackName }));
  return Object.fromEntries(
    (Stacks?.[0]?.Outputs ?? []).map(({ OutputKey = '', OutputValue = '' }) => [OutputKey, OutputValue]),
  );
}

async function physicalId(engine: Engine, StackName: string, logical: RegExp): Promise<string> {
  const { StackResourceSummaries = [] } = await new CloudFormationClient(clientOf(engine)).send(
    new ListStackResourcesCommand({ StackName }),
  );
  const found = StackResourceSummaries.find(
    ({ LogicalResourceId = '', ResourceType }) =>
      logical.test(LogicalResourceId) && ResourceType === 'AWS::ApiGatewayV2::Api',
  );
  if (!found?.PhysicalResourceId) throw new Error(`The stack has no ${logical}.`);
  return found.PhysicalResourceId;
}

const WORKSPACE = 'kofevarnya';
const ORIGIN = 'https://shop.example';

/** `npm run setup`, twice: the second time it finds all of it. @returns the lead's id */
async function setUp(engine: Engine, stack: string, say: Say): Promise<string> {
  const args = [
    ...['--workspace', WORKSPACE, '--name', 'Kofevarnya', '--lead', 'anna@shop.example', '--lead-name', 'Anna'],
    ...['--phone', '+4915112345678', '--origin', ORIGIN, '--zone', 'UTC', '--locale', 'en', '--stack', stack],
  ];
  const setup = [join(TOP, 'setup/setup.ts'), ...args];
  const first = await must('The set-up', process.execPath, setup, { env: engine.env });
  if (!first.includes(`data-workspace="${WORKSPACE}"`)) throw new Error(`The set-up printed no snippet:\n${first}`);
  const second = await must('The second set-up', process.execPath, setup, { env: engine.env });
  if (!second.includes('Nothing to do')) throw new Error(`The second set-up did something:\n${second}`);
  say(`${stack}: set up; once more, with nothing to do.`);
  const { Items = [] } = await new DynamoDBClient(clientOf(engine)).send(
    new QueryCommand({
      TableName: `${stack}-log`,
      KeyConditionExpression: 'pk = :pk',
      ExpressionAttributeValues: { ':pk': { S: `O#${WORKSPACE}` } },
    }),
  );
  const lead = Items[0]?.['sk']?.S;
  if (lead === undefined) throw new Error('The set-up made no lead.');
  return lead;
}

async function isGone(engine: Engine, StackName: string): Promise<void> {
  const client = new CloudFormationClient(clientOf(engine));
  const { Stacks } = await client.send(new DescribeStacksCommand({ StackName })).catch(() => ({ Stacks: [] }));
  const status = Stacks?.[0]?.StackStatus;
  if (status !== undefined && status !== 'DELETE_COMPLETE') throw new Error(`The stack is still there: ${status}`);
}
