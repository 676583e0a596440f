import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Target } from './arguments.ts';
import { SetupError } from './errors.ts';

/** What of a deployment a set-up needs. */
export interface Deployment {
  readonly tableName: string;
  readonly userPoolId: string;
  /** console and widget, without a slash at the end */
  readonly siteUrl: string;
  /** by which SNS logs what became of SMS; absent when the parts were named one by one */
  readonly smsDeliveryRoleArn?: string;
}

/** Finds a deployment by the outputs of its stack. @throws {SetupError} as {@link findOutputs} does */
export async function findDeployment(client: () => CloudFormationClient, target: Target): Promise<Deployment> {
  if (!('stack' in target)) return target;
  const { TableName, UserPoolId, SiteUrl, SmsDeliveryRoleArn } = await findOutputs(client, target.stack, [
    'TableName',
    'UserPoolId',
    'SiteUrl',
    'SmsDeliveryRoleArn',
  ] as const);
  return {
    tableName: TableName,
    userPoolId: UserPoolId,
    siteUrl: SiteUrl.replace(/\/$/, ''),
    smsDeliveryRoleArn: SmsDeliveryRoleArn,
  };
}

/**
 * Outputs of a stack (infra/otvet-stack.ts) by their names.
 * @throws {SetupError} when the stack is another one's, or not deployed to the end
 */
export async function findOutputs<N extends string>(
  client: () => CloudFormationClient,
  name: string,
  wanted: readonly N[],
): Promise<Readonly<Record<N, string>>> {
  const { Stacks } = await client().send(new DescribeStacksCommand({ StackName: name }));
  const stack = Stacks?.[0];
  if (stack?.StackStatus?.endsWith('_IN_PROGRESS') === true) {
    throw new SetupError(`The stack ${name} is being deployed (${stack.StackStatus}): run this when it is done.`);
  }
  const output = (key: N): string => {
    const value = stack?.Outputs?.find(({ OutputKey }) => OutputKey === key)?.OutputValue;
    if (value !== undefined) return value;
    throw new SetupError(
      `The stack ${name} has no output ${key}: deploy it to the end (npx cdk deploy), or name another with --stack.`,
    );
  };
  return Object.fromEntries(wanted.map((key) => [key, output(key)])) as Record<N, string>;
}
