/**
 * Names that infrastructure and functions share. A name lives here or it is typed once only: key classes, environment
 * variables, error names a state machine matches, and the inputs that machines and queues carry.
 */

/**
 * Classes of items. The class is the first part of every partition key (`C#<workspace>#…`), so that IAM's
 * `dynamodb:LeadingKeys` can give a function just the classes it needs (docs/architecture.md has the table).
 */
export const KEY_CLASS = {
  /** commits of conversations */
  conversation: 'C',
  /** commits of notes: never readable on the customer's path */
  notes: 'N',
  /** commits of pages, one log per workspace and ladder */
  page: 'P',
  /** inbox cards (projection) */
  card: 'I',
  /** sockets of customers and of operators, apart */
  customerSocket: 'KC',
  operatorSocket: 'KO',
  /** subscriptions of customers' and of operators' sockets, apart */
  customerTopic: 'TC',
  operatorTopic: 'TO',
  /** used tickets */
  ticket: 'J',
  /** links sent to a lead's phone, codes of calendar feeds, receipts of carriers: found by what an outsider shows */
  link: 'L',
  /** presence leases of operators */
  presence: 'A',
  /** what operators write and have not sent: never readable on the customer's path */
  draft: 'B',
  /** read marks */
  read: 'R',
  /** customers and their conversations (projection) */
  customer: 'U',
  /** the team's half of a customer's card: ratings, mistakes; which chats each operator has had (projections); never readable on the customer's path */
  history: 'H',
  /** the workspace itself: policy, origins, secrets of identity */
  workspace: 'W',
  /** operators: name, role, skills */
  operator: 'O',
  /** contacts: the ways by which each person can be rung */
  contact: 'X',
  /** daily statistics */
  stat: 'S',
  /** markers that make counting idempotent */
  marker: 'M',
} as const;
export type KeyClass = (typeof KEY_CLASS)[keyof typeof KEY_CLASS];

/**
 * Partition prefixes of the two indexes: GSI1 = the inbox's buckets (whole items), GSI2 = due leases (sparse, keys
 * only). Types of the sort keys: `inboxSk` is a string, `due` a number (epoch milliseconds).
 */
export const INDEX = {
  inbox: { name: 'inbox', pk: 'inboxPk', sk: 'inboxSk', prefix: 'IB' },
  due: { name: 'due', pk: 'duePk', sk: 'due', prefix: 'D' },
} as const;
/** Due leases are spread over this many partitions of the due index. */
export const DUE_SHARDS = 4;
/** Each bucket of a workspace is spread over this many partitions of the inbox index. */
export const INBOX_SHARDS = 2;

/** Table attributes with a meaning to the database itself. */
export const TABLE = { pk: 'pk', sk: 'sk', ttl: 'expiresAt' } as const;

/** Every function of the stack. Each lives in `functions/<name>/handler.ts` and is bundled to `dist/functions/<name>/`. */
export const FUNCTIONS = [
  'customer-authorizer',
  'operator-authorizer',
  'customer-connection',
  'operator-connection',
  'customer-socket',
  'operator-socket',
  'http',
  'on-call',
  'acknowledge',
  'receipts',
  'projector',
  'look',
  'page-step',
  'sweep',
] as const;
export type FunctionName = (typeof FUNCTIONS)[number];

/** Alias of a function's live version, where versions are kept. */
export const LIVE_ALIAS = 'live';

