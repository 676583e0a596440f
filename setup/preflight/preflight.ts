/** `npm run preflight`: names what would stop a page of a deployed stack, or with `--before` a first deployment. Read-only. */
import { parseArgs } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { ServiceQuotasClient } from '@aws-sdk/client-service-quotas';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { findOutputs } from '../deployment.ts';
import { explain } from '../errors.ts';
import { readFacts } from './aws-facts.ts';
import { readBefore } from './before-facts.ts';
import { type Finding, judge } from './judge.ts';
import { judgeBefore } from './judge-before.ts';
import { OF_A_DEPLOYMENT, report } from './report.ts';

const USAGE = `npm run preflight -- --before [--phone +NUMBER] [--stack otvet-dev]
npm run preflight -- --workspace ID [--workspace ID] [--stack otvet-dev]

  Before a first deployment: what in this account and Region would make it fail, and what to ask AWS for now. --phone:
  those whom pages shall ring, since some countries take SMS of registered senders only.
  After it: what stands between a page and a phone.
  Both change nothing, and end with 1 when something would stop it.`;

const { values } = parseArgs({
  options: {
    workspace: { type: 'string', multiple: true },
    stack: { type: 'string', default: 'otvet-dev' },
    before: { type: 'boolean' },
    phone: { type: 'string', multiple: true },
    help: { type: 'boolean' },
  },
});
const { stack, workspace: workspaces = [], before, phone: phones = [], help } = values;
if (help === true) console.log(USAGE);
else if (before === true) await guarded(beforeDeployment);
else if (workspaces.length === 0) console.log(USAGE);
else await guarded(preflight);

async function beforeDeployment(): Promise<Finding[]> {
  const sns = new SNSClient();
  const facts = await readBefore({
    region: await sns.config.region(),
    stack,
    phones,
    sns,
    cloudFormation: new CloudFormationClient(),
    dynamo: new DynamoDBClient(),
    secrets: new SecretsManagerClient(),
    lambda: new LambdaClient(),
    ses: new SESv2Client(),
    quotas: new ServiceQuotasClient(),
  });
  const findings = judgeBefore(facts);
  for (const line of report(findings, OF_A_DEPLOYMENT)) console.log(line);
  return findings;
}

async function preflight(): Promise<Finding[]> {
  const outputs = await findOutputs(() => new CloudFormationClient(), stack, [
    'TableName',
    'MailFrom',
    'AlarmTopicArn',
  ] as const);
  const clock = { now: () => Date.now() };
  const account = {
    sns: new SNSClient(),
    ses: new SESv2Client(),
    lambda: new LambdaClient(),
    table: { client: DynamoDBDocumentClient.from(new DynamoDBClient()), name: outputs.TableName },
    clock,
    mailFrom: outputs.MailFrom,
    alarmTopicArn: outputs.AlarmTopicArn,
  };
  const findings = judge(await readFacts(account, workspaces), clock.now());
  for (const line of report(findings)) console.log(line);
  return findings;
}

async function guarded(run: () => Promise<Finding[]>): Promise<void> {
  try {
    if ((await run()).some(({ level }) => level === 'stops')) process.exitCode = 1;
  } catch (error) {
    const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
    const known = explain(error, { stack, region });
    if (known === null) console.error(error);
    console.error(known ?? 'That is nothing this program knows. It changes nothing, and can be run again.');
    process.exitCode = 1;
  }
}
