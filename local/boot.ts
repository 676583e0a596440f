import { join, resolve } from 'node:path';
import { startAwsEndpoint } from './aws/endpoint.ts';
import { REGION, readBlueprint } from './blueprint.ts';
import { takeDirectory } from './data/directory.ts';
import { startEventSources } from './event-sources.ts';
import { armFaults } from './faults.ts';
import { httpGateway } from './gateway/http-gateway.ts';
import { SOCKET_LIMITS, type SocketLimits } from './gateway/limits.ts';
import { managementService } from './gateway/management.ts';
import { startSocketGateways } from './gateway/socket-gateways.ts';
import { awsEnvironment, environmentOf } from './lambda/environment.ts';
import { createFunctions, type Functions } from './lambda/functions.ts';
import { openLog } from './lambda/log-file.ts';
import { openRegistry } from './machines/registry.ts';
import { runMachines } from './machines/service.ts';
import { startBroker } from './messaging/broker.ts';
import { sesService } from './messaging/mail-service.ts';
import { openPager } from './messaging/pager.ts';
import { createMessaging } from './messaging/resources.ts';
import { s3Service, snsService, sqsService } from './messaging/services.ts';
import { startIssuer } from './oidc/start.ts';
import { startReports } from './reports/reports.ts';
import { startSchedules } from './schedules/schedules.ts';
import { secretsService } from './secrets/secrets.ts';
import { openCertificate } from './server/certificate.ts';
import { startPublicServer } from './server/public-server.ts';
import { type LocalRoute, routesHandler } from './server/route.ts';
import { readSiteHeaders } from './site/headers.ts';
import { pagerRoutes } from './site/pager-routes.ts';
import { staticSite } from './site/static-site.ts';
import { throughSite } from './site/through-site.ts';
import { queueDepthOf, type Stack } from './stack.ts';
import { type Started, startedServices } from './started.ts';
import type { StreamRecord } from './stream/record.ts';
import { createTable } from './table/create.ts';
import { startEngine } from './table/engine.ts';
import { tableProxy } from './table/proxy.ts';
import { loadAssembly } from './template/assembly.ts';
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
  /** Whether the public port speaks TLS, with a certificate that this machine makes: browsers want it at any name but localhost. */
  readonly secure?: boolean;
  /** Whether to empty the data directory first. */
  readonly fresh?: boolean;
  /** Routes that exist on one machine only. */
  readonly routes?: readonly LocalRoute[];
  /** Limits of the sockets, where a test cannot wait as long as AWS does. */
  readonly limits?: Partial<SocketLimits>;
  /** How many times as often as the template says its schedules run, where a test cannot wait for their minute (1). */
  readonly schedulePace?: number;
  /** Whether the throttles of the stages hold; they do unless a load test says no. */
  readonly throttles?: boolean;
  /** Records of the table's stream that were written with all they lead to: they are not projected again. */
  readonly isDone?: (record: StreamRecord) => boolean;
  /** Hears what went wrong while running; writes to the standard error output by default. */
  readonly report?: (message: string) => void;
}

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
async function start(options: BootOptions, report: (message: string) => void, started: Started): Promise<Stack> {
  const { host = '127.0.0.1', publicHost = 'localhost', fresh = false } = options;
  const assembly = loadAssembly(options.assembly ?? join(TOP, 'cdk.out'), options.stackName);
  const data = takeDirectory(options.data, fresh);
  started.add('data directory', data.release);
  const logs = data.file('logs');

  // Addresses first: all that follows is built on them.
  const ownNames = [...new Set([publicHost, 'localhost', '127.0.0.1'])];
  const certificate = options.secure === true ? await openCertificate(data, ownNames) : undefined;
  const server = await startPublicServer(host, options.port ?? 0, certificate);
  started.add('public port', server.stop);
  const usage = countUsage();
  let functions: Functions | undefined;
  const faults = armFaults((session) => functions?.kill(session));
  const aws = await startAwsEndpoint(usage, faults);
  started.add('AWS services', aws.stop);
  const [web, ws] = certificate === undefined ? ['http', 'ws'] : ['https', 'wss'];
  const url = `${web}://${publicHost}:${server.port}`;
  const socketUrl = `${ws}://${publicHost}:${server.port}`;
  const plan = readBlueprint(assembly, { publicUrl: url, socketUrl, awsEndpoint: aws.url }, options.throttles ?? true);
  const { template, surroundings, table, guard, localize } = plan;

  // What holds data.
  const engine = await startEngine(data.path);
  started.add('table engine', engine.stop);
  const { client } = engine;
  await createTable(client, table, fresh);
  const broker = await startBroker(data.file('broker'), REGION);
  started.add('queues and topics', broker.stop);
  await createMessaging(template, broker);
  const pager = openPager(data.file('pager.jsonl'));
  const ownOrigins = ownNames.map((name) => `${web}://${name}:${server.port}`);
  const issuer = await startIssuer(template, localize, surroundings.issuer, data, ownOrigins);

  // What computes.
  const machine = { region: REGION, awsEndpoint: aws.url, localize };
  functions = createFunctions(plan.functions, {
    machine,
    usage,
    logDirectory: logs,
    ...(certificate && { authority: certificate.cert }),
    onInitError: (name, message) =>
      report(`The function ${name} does not start: ${message} (${join(logs, `${name}.log`)})`),
  });
  const { invoke } = functions;
  started.add('functions', functions.stop);
  const onTransition = (): void => {
    usage.shared().stateTransitions += 1;
  };
  const registry = openRegistry(data.file('executions.jsonl'));
  const machines = runMachines({ models: plan.machines, registry, invoke, faults, onTransition, report });
  started.add('state machines', machines.stop);

  // What is called from outside.
  const log = openLog(join(logs, 'gateway.log'));
  started.add('gateway log', log.close);
  const limits = { ...SOCKET_LIMITS, ...options.limits };
  const sockets = startSocketGateways(
    server,
    plan.socketApis.map((api) => ({ api, surroundings, limits, invoke, usage, log: log.write })),
  );
  started.add('sockets', sockets.stop);
  const routes = [...(options.routes ?? [])];
  const headers = readSiteHeaders(template, localize);
  server.handle((request) => routesHandler(routes)(request));
  server.handle(pagerRoutes(pager, (to) => issuer?.people.byAddress(to)));
  if (issuer !== undefined) server.handle(issuer.handler);
  for (const api of plan.httpApis) server.handle(throughSite(httpGateway({ api, invoke, usage }), headers));
  server.handle(staticSite(resolve(options.web ?? join(TOP, 'dist/web')), headers));

  // What the functions call.
  let poke = (): void => undefined;
  aws.serve('dynamodb', tableProxy({ table, client, guard, usage, onWrite: () => poke() }));
  aws.serve('sqs', sqsService(broker, guard, surroundings));
  const reports = startReports(template, faults, invoke);
  started.add('reports of carriers', reports.stop);
  aws.serve('sns', snsService(broker, guard, pager, reports.text));
  aws.serve('ses', sesService(template, guard, pager, reports.mail));
  aws.serve('s3', s3Service(broker, guard));
  aws.serve('states', machines.service(guard));
  aws.serve('secretsmanager', secretsService(template, data.file('secrets.json'), guard));
  aws.serve('execute-api', managementService(sockets.gateways, surroundings, guard, faults));
  if (issuer !== undefined) aws.serve('cognito-idp', issuer.service(guard));

  // What calls by itself. The clocks last: what was missed while the machine was off is seen to at once.
  const events = startEventSources({
    sources: plan.sources,
    table,
    client,
    broker,
    faults,
    invoke,
    report,
    region: REGION,
    checkpointFile: data.file('stream.json'),
    ...(options.isDone && { isDone: options.isDone }),
  });
  started.add('event sources', events.stop);
  poke = events.poke;
  const clocks = startSchedules(plan.schedules, invoke, faults, options.schedulePace);
  started.add('schedules', clocks.stop);

  const outputs = Object.entries(template.outputs()).map(([name, value]) => [name, localize(value)] as const);
  return {
    url,
    origins: ownOrigins,
    certificate,
    port: server.port,
    sockets: Object.fromEntries(plan.socketApis.map(({ stage }) => [stage, `${socketUrl}/${stage}`] as const)),
    awsEndpoint: aws.url,
    table: { name: table.name, endpoint: aws.url },
    env: awsEnvironment(machine, 'owner'),
    functionEnv: (name) => {
      const model = plan.functions.find((one) => one.name === name);
      if (model === undefined) throw new Error(`The template has no function ${name}.`);
      return environmentOf(model, machine, 'none');
    },
    outputs: Object.fromEntries(outputs),
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