/** Environment variables of the functions. Each is set by the grant that makes it useful (infra/constructs). */
export const ENV = {
  tableName: 'TABLE_NAME',
  lookQueueUrl: 'LOOK_QUEUE_URL',
  escalationMachineArn: 'ESCALATION_MACHINE_ARN',
  pageMachineArn: 'PAGE_MACHINE_ARN',
  pagesTopicArn: 'PAGES_TOPIC_ARN',
  /** Secrets Manager secret: a long random text that the key of Web Push (VAPID) is derived from */
  pushSecretArn: 'PUSH_SECRET_ARN',
  /** sender of e-mails, and the SES configuration set that reports their delivery */
  mailFrom: 'MAIL_FROM',
  mailConfigurationSet: 'MAIL_CONFIGURATION_SET',
  /** `public`: contacts' URLs may lead to public addresses only; `any`: to every network */
  contactNetworks: 'CONTACT_NETWORKS',
  /** `https://…` endpoints for posting to sockets (`@connections`) */
  customerSocketsUrl: 'CUSTOMER_SOCKETS_URL',
  operatorSocketsUrl: 'OPERATOR_SOCKETS_URL',
  /** `wss://…` addresses that browsers connect to */
  customerSocketAddress: 'CUSTOMER_SOCKET_ADDRESS',
  operatorSocketAddress: 'OPERATOR_SOCKET_ADDRESS',
  /** Secrets Manager secret: JSON {"kid": string, "secret": string}, signs sessions and tickets */
  signingSecretArn: 'SIGNING_SECRET_ARN',
  oidcIssuer: 'OIDC_ISSUER',
  oidcClientId: 'OIDC_CLIENT_ID',
  /** Where people reach the site, without a slash at the end; links in pages start with it */
  publicUrl: 'PUBLIC_URL',
} as const;

/** Subprotocol of both sockets; the ticket is offered as the second one (design: never in a URL). */
export const SUBPROTOCOL = 'otvet.v1';

/** Body of a message on the look queue, and input of the escalation machine's task. Ids and times only. */
export interface LookInput {
  readonly workspace: string;
  readonly conversation: string;
  /** seq of the commit that carries the lease this look is for: if the state names another by now, it is cleared */
  readonly lease: number;
  /** epoch milliseconds: when the look is due */
  readonly dueAt: number;
  /** only tells the page that its customer needs nobody any more: the customers' door reaches no page itself */
  readonly settles?: true;
  /** how many looks this execution has had; it ends at {@link MAX_LOOKS} and the sweep begins the next */
  readonly looks: number;
}

/** What a look tells the escalation machine. `wakeAt` is ISO 8601 for a `Wait` state's `TimestampPath`. */
export interface LookOutput extends LookInput {
  readonly done: boolean;
  readonly wakeAt: string;
}

/** Input of the page machine's task. */
export interface PageStepInput {
  readonly workspace: string;
  /** the ladder whose log holds the page */
  readonly ladder: string;
  readonly episode: number;
  readonly dueAt: number;
  readonly looks: number;
}
export interface PageStepOutput extends PageStepInput {
  readonly done: boolean;
  readonly wakeAt: string;
}
/** Executions end after this many looks (history limit of a Standard workflow: 25,000 events, aws.md 1.4). */
export const MAX_LOOKS = 500;

/** Longest delay that SQS can give a message, in seconds (aws.md 1.4). */
export const MAX_QUEUE_DELAY_SECONDS = 900;

/** Namespace and names of the metrics that alarms watch. */
export const METRICS = {
  namespace: 'Otvet',
  /** looks at waiting customers and at pages that the sweep had to make because nobody else did; should read 0 */
  sweptLooks: 'SweptLooks',
  /** sweeps that ran to their end; its absence is an alarm */
  sweeps: 'Sweeps',
  /** pages whose ladder reached "everyone" without an acknowledgement */
  pagesUnanswered: 'PagesUnanswered',
  /** steps of a ladder that rang nobody at all: no verified contact took it */
  pagesUnreachable: 'PagesUnreachable',
  /** monthly test pages that were not acknowledged within a day */
  testPagesUnanswered: 'TestPagesUnanswered',
  /** rounds of a workspace that found staffed hours with nobody at the desk */
  hoursUnstaffed: 'HoursUnstaffed',
  /** sends to a contact that failed */
  sendsFailed: 'PageSendsFailed',
  /** rings that their carrier reported as not delivered */
  undelivered: 'PagesUndelivered',
  /** unexpected errors answered to a client */
  unexpectedErrors: 'UnexpectedErrors',
} as const;
