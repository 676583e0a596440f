import { Duration, Stack } from 'aws-cdk-lib';
import { type IMetric, MathExpression, Metric, Stats } from 'aws-cdk-lib/aws-cloudwatch';
import type { ITable } from 'aws-cdk-lib/aws-dynamodb';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import { FUNCTIONS, type FunctionName, INDEX, METRICS } from '../../shared/contract.ts';
import type { Config } from '../config.ts';
import { Alarms } from './alarms.ts';
import type { ClockMachine } from './clock-machine.ts';
import type { Door } from './door.ts';
import type { Functions } from './functions.ts';
import type { HttpDoor } from './http-door.ts';
import { watchLimits } from './limits.ts';

export interface WatchProps {
  readonly config: Config;
  readonly functions: Functions;
  readonly table: ITable;
  readonly customers: Door;
  readonly operators: Door;
  readonly httpDoor: HttpDoor;
  readonly escalation: ClockMachine;
  readonly pageLadder: ClockMachine;
  readonly looks: IQueue;
  readonly lookDeadLetters: IQueue;
  readonly projectionDeadLetters: IQueue;
  readonly sweepDeadLetters: IQueue;
}

const MINUTE = Duration.minutes(1);
const FIVE_MINUTES = Duration.minutes(5);

/** What a failing function means for people, and how many failures in five minutes are too many. */
const FUNCTION_FAILURES: Readonly<Record<FunctionName, { readonly impact: string; readonly atLeast: number }>> = {
  'customer-authorizer': { impact: 'Customers cannot open a chat; the widget goes on trying.', atLeast: 5 },
  'operator-authorizer': { impact: 'Operators cannot connect their consoles.', atLeast: 3 },
  'customer-connection': { impact: 'Customers’ sockets are refused, or are not cleaned up after.', atLeast: 5 },
  'operator-connection': {
    impact: 'Operators’ sockets are refused, or they look present when they are not.',
    atLeast: 3,
  },
  'customer-socket': { impact: 'Customers’ messages are not accepted; their widgets resend them.', atLeast: 5 },
  'operator-socket': { impact: 'Operators’ answers are not accepted; their consoles resend them.', atLeast: 3 },
  http: { impact: 'No new sessions or tickets: nobody new gets in, nor anybody who reconnects.', atLeast: 5 },
  'on-call': {
    impact: 'Schedules, policies and contacts cannot be read or changed; pages ring by those that are saved.',
    atLeast: 3,
  },
  acknowledge: {
    impact: 'A lead who opens the link of a page cannot take the chat; the ladder climbs on.',
    atLeast: 1,
  },
  receipts: {
    impact: 'What carriers report of delivery is not noted: a ring that never arrived looks like one that did.',
    atLeast: 1,
  },
  projector: {
    impact: 'Inboxes and statistics lag behind the chats; clocks and pages do not depend on it.',
    atLeast: 3,
  },
  look: {
    impact: 'Chats that are due are not looked at in time; the sweep makes it good within 75 seconds.',
    atLeast: 3,
  },
  'page-step': { impact: 'A page is not climbing its ladder; the sweep makes it good within 75 seconds.', atLeast: 1 },
  sweep: {
    impact: 'The last net under waiting customers has failed; whoever else fails now is not noticed.',
    atLeast: 2,
  },
};

/** What is watched. A part that people depend on and that is missing here is a mistake. */
export class Watch extends Construct {
  readonly alarms: Alarms;

  constructor(scope: Construct, id: string, props: WatchProps) {
    super(scope, id);
    this.alarms = new Alarms(this, 'Alarms', props.config);
    this.clocks(props);
    this.pages(props);
    this.doors(props);
    this.data(props);
    watchLimits(this.alarms, {
      config: props.config,
      functions: props.functions,
      looks: props.looks,
      doors: [props.customers, props.operators],
    });
    for (const name of FUNCTIONS) this.failures(name, props.functions);
  }

