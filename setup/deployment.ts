import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import type { Target } from './arguments.ts';
import { SetupError } from './errors.ts';

/** What of a deployment a set-up needs. */
export interface Deployment {
  readonly tableName: string;
  readonly userPoolId: string;
  /** console and widget, without a slash at the end */
  readonly siteUrl: string;
}

/**
 * Finds a deployment by the outputs of its stack (infra/otvet-stack.ts).
 * @throws {SetupError} when the stack is another one's, or not deployed to the end
 */
export async function findDeployment(client: () => CloudFormationClient, target: Target): Promise<Deployment> {
  if (!('stack' in target)) return target;
  const { Stacks } = await client().send(new DescribeStacksCommand({ StackName: target.stack }));
  const stack = Stacks?.[0];
  if (stack?.StackStatus?.endsWith('_IN_PROGRESS') === true) {
    throw new SetupError(
      `The stack ${target.stack} is being deployed (${stack.StackStatus}): run this when it is done.`,
    );
  }
  const output = (name: string): string => {
    const value = stack?.Outputs?.find(({ OutputKey }) => OutputKey === name)?.OutputValue;
    if (value !== undefined) return value;
    throw new SetupError(
      `The stack ${target.stack} has no output ${name}: deploy it to the end (npx cdk deploy), or name another with --stack.`,
    );
  };
  return {
    tableName: output('TableName'),
    userPoolId: output('UserPoolId'),
    siteUrl: output('SiteUrl').replace(/\/$/, ''),
  };
}
