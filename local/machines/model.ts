import { StartError } from '../errors.ts';
import { isObject, type JsonObject, objectOf, optionalText, parseJson, textOf } from '../json.ts';
import { plainArn } from '../lambda/model.ts';
import type { StackTemplate } from '../template/stack-template.ts';

/** A state machine of the template. */
export interface MachineModel {
  readonly name: string;
  readonly arn: string;
  readonly definition: JsonObject;
  /** The function that each task state invokes, and whether the state's input is wrapped for `lambda:invoke`. */
  readonly tasks: ReadonlyMap<string, { readonly functionArn: string | undefined; readonly isWrapped: boolean }>;
}

const INVOKE = 'arn:aws:states:::lambda:invoke';

/** @throws {StartError} naming a task that does something else than invoke a function */
export function readMachines(template: StackTemplate): readonly MachineModel[] {
  return template.all('AWS::StepFunctions::StateMachine').map(({ id, properties }) => {
    const text = textOf(properties['DefinitionString'], `the definition of ${id}`);
    const definition = parseJson(text);
    if (!isObject(definition)) throw new StartError(`The definition of the state machine ${id} is no JSON object.`);
    const states = [...statesIn(definition)].filter(([, state]) => state['Type'] === 'Task');
    return {
      name: template.identity(id, 'Name'),
      arn: template.identity(id, 'Arn'),
      definition,
      tasks: new Map(states.map(([name, state]) => [name, taskOf(name, state)])),
    };
  });
}

function taskOf(name: string, state: JsonObject) {
  const resource = textOf(state['Resource'], `the resource of the state ${name}`);
  if (resource === INVOKE) {
    const target = optionalText(objectOf(state['Parameters'])['FunctionName']);
    return { functionArn: target === undefined ? undefined : plainArn(target), isWrapped: true };
  }
  if (resource.startsWith('arn:aws:lambda:')) return { functionArn: plainArn(resource), isWrapped: false };
  throw new StartError(`The state ${name} uses ${resource}; the runner knows tasks that invoke a function.`);
}

/** All states, also those inside Map and Parallel states. */
function* statesIn(definition: JsonObject): Generator<readonly [string, JsonObject]> {
  for (const [name, state] of Object.entries(objectOf(definition['States']))) {
    if (!isObject(state)) continue;
    yield [name, state];
    for (const inner of [
      state['Iterator'],
      state['ItemProcessor'],
      ...(Array.isArray(state['Branches']) ? state['Branches'] : []),
    ]) {
      if (isObject(inner)) yield* statesIn(inner);
    }
  }
}
