import { StartError } from './errors.ts';
import type { Roles } from './iam/roles.ts';
import { optionalText } from './json.ts';
import type { EventSource } from './lambda/event-sources.ts';
import type { FunctionModel } from './lambda/model.ts';
import type { MachineModel } from './machines/model.ts';
import type { StackTemplate } from './template/stack-template.ts';

/**
 * Refuses a template that AWS would refuse, or that would fail there at the first event: a function that may not read its
 * event source, a state machine that may not invoke its tasks.
 * @throws {StartError} naming the permission that is missing
 */
export function checkWiring(
  template: StackTemplate,
  roles: Roles,
  functions: readonly FunctionModel[],
  sources: readonly EventSource[],
  machines: readonly MachineModel[],
): void {
  const demand = (who: string, roleArn: string, action: string, resource: string): void => {
    if (!roles.decide(roleArn, { action, resource }).allowed) {
      throw new StartError(`In the template, ${who} may not ${action} on ${resource}.`);
    }
  };
  for (const { sourceArn, functionArn } of sources) {
    const model = functions.find(({ arn }) => arn === functionArn);
    if (model === undefined)
      throw new StartError(`An event source names ${functionArn}, which is no function of the template.`);
    demand(
      model.name,
      model.roleArn,
      sourceArn.includes(':sqs:') ? 'sqs:ReceiveMessage' : 'dynamodb:GetRecords',
      sourceArn,
    );
  }
  for (const { id, properties } of template.all('AWS::StepFunctions::StateMachine')) {
    const machine = machines.find(({ arn }) => arn === template.identity(id, 'Arn'));
    const roleArn = optionalText(properties['RoleArn']) ?? '';
    for (const { functionArn } of machine?.tasks.values() ?? []) {
      if (functionArn !== undefined) demand(machine?.name ?? id, roleArn, 'lambda:InvokeFunction', functionArn);
    }
  }
}
