/** `npm run setup`: the first workspace of an empty deployment, its lead, and where its widget may stand. */
import { randomBytes } from 'node:crypto';
import { CloudFormationClient } from '@aws-sdk/client-cloudformation';
import { CognitoIdentityProviderClient } from '@aws-sdk/client-cognito-identity-provider';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { SNSClient } from '@aws-sdk/client-sns';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type Arguments, readArguments, USAGE } from './arguments.ts';
import { findDeployment } from './deployment.ts';
import { tableDirectory } from './directory.ts';
import { explain } from './errors.ts';
import { localeOf, systemZone } from './locale.ts';
import { reportSmsDelivery } from './sms-reports.ts';
import { cognitoUsers } from './users.ts';
import { reportOf } from './words.ts';
import { allowingSite, setUpWorkspace } from './workspace.ts';

const argv = process.argv.slice(2);
const parsed = readArguments(argv, { locale: localeOf(process.env), zone: systemZone() });
if (argv.length === 0 || argv.includes('--help')) console.log(USAGE);
else if (!parsed.ok) fail(...parsed.complaints);
else await setUp(parsed);

async function setUp({ input, target, showsSecret }: Arguments): Promise<void> {
  try {
    const { tableName, userPoolId, siteUrl, smsDeliveryRoleArn } = await findDeployment(
      () => new CloudFormationClient(),
      target,
    );
    const client = DynamoDBDocumentClient.from(new DynamoDBClient());
    const result = await setUpWorkspace(
      {
        users: cognitoUsers(new CognitoIdentityProviderClient(), userPoolId),
        clock: { now: () => Date.now() },
        directory: tableDirectory({ client, name: tableName }),
        secret: () => randomBytes(32).toString('base64url'),
      },
      allowingSite(input, siteUrl),
    );
    for (const line of reportOf(result, { siteUrl, showsSecret })) console.log(line);
    if (smsDeliveryRoleArn === undefined) return;
    const warning = await reportSmsDelivery(new SNSClient(), smsDeliveryRoleArn);
    if (warning !== null) console.warn(`\n${warning}`);
  } catch (error) {
    const stack = 'stack' in target ? target.stack : target.tableName;
    const region = process.env['AWS_REGION'] ?? process.env['AWS_DEFAULT_REGION'];
    const known = explain(error, { stack, region });
    if (known === null) console.error(error);
    fail(known ?? 'That is nothing this program knows; it can be run again, and goes on where it stopped.');
  }
}

function fail(...sentences: readonly string[]): void {
  for (const sentence of sentences) console.error(sentence);
  process.exitCode = 1;
}
