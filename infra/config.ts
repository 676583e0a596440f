import { RemovalPolicy } from 'aws-cdk-lib';
import { RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { FunctionName } from '../shared/contract.ts';
import type { Stage } from './stage.ts';

export type { Stage } from './stage.ts';

/** Requests per second, and how many may come at once. Both always: a stage with only one refuses everything. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** Names of one's own, each with its certificate. DNS stays the company's: the stack's outputs say where each name has to point. */
export interface Domains {
  /** of console, widget and API: `support.shop.example`; the certificate in us-east-1, where CloudFront looks for it */
  readonly site?: Domain;
  /** of both doors: `wss://<name>/customer` and `/operator`; the certificate in the stack's own Region */
  readonly sockets?: Domain;
  /** of the sign-in page; the certificate in us-east-1. Its parent domain must have an address (an A record) already */
  readonly signIn?: Domain;
}
export interface Domain {
  readonly name: string;
  /** of AWS Certificate Manager, issued and valid */
  readonly certificateArn: string;
}

/** What differs between deployments. Constructs read fields; none asks which stage it is in. */
export interface Config {
  /** what becomes of the table, the people and the secrets when the stack is deleted, or a resource is taken out of it */
  readonly removal: RemovalPolicy;
  /**
   * Whether the first deployment has come up, in an account with room for what is reserved. Until then nothing is reserved
   * and nothing refuses to be deleted: a first deployment that fails leaves nothing behind that makes the second one fail.
   */
  readonly established: boolean;
  /** whether the table and the user pool refuse to be deleted; only once {@link Config.established} */
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
   * and the sweep and the pages run even when the account has no room left. An account must keep 100 unreserved, which a
   * new one (10 or 50 in all) cannot: only once {@link Config.established}.
   */
  readonly reservedConcurrency: Readonly<Partial<Record<FunctionName, number>>>;
  /**
   * Looks that the queue begins at the same time. Below what `look` has reserved, since the queue knows nothing of that:
   * a look that Lambda turns away counts as one that failed. Before {@link Config.established} no more than 5.
   */
  readonly looksAtOnce: number;
  /** who is told of alarms; without it alarms are only to be seen in CloudWatch */
  readonly alarmEmail?: string;
  /**
   * Sender of e-mails, an address of yours: SES sends to it, at the first deployment, a link that must be opened, and sends
   * nothing from it before. Two stages in one account and Region need two addresses. With `mailDomain` all of the address's
   * domain is verified instead, by three DNS records that the stack's outputs name (DKIM).
   */
  readonly mailFrom: string;
  readonly mailDomain: boolean;
  /** the account's monthly limit for SMS, in USD: SNS stops silently beyond it, the alarm comes at 80 % */
  readonly smsMonthlyLimitUsd: number;
  /** whether this stack sets the account's role for gateway logs (one per account and Region; false if another does) */
  readonly setsGatewayLogRole: boolean;
  /**
   * whether this stack makes the log groups that SNS writes the delivery of SMS to (one pair per account and Region, under
   * names that SNS chooses; false if they are there already: another stage's, or from before)
   */
  readonly ownsSmsLogs: boolean;
  /** whether CloudFront logs who asks for pages. It cannot in opt-in Regions (infra/regions.ts), where this is refused */
  readonly edgeLogs: boolean;
  /** environments of Lambda that the account may have at once (1,000 is usual, a new one has 10): the alarm comes at 80 % */
  readonly accountConcurrency: number;
  readonly domains: Domains;
  /**
   * whether each deployment of a function is kept as a version, behind the alias `live` by which all of AWS calls it:
   * `npm run rollback` then leads the alias back in seconds. Without, there is the newest code only, as on one machine
   */
  readonly versions: boolean;
  /** a restored table that the stack takes instead of making its own (docs/runbook.md, restoring the table) */
  readonly restoredTable?: { readonly name: string; readonly streamArn: string };
}

export const CONFIG: Readonly<Record<Stage, Config>> = {
  dev: {
    removal: RemovalPolicy.DESTROY,
    established: false,
    deletionProtection: false,
    logRetention: RetentionDays.TWO_WEEKS,
    logLevel: 'DEBUG',
    throttle: {
      customer: { rate: 100, burst: 200 },
      operator: { rate: 100, burst: 200 },
      http: { rate: 50, burst: 100 },
    },
    reservedConcurrency: {},
    looksAtOnce: 5,
    mailFrom: 'otvet@example.com',
    mailDomain: false,
    smsMonthlyLimitUsd: 1,
    setsGatewayLogRole: true,
    ownsSmsLogs: true,
    edgeLogs: true,
    accountConcurrency: 1000,
    versions: false,
    domains: {},
  },
  prod: {
    // What a first deployment made and could not finish is deleted with it; what holds data after that is kept.
    removal: RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE,
    established: false,
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
    looksAtOnce: 90,
    mailFrom: 'otvet@example.com',
    mailDomain: false,
    smsMonthlyLimitUsd: 50,
    setsGatewayLogRole: true,
    ownsSmsLogs: true,
    edgeLogs: true,
    accountConcurrency: 1000,
    versions: true,
    domains: {},
  },
};

/** What a deployment is told beside this file: `-c mailFrom=… -c alarmEmail=… -c established=true`. */
export type Told = Partial<Pick<Config, 'mailFrom' | 'alarmEmail' | 'established'>>;

/** Looks at the same time in an account that may have as few as 10 of everything. */
const FIRST_LOOKS = 5;

/** The configuration of a stage. @throws Error naming the stages there are */
export function configOf(stage: string, told: Partial<Config> = {}): Config {
  if (!Object.hasOwn(CONFIG, stage)) {
    throw new Error(`There is no stage "${stage}". Choose one of: ${Object.keys(CONFIG).join(', ')}.`);
  }
  const config = { ...CONFIG[stage as Stage], ...told };
  if (config.established) return config;
  const looksAtOnce = Math.min(config.looksAtOnce, FIRST_LOOKS);
  return { ...config, deletionProtection: false, reservedConcurrency: {}, looksAtOnce };
}