  private clocks(props: WatchProps): void {
    this.alarms.add('SweepMissing', {
      metric: this.metric(METRICS.sweeps, MINUTE),
      below: 1,
      periods: 3,
      impact: 'The sweep has not run to its end for three minutes: a customer whose clock was lost waits unwatched.',
      runbook: 'sweep-missing',
    });
    this.alarms.add('SweepNotCalled', {
      metric: visible(props.sweepDeadLetters),
      impact: 'The scheduler could not call the sweep: a customer whose clock was lost waits unwatched.',
      runbook: 'sweep-missing',
    });
    this.alarms.add('LooksSwept', {
      metric: this.metric(METRICS.sweptLooks),
      impact: 'A due chat was looked at by the sweep only, up to 75 seconds late: queue or escalation did not.',
      runbook: 'looks-swept',
    });
    this.alarms.add('LooksFailed', {
      metric: visible(props.lookDeadLetters),
      impact: 'A look at a due chat failed three times; the sweep goes on trying, and its customer may wait longer.',
      runbook: 'looks-failed',
    });
    this.alarms.add('EscalationsFailed', {
      metric: unsuccessful(props.escalation),
      impact: 'The escalation of an unanswered chat broke off; the sweep carries on, later.',
      runbook: 'escalations-failed',
    });
    this.alarms.add('StartsThrottled', {
      // of the whole account and Region. Not ExecutionThrottled, which counts steps of executions that have begun.
      metric: new Metric({
        namespace: 'AWS/States',
        metricName: 'ThrottledEvents',
        dimensionsMap: { APIName: 'StartExecution' },
        statistic: Stats.SUM,
        period: FIVE_MINUTES,
      }),
      impact:
        'Step Functions would not begin an escalation or a page in time; the sweep makes it good within 75 seconds.',
      runbook: 'starts-throttled',
    });
  }

  private pages(props: WatchProps): void {
    this.alarms.add('PagesUnanswered', {
      metric: this.metric(METRICS.pagesUnanswered, MINUTE),
      impact: 'A page has reached everyone and nobody took it: a customer is waiting and no person knows or cares.',
      runbook: 'pages-unanswered',
    });
    this.alarms.add('PagesUnreachable', {
      metric: this.metric(METRICS.pagesUnreachable, MINUTE),
      impact: 'A page rang nobody at all: a customer is waiting, and no contact of anybody took the ring.',
      runbook: 'pages-unreachable',
    });
    this.alarms.add('TestPagesUnanswered', {
      metric: this.metric(METRICS.testPagesUnanswered),
      impact:
        'A lead has not answered the monthly test page within a day: a real one would not have woken them either.',
      runbook: 'test-pages-unanswered',
    });
    this.alarms.add('HoursUnstaffed', {
      metric: this.metric(METRICS.hoursUnstaffed),
      impact: 'These are staffed hours, and nobody is at the desk: customers who write now wait for a page.',
      runbook: 'hours-unstaffed',
    });
    this.alarms.add('PageLaddersFailed', {
      metric: unsuccessful(props.pageLadder),
      impact: 'The ladder of a page broke off; the sweep carries on, later.',
      runbook: 'page-ladders-failed',
    });
    this.alarms.add('PageSendsFailed', {
      metric: this.metric(METRICS.sendsFailed, MINUTE),
      impact: 'A page could not be sent to a contact: that person’s phone has not rung.',
      runbook: 'page-sends-failed',
    });
    this.alarms.add('PagesUndelivered', {
      metric: this.metric(METRICS.undelivered, MINUTE),
      impact: 'A ring was sent, and its carrier reports that it did not arrive: that person’s phone has not rung.',
      runbook: 'pages-undelivered',
    });
    this.alarms.add('MailBounces', {
      // of the whole account; AWS reviews an account at 5 % and may stop its sending at 10 %
      metric: new Metric({
        namespace: 'AWS/SES',
        metricName: 'Reputation.BounceRate',
        statistic: Stats.MAXIMUM,
        period: Duration.hours(1),
      }),
      atLeast: 0.05,
      impact: 'One e-mail in twenty bounces: AWS is about to look into it, and may stop all e-mail of this account.',
      runbook: 'mail-bounces',
    });
    this.alarms.add('SmsFailed', {
      // the name SNS gives to all that goes to a number instead of a topic
      metric: new Metric({
        namespace: 'AWS/SNS',
        metricName: 'NumberOfNotificationsFailed',
        dimensionsMap: { PhoneNumber: 'PhoneNumberDirect' },
        statistic: Stats.SUM,
        period: FIVE_MINUTES,
      }),
      impact: 'The network did not deliver an SMS: a lead’s phone may not have rung.',
      runbook: 'sms',
    });
    this.alarms.add('SmsSpend', {
      metric: new Metric({
        namespace: 'AWS/SNS',
        metricName: 'SMSMonthToDateSpentUSD',
        statistic: Stats.MAXIMUM,
        period: FIVE_MINUTES,
      }),
      atLeast: props.config.smsMonthlyLimitUsd * 0.8,
      impact: 'Most of the month’s money for SMS is spent. At the limit SNS stops sending without a word.',
      runbook: 'sms',
    });
  }

