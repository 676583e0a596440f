import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { FunctionName } from '../shared/contract.ts';

/** Requests per second, and how many may come at once. Both always: a stage with only one refuses everything. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** What differs between deployments. Constructs read fields; none asks which stage it is in. */
export interface Config {
  /** what becomes of the table and the people when the stack is deleted */
  readonly removal: RemovalPolicy;
  /** whether the table and the user pool refuse to be deleted */
  readonly deletionProtection: boolean;
  readonly logRetention: RetentionDays;
  readonly logLevel: 'DEBUG' | 'INFO';
  /**
   * Limits of the two doors and of the HTTP API. All share the account's 10,000 a second (bursts of 5,000) with the
   * posts to sockets, so their sum stays well below it.
   */
  readonly throttle: Readonly<Record<'customer' | 'operator' | 'http', Throttle>>;
  /**
   * Environments that a function has to itself, and at most: a rush of visitors leaves enough for operators and clocks,
   * and the sweep and the pages run even when the account has no room left. An account must keep 100 unreserved: leave it
   * empty in one whose limit has not been raised.
   */
  readonly reservedConcurrency: Readonly<Partial<Record<FunctionName, number>>>;
  /** who is told of alarms; without it alarms are only to be seen in CloudWatch */
  readonly alarmEmail?: string;
  /**
   * Sender of e-mails. CHANGE IT to an address of yours: SES sends to it, at the first deployment, a link that must be
   * opened, and sends nothing from it before. Two stages in one account need two addresses. `npm run preflight` names it.
   */
  readonly mailFrom: string;
  /** the account's monthly limit for SMS, in USD: SNS stops silently beyond it, the alarm comes at 80 % */
  readonly smsMonthlyLimitUsd: number;
  /** whether this stack sets the account's role for gateway logs (one per account and Region; false if another does) */
  readonly setsGatewayLogRole: boolean;
  /**
   * whether this stack makes the log groups that SNS writes the delivery of SMS to (one pair per account and Region, under
   * names that SNS chooses; false if they are there already: another stage's, or from before)
   */
  readonly ownsSmsLogs: boolean;
}

export type Stage = 'dev' | 'prod';

export const CONFIG: Readonly<Record<Stage, Config>> = {
  dev: {
    removal: RemovalPolicy.DESTROY,
    deletionProtection: false,
    logRetention: RetentionDays.TWO_WEEKS,
    logLevel: 'DEBUG',
    throttle: {
      customer: { rate: 100, burst: 200 },
      operator: { rate: 100, burst: 200 },
      http: { rate: 50, burst: 100 },
    },
    reservedConcurrency: {},
    mailFrom: 'otvet@example.com',
    smsMonthlyLimitUsd: 1,
    setsGatewayLogRole: true,
    ownsSmsLogs: true,
  },
  prod: {
    removal: RemovalPolicy.RETAIN,
    deletionProtection: true,
    logRetention: RetentionDays.THREE_MONTHS,
    logLevel: 'INFO',
    throttle: {
      customer: { rate: 2000, burst: 1000 },
      operator: { rate: 1000, burst: 500 },
      http: { rate: 500, burst: 250 },
    },
    reservedConcurrency: {
      'customer-socket': 250,
      'customer-connection': 60,
      http: 60,
      look: 100,
      'page-step': 20,
      sweep: 2,
    },
    mailFrom: 'otvet@example.com',
    smsMonthlyLimitUsd: 50,
    setsGatewayLogRole: true,
    ownsSmsLogs: true,
  },
};

/** The configuration of a stage. @throws Error naming the stages there are */
export function configOf(stage: string): Config {
  if (!Object.hasOwn(CONFIG, stage)) {
    throw new Error(`There is no stage "${stage}". Choose one of: ${Object.keys(CONFIG).join(', ')}.`);
  }
  return CONFIG[stage as Stage];
}
