import { CfnOutput, Stack, type StackProps } from 'aws-cdk-lib';
import type { Construct } from 'constructs';
import { FUNCTIONS } from '../shared/contract.ts';
import { ACCESS, type Deed } from './access.ts';
import type { Config } from './config.ts';
import { Board } from './constructs/board.ts';
import { Carriers } from './constructs/carriers.ts';
import { ClockMachine } from './constructs/clock-machine.ts';
import { Door } from './constructs/door.ts';
import { Functions, SETTINGS } from './constructs/functions.ts';
import { GatewayLogRole } from './constructs/gateway-log-role.ts';
import { HttpDoor } from './constructs/http-door.ts';
import { LookQueue } from './constructs/look-queue.ts';
import type { OtvetFunction } from './constructs/otvet-function.ts';
import { Pages } from './constructs/pages.ts';
import { People } from './constructs/people.ts';
import { Projection } from './constructs/projection.ts';
import { SigningSecret } from './constructs/signing-secret.ts';
import { Site } from './constructs/site.ts';
import { SocketDomain } from './constructs/socket-domain.ts';
import { SweepClock } from './constructs/sweep-clock.ts';
import { OtvetTable } from './constructs/table.ts';
import { Watch } from './constructs/watch.ts';

export interface OtvetStackProps extends StackProps {
  readonly config: Config;
  /** folder with the built `functions/` and `web/` */
  readonly bundles: string;
}

