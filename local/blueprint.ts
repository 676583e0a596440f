import { type Guard, guardOf } from './aws/guard.ts';
import { type ApiModel, readApis } from './gateway/model.ts';
import { readRoles } from './iam/roles.ts';
import { type EventSource, readEventSources } from './lambda/event-sources.ts';
import { type FunctionModel, readFunctions } from './lambda/model.ts';
import { type MachineModel, readMachines } from './machines/model.ts';
import { ISSUER_PATH } from './oidc/issuer.ts';
import { checkWiring } from './permissions.ts';
import { readSchedules, type ScheduleModel } from './schedules/schedules.ts';
import { type Addresses, localizer } from './server/addresses.ts';
import { readTable, type TableModel } from './table/model.ts';
import type { Assembly } from './template/assembly.ts';
import type { Surroundings } from './template/identities.ts';
import { readTemplate, type StackTemplate } from './template/stack-template.ts';

/** All that the template says, as the services need it. */
export interface Blueprint {
  readonly template: StackTemplate;
  readonly surroundings: Surroundings;
  readonly table: TableModel;
  readonly functions: readonly FunctionModel[];
  readonly guard: Guard;
  readonly sources: readonly EventSource[];
  readonly machines: readonly MachineModel[];
  readonly schedules: readonly ScheduleModel[];
  readonly socketApis: readonly ApiModel[];
  readonly httpApis: readonly ApiModel[];
  /** Turns addresses of the deployed stack into this machine's. */
  readonly localize: (text: string) => string;
}

/** Region and account of the machine: the broker's. */
export const REGION = 'us-east-1';
const ACCOUNT = '000000000000';

/**
 * Reads the whole template before anything of it runs.
 * @param throttles whether the stages' throttles hold
 * @throws {StartError} naming what the runner does not know, or what AWS would refuse
 */
export function readBlueprint(assembly: Assembly, addresses: Addresses, throttles: boolean): Blueprint {
  const surroundings: Surroundings = {
    region: REGION,
    account: ACCOUNT,
    stackName: assembly.stackName,
    awsEndpoint: addresses.awsEndpoint,
    issuer: `${addresses.publicUrl}${ISSUER_PATH}`,
  };
  const template = readTemplate(assembly, surroundings);
  const apis = (protocol: 'WEBSOCKET' | 'HTTP'): readonly ApiModel[] =>
    readApis(template, protocol).map((api) => (throttles ? api : { ...api, throttle: undefined }));
  const socketApis = apis('WEBSOCKET');
  const httpApis = apis('HTTP');
  const functions = readFunctions(template, assembly);
  const roles = readRoles(template);
  const sources = readEventSources(template);
  const machines = readMachines(template);
  checkWiring(template, roles, functions, sources, machines);
  return {
    template,
    surroundings,
    table: readTable(template),
    functions,
    guard: guardOf(roles, functions),
    sources,
    machines,
    schedules: readSchedules(template),
    socketApis,
    httpApis,
    localize: localizer(template, socketApis, httpApis, addresses),
  };
}
