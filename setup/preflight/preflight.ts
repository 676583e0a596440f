/** `npm run preflight`: names what would stop a page of a deployed stack. Read-only. */
import { parseArgs } from 'node:util';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SESv2Client } from '@aws-sdk/client-sesv2';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { findOutputs } from '../deployment.ts';
import { explain } from '../errors.ts';
import { readFacts } from './aws-facts.ts';
import { judge } from './judge.ts';
import { report } from './report.ts';

const USAGE = `npm run preflight -- --workspace ID [--workspace ID] [--stack otvet-dev]

  Reads what stands between a page and a phone, changes nothing, and names what would stop it.
  Ends with 1 when something would.`;

const { values } = parseArgs({
  options: {
    workspace: { type: 'string', multiple: true },
    stack: { type: 'string', default: 'otvet-dev' },
    help: { type: 'boolean' },
  },
});
const { stack, workspace: workspaces = [], help } = values;
if (help === true || workspaces.length === 0) console.log(USAGE);
else await preflight();

async function preflight(): Promise<void> {
  try {
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
    if (findings.some(({ level }) => level === 'stops')) process.exitCode = 1;
  } catch (error) {
    const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
    const known = explain(error, { stack, region });
    if (known === null) console.error(error);
    console.error(known ?? 'That is nothing this program knows. It changes nothing, and can be run again.');
    process.exitCode = 1;
  }
}