/** All of Otvet. It only wires: what each part is stands in its construct, who may do what in access.ts. */
export class OtvetStack extends Stack {
  constructor(scope: Construct, id: string, props: OtvetStackProps) {
    super(scope, id, props);
    const { config, bundles } = props;
    const functions = new Functions(this, 'Functions', { config, bundles });
    const table = new OtvetTable(this, 'Log', config);
    const secret = new SigningSecret(this, 'Signing', config);
    const pages = new Pages(this, 'Pages');
    const carriers = new Carriers(this, 'Carriers', { config, receipts: functions.get('receipts') });

    const sockets = config.domains.sockets && new SocketDomain(this, 'SocketDomain', config.domains.sockets);
    const customers = new Door(this, 'CustomerDoor', {
      side: 'customer',
      ...(sockets && { domain: sockets }),
      authorizer: functions.get('customer-authorizer'),
      connection: functions.get('customer-connection'),
      socket: functions.get('customer-socket'),
      config,
    });
    const operators = new Door(this, 'OperatorDoor', {
      side: 'operator',
      ...(sockets && { domain: sockets }),
      authorizer: functions.get('operator-authorizer'),
      connection: functions.get('operator-connection'),
      socket: functions.get('operator-socket'),
      config,
    });
    const httpDoor = new HttpDoor(this, 'HttpDoor', {
      http: functions.get('http'),
      onCall: functions.get('on-call'),
      acknowledge: functions.get('acknowledge'),
      config,
    });
    if (config.setsGatewayLogRole) {
      const { account } = new GatewayLogRole(this, 'GatewayLogs');
      for (const stage of [customers.stage, operators.stage]) stage.node.addDependency(account);
    }

    const looks = new LookQueue(this, 'Looks', {
      look: functions.get('look'),
      lookTimeout: SETTINGS.look.timeout,
      config,
    });
    const projection = new Projection(this, 'Projection', table.table, functions.get('projector'));
    const sweepClock = new SweepClock(this, 'SweepClock', functions.get('sweep'));
    const escalation = new ClockMachine(this, 'Escalation', {
      kind: 'escalation',
      task: functions.get('look'),
      taskTimeout: SETTINGS.look.timeout,
      states: {
        task: 'Look at the conversation',
        question: 'Is nobody waiting any more?',
        end: 'Nobody waits',
        failure: 'The look failed',
      },
      comment: 'Runs the rungs of a chat that nobody has answered, until a person does.',
      config,
    });
    const pageLadder = new ClockMachine(this, 'PageLadder', {
      kind: 'page',
      task: functions.get('page-step'),
      taskTimeout: SETTINGS['page-step'].timeout,
      states: {
        task: 'Take the next step of the ladder',
        question: 'Has a person ended the page?',
        end: 'A person ended the page',
        failure: 'The step failed',
      },
      comment: 'Climbs the ladder of a page, until a person ends it.',
      config,
    });

    const people = new People(this, 'People', config);
    const site = new Site(this, 'Site', {
      config,
      bundles,
      apiUrl: httpDoor.api.apiEndpoint,
      connect: [operators.origin, ...people.signInOrigins],
    });
    const console = people.addConsole(site.url);

    const deeds: Readonly<Record<Deed, (fn: OtvetFunction) => void>> = {
      'read the signing secret': (fn) => secret.grantRead(fn),
      'send looks': (fn) => looks.grantSend(fn),
      'post to customers': (fn) => customers.grantPost(fn),
      'post to operators': (fn) => operators.grantPost(fn),
      'close operator sockets': (fn) => operators.grantClose(fn),
      'start escalations': (fn) => escalation.grantStart(fn),
      'start pages': (fn) => pageLadder.grantStart(fn),
      'publish pages': (fn) => pages.grantPublish(fn),
      'ring contacts': (fn) => carriers.grantRing(fn),
      'read the stream': () => undefined, // given by the stream's event source
    };
    for (const name of FUNCTIONS) {
      const fn = functions.get(name);
      table.grant(fn, ACCESS[name]);
      for (const deed of ACCESS[name].may) deeds[deed](fn);
    }
    customers.tellAddress(functions.get('http'));
    operators.tellAddress(functions.get('http'));
    for (const name of ['http', 'on-call'] as const) people.tellIssuer(functions.get(name), console);
    for (const name of ['page-step', 'sweep', 'on-call'] as const) site.tellAddress(functions.get(name));

    const watch = new Watch(this, 'Watch', {
      config,
      functions,
      table: table.table,
      customers,
      operators,
      httpDoor,
      escalation,
      pageLadder,
      looks: looks.queue,
      lookDeadLetters: looks.deadLetters,
      projectionDeadLetters: projection.deadLetters,
      sweepDeadLetters: sweepClock.deadLetters,
    });

    new Board(this, 'Board', { functions, customers, operators, looks: looks.queue, escalation, pageLadder });

    this.output('SiteUrl', 'Console and widget', site.url);
    this.output('CustomerSocketAddress', 'Socket of customers', customers.address);
    this.output('OperatorSocketAddress', 'Socket of operators', operators.address);
    this.output('TableName', 'The log', table.table.tableName);
    this.output('SmsDeliveryRoleArn', 'By which SNS logs what became of SMS', carriers.texts.deliveryRole.roleArn);
    this.output('MailFrom', 'Sender of e-mails', config.mailFrom);
    this.output('AlarmTopicArn', 'Where alarms are told', watch.alarms.topic.topicArn);
    this.output('UserPoolId', 'People who sign in to the console', people.pool.userPoolId);
    this.output('UserPoolClientId', 'The console, as their client', console.userPoolClientId);
    this.namesToPoint({ site, people, carriers, ...(sockets && { sockets }) }, config);
  }

  /** DNS is the company's own: where each name has to point, as `<name> CNAME <value>`. */
  private namesToPoint(
    { site, people, carriers, sockets }: { site: Site; people: People; carriers: Carriers; sockets?: SocketDomain },
    { domains }: Config,
  ): void {
    const record = (id: string, name: string | undefined, value: string): void => {
      if (name !== undefined) this.output(`Dns${id}`, 'A record for your DNS', `${name} CNAME ${value}`);
    };
    record('Site', domains.site?.name, site.distribution.distributionDomainName);
    record('Sockets', domains.sockets?.name, sockets?.target ?? '');
    if (domains.signIn) record('SignIn', domains.signIn.name, people.domain.cloudFrontEndpoint);
    for (const [index, { name, value }] of carriers.mail.records.entries()) record(`Mail${index + 1}`, name, value);
  }

  private output(id: string, description: string, value: string): void {
    new CfnOutput(this, id, { description, value });
  }
}