  private doors(props: WatchProps): void {
    for (const door of [props.customers, props.operators]) {
      const dimensionsMap = { ApiId: door.api.apiId, Stage: door.stage.stageName };
      this.alarms.add(`${door.side === 'customer' ? 'Customer' : 'Operator'}DoorFailing`, {
        metric: sum(
          ['IntegrationError', 'ExecutionError'].map(
            (metricName) =>
              new Metric({ namespace: 'AWS/ApiGateway', metricName, dimensionsMap, statistic: Stats.SUM }),
          ),
        ),
        atLeast: 5,
        impact: `The gateway answers ${door.side}s’ frames or handshakes with errors of its own; clients resend.`,
        runbook: 'doors-failing',
      });
    }
    this.alarms.add('HttpDoorFailing', {
      metric: props.httpDoor.stage.metricServerError({ period: FIVE_MINUTES, statistic: Stats.SUM }),
      atLeast: 5,
      impact: 'Sessions, tickets or the links in pages are answered with errors.',
      runbook: 'doors-failing',
    });
    this.alarms.add('UnexpectedErrors', {
      metric: this.metric(METRICS.unexpectedErrors),
      atLeast: 3,
      impact: 'Clients get "something went wrong on our side": there is a fault in the product.',
      runbook: 'unexpected-errors',
    });
  }

  private data(props: WatchProps): void {
    this.alarms.add('ProjectionsFailed', {
      metric: visible(props.projectionDeadLetters),
      impact: 'Commits were not projected: cards or statistics are wrong for those conversations.',
      runbook: 'projections-failed',
    });
    this.alarms.add('ProjectorLate', {
      metric: props.functions.get('projector').metric('IteratorAge', { statistic: Stats.MAXIMUM, period: MINUTE }),
      atLeast: Duration.minutes(1).toMilliseconds(),
      periods: 5,
      impact: 'Inboxes are more than a minute behind the chats; clocks and pages do not depend on it.',
      runbook: 'projector-late',
    });
    const throttled = ['ReadThrottleEvents', 'WriteThrottleEvents'];
    const places = [{}, ...Object.values(INDEX).map(({ name }) => ({ GlobalSecondaryIndexName: name }))];
    this.alarms.add('TableThrottled', {
      metric: sum(
        throttled.flatMap((metricName) =>
          places.map(
            (place) =>
              new Metric({
                namespace: 'AWS/DynamoDB',
                metricName,
                dimensionsMap: { TableName: props.table.tableName, ...place },
                statistic: Stats.SUM,
              }),
          ),
        ),
      ),
      impact: 'The table refuses calls: everything is slower, and some commands fail and are resent.',
      runbook: 'table-throttled',
    });
  }

  private failures(name: FunctionName, functions: Functions): void {
    const fn = functions.get(name);
    const { impact, atLeast } = FUNCTION_FAILURES[name];
    this.alarms.add(`${fn.node.id}Failing`, {
      metric: sum([fn.metricErrors(), fn.metricThrottles()]),
      atLeast,
      impact,
      runbook: 'functions-failing',
    });
  }

  /** One of our own metrics, of this deployment. */
  private metric(metricName: string, period = FIVE_MINUTES): IMetric {
    return new Metric({
      namespace: METRICS.namespace,
      metricName,
      dimensionsMap: { service: Stack.of(this).stackName },
      statistic: Stats.SUM,
      period,
    });
  }
}

function visible(queue: IQueue): IMetric {
  return queue.metricApproximateNumberOfMessagesVisible({ statistic: Stats.MAXIMUM, period: MINUTE });
}

function unsuccessful({ machine }: ClockMachine): IMetric {
  return sum([machine.metricFailed(), machine.metricTimedOut(), machine.metricAborted()]);
}

/** Sum of metrics over five minutes; one that is missing counts as nothing. */
function sum(metrics: readonly Metric[]): IMetric {
  const named = Object.fromEntries(metrics.map((metric, i) => [`m${i}`, metric]));
  return new MathExpression({
    expression: Object.keys(named)
      .map((name) => `FILL(${name}, 0)`)
      .join(' + '),
    usingMetrics: named,
    period: FIVE_MINUTES,
    label: 'total',
  });
}
