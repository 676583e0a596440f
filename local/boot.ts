import { join, resolve } from 'node:path';
import { startAwsEndpoint } from './aws/endpoint.ts';
import { guardOf } from './aws/guard.ts';
import { takeDirectory } from './data/directory.ts';
import { startEventSources } from './event-sources.ts';
import { armFaults } from './faults.ts';
import { httpGateway } from './gateway/http-gateway.ts';
import { SOCKET_LIMITS, type SocketLimits } from './gateway/limits.ts';
import { managementService } from './gateway/management.ts';
import { readApis } from './gateway/model.ts';
import { startSocketGateways } from './gateway/socket-gateways.ts';
import { readRoles } from './iam/roles.ts';
import { awsEnvironment, environmentOf } from './lambda/environment.ts';
import { readEventSources } from './lambda/event-sources.ts';
import { createFunctions, type Functions } from './lambda/functions.ts';
import { openLog } from './lambda/log-file.ts';
import { readFunctions } from './lambda/model.ts';
import { readMachines } from './machines/model.ts';
import { openRegistry } from './machines/registry.ts';
import { runMachines } from './machines/service.ts';
import { startBroker } from './messaging/broker.ts';
import { openPager } from './messaging/pager.ts';
import { createMessaging } from './messaging/resources.ts';
import { s3Service, snsService, sqsService } from './messaging/services.ts';
import { ISSUER_PATH } from './oidc/issuer.ts';
import { startIssuer } from './oidc/start.ts';
import { checkWiring } from './permissions.ts';
import { readSchedules, startSchedules } from './schedules/schedules.ts';
import { secretsService } from './secrets/secrets.ts';
import { localizer } from './server/addresses.ts';
import { startPublicServer } from './server/public-server.ts';
import { type LocalRoute, routesHandler } from './server/route.ts';
import { readSiteHeaders } from './site/headers.ts';
import { pagerRoutes } from './site/pager-routes.ts';
import { staticSite } from './site/static-site.ts';
import { queueDepthOf, type Stack } from './stack.ts';
import { startedServices } from './started.ts';
import { createTable } from './table/create.ts';
import { startEngine } from './table/engine.ts';
import { readTable } from './table/model.ts';
import { tableProxy } from './table/proxy.ts';
import { loadAssembly } from './template/assembly.ts';
import { readTemplate } from './template/stack-template.ts';
import { countUsage } from './usage.ts';

export interface BootOptions {
  /** Where everything is kept. */
  readonly data: string;
  /** The synthesized cloud assembly (`cdk.out`). */
  readonly assembly?: string;
  /** Which stack of it, when there are several. */
  readonly stackName?: string;
  /** The built pages (`dist/web`). */
  readonly web?: string;
  /** Public port; 0 (the default) takes a free one. */
  readonly port?: number;
  /** Address to listen on; only this machine by default. */
  readonly host?: string;
  /** Name of this machine in the addresses that it gives out. */
  readonly publicHost?: string;
  /** Whether to empty the data directory first. */
  readonly fresh?: boolean;
  /** Routes that exist on one machine only. */
  readonly routes?: readonly LocalRoute[];
  /** Limits of the sockets, where a test cannot wait as long as AWS does. */
  readonly limits?: Partial<SocketLimits>;
  /** Hears what went wrong while running; writes to the standard error output by default. */
  readonly report?: (message: string) => void;
}

/** Region and account of the machine: the broker's. */
const REGION = 'us-east-1';
const ACCOUNT = '000000000000';
const TOP = join(import.meta.dirname, '..');

/**
 * Boots the synthesized template on this machine.
 * @throws {StartError} with one sentence that says what is in the way and how to get past it
 */
export async function boot(options: BootOptions): Promise<Stack> {
  const report = options.report ?? ((message: string) => console.error(message));
  const started = startedServices(report);
  try {
    return await start(options, report, started);
  } catch (error) {
    await started.stop();
    throw error;
  }
}

