import { listOf, objectOf } from '../json.ts';
import type { StackTemplate } from '../template/stack-template.ts';
import { type AccessRequest, type Decision, evaluate, type Statement, statementsOf } from './evaluate.ts';

/** What the roles of the template may do. */
export interface Roles {
  /** @param roleArn ARN of a role of the template */
  readonly decide: (roleArn: string, request: AccessRequest) => Decision;
}

/** Gathers the policies of each role: its own, those attached to it, and managed ones of the template. */
export function readRoles(template: StackTemplate): Roles {
  const statements = new Map<string, Statement[]>();
  const arnByName = new Map<string, string>();
  const managed = new Map<string, readonly Statement[]>();
  const add = (roleName: unknown, more: readonly Statement[]): void => {
    const arn = arnByName.get(String(roleName));
    if (arn !== undefined) statements.get(arn)?.push(...more);
  };

  for (const policy of template.all('AWS::IAM::ManagedPolicy')) {
    managed.set(template.identity(policy.id), statementsOf(policy.properties['PolicyDocument']));
  }
  for (const role of template.all('AWS::IAM::Role')) {
    const arn = template.identity(role.id, 'Arn');
    arnByName.set(template.identity(role.id), arn);
    const own = listOf(role.properties['Policies']).flatMap((policy) =>
      statementsOf(objectOf(policy)['PolicyDocument']),
    );
    // AWS's own managed policies (basic execution, traces) concern logs and traces, which are not checked here.
    const attached = listOf(role.properties['ManagedPolicyArns']).flatMap(
      (policy) => managed.get(String(policy)) ?? [],
    );
    statements.set(arn, [...own, ...attached]);
  }
  for (const policy of template.all('AWS::IAM::Policy')) {
    const more = statementsOf(policy.properties['PolicyDocument']);
    for (const role of listOf(policy.properties['Roles'])) add(role, more);
  }
  for (const policy of template.all('AWS::IAM::ManagedPolicy')) {
    for (const role of listOf(policy.properties['Roles'])) add(role, managed.get(template.identity(policy.id)) ?? []);
  }
  return { decide: (roleArn, request) => evaluate(statements.get(roleArn) ?? [], request) };
}