/** The order of this list is the order of the start; it is stopped in reverse. */
async function start(
  options: BootOptions,
  report: (message: string) => void,
  started: ReturnType<typeof startedServices>,
): Promise<Stack> {
  const { host = '127.0.0.1', publicHost = 'localhost', fresh = false } = options;
  const assembly = loadAssembly(options.assembly ?? join(TOP, 'cdk.out'), options.stackName);

  const data = takeDirectory(options.data, fresh);
  started.add('data directory', data.release);
  const logs = data.file('logs');

  // Addresses first: all that follows is built on them.
  const server = await startPublicServer(host, options.port ?? 0);
  started.add('public port', server.stop);
  const usage = countUsage();
  let functions: Functions | undefined;
  const faults = armFaults((session) => functions?.kill(session));
  const aws = await startAwsEndpoint(usage, faults);
  started.add('AWS services', aws.stop);
  const url = `http://${publicHost}:${server.port}`;
  const addresses = { publicUrl: url, socketUrl: `ws://${publicHost}:${server.port}`, awsEndpoint: aws.url };

  // The template, and who may do what in it.
  const surroundings = {
    region: REGION,
    account: ACCOUNT,
    stackName: assembly.stackName,
    awsEndpoint: aws.url,
    issuer: `${url}${ISSUER_PATH}`,
  };
  const template = readTemplate(assembly, surroundings);
  const table = readTable(template);
  const socketApis = readApis(template, 'WEBSOCKET');
  const httpApis = readApis(template, 'HTTP');
  const localize = localizer(template, socketApis, httpApis, addresses);
  const models = readFunctions(template, assembly);
  const roles = readRoles(template);
  const guard = guardOf(roles, models);
  const sources = readEventSources(template);
  const machineModels = readMachines(template);
  const schedules = readSchedules(template);
  checkWiring(template, roles, models, sources, machineModels);

  // What holds data.
  const engine = await startEngine(data.path);
  started.add('table engine', engine.stop);
  await createTable(engine.client, table, fresh);
  const broker = await startBroker(data.file('broker'), REGION);
  started.add('queues and topics', broker.stop);
  await createMessaging(template, broker);
  const pager = openPager(data.file('pager.jsonl'));
  const issuer = await startIssuer(template, localize, surroundings.issuer, data, [
    url,
    `http://localhost:${server.port}`,
    `http://127.0.0.1:${server.port}`,
  ]);

  // What computes.
  const machine = { region: REGION, awsEndpoint: aws.url, localize };
  functions = createFunctions(models, {
    machine,
    usage,
    logDirectory: logs,
    onInitError: (name, message) =>
      report(`The function ${name} does not start: ${message} (${join(logs, `${name}.log`)})`),
  });
  const { invoke } = functions;
  started.add('functions', functions.stop);
  const machines = runMachines({
    models: machineModels,
    registry: openRegistry(data.file('executions.jsonl')),
    invoke,
    faults,
    onTransition: () => {
      usage.shared().stateTransitions += 1;
    },
    report,
  });
  started.add('state machines', machines.stop);
  const events = startEventSources({
    sources,
    table,
    client: engine.client,
    broker,
    faults,
    invoke,
    report,
    region: REGION,
    checkpointFile: data.file('stream.json'),
  });
  started.add('event sources', events.stop);

  // What is called.
  const log = openLog(join(logs, 'gateway.log'));
  started.add('gateway log', log.close);
  const limits = { ...SOCKET_LIMITS, ...options.limits };
  const sockets = startSocketGateways(
    server,
    socketApis.map((api) => ({ api, surroundings, limits, invoke, usage, log: log.write })),
  );
  started.add('sockets', sockets.stop);
  aws.serve('dynamodb', tableProxy({ table, client: engine.client, guard, usage, onWrite: events.poke }));
  aws.serve('sqs', sqsService(broker, guard, surroundings));
  aws.serve('sns', snsService(broker, guard, pager));
  aws.serve('s3', s3Service(broker, guard));
  aws.serve('states', machines.service(guard));
  aws.serve('secretsmanager', secretsService(template, data.file('secrets.json'), guard));
  aws.serve('execute-api', managementService(sockets.gateways, surroundings, guard, faults));
  if (issuer !== undefined) aws.serve('cognito-idp', issuer.service(guard));

  const routes = [...(options.routes ?? [])];
  server.handle((request) => routesHandler(routes)(request));
  server.handle(pagerRoutes(pager));
  if (issuer !== undefined) server.handle(issuer.handler);
  for (const api of httpApis) server.handle(httpGateway({ api, invoke, usage }));
  server.handle(staticSite(resolve(options.web ?? join(TOP, 'dist/web')), readSiteHeaders(template, localize)));

  // The clocks last: what was missed while the machine was off is seen to at once.
  const clocks = startSchedules(schedules, invoke, faults);
  started.add('schedules', clocks.stop);

  const outputs = Object.fromEntries(
    Object.entries(template.outputs()).map(([name, value]) => [name, localize(value)] as const),
  );
  return {
    url,
    port: server.port,
    sockets: Object.fromEntries(socketApis.map(({ stage }) => [stage, `${addresses.socketUrl}/${stage}`] as const)),
    awsEndpoint: aws.url,
    table: { name: table.name, endpoint: aws.url },
    env: awsEnvironment(machine, 'owner'),
    functionEnv: (name) => {
      const model = models.find((one) => one.name === name);
      if (model === undefined) throw new Error(`The template has no function ${name}.`);
      return environmentOf(model, machine, 'none');
    },
    outputs,
    invoke,
    faults,
    usage,
    pager,
    people: issuer?.people,
    executions: machines.executions,
    queueDepth: (name) => queueDepthOf(template, broker, name),
    projected: events.drained,
    connections: (stage) => sockets.of(stage).map(({ facts }) => facts.id),
    cutSockets: sockets.cut,
    logs,
    addRoutes: (...more) => void routes.push(...more),
    stop: started.stop,
  };
}
