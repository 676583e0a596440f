/** What AWS asks for a unit, in us-east-1, on demand, in the first tier, without a free tier. Read in November 2026. */
export interface Price {
  /** the unit, as docs/cost.md names it */
  readonly unit: string;
  /** US dollars for `per` units */
  readonly usd: number;
  readonly per: number;
  readonly source: string;
}

const MILLION = 1_000_000;
const API_GATEWAY = 'https://aws.amazon.com/api-gateway/pricing/';
const LAMBDA = 'https://aws.amazon.com/lambda/pricing/';
const DYNAMODB = 'https://aws.amazon.com/dynamodb/pricing/on-demand/';
const CLOUDWATCH = 'https://aws.amazon.com/cloudwatch/pricing/';
const CLOUDFRONT = 'https://aws.amazon.com/cloudfront/pricing/';
const EC2_TRANSFER = 'https://aws.amazon.com/ec2/pricing/on-demand/';

export const PRICES = {
  socketMessages: { unit: 'WebSocket messages of up to 32 KB, in and out', usd: 1, per: MILLION, source: API_GATEWAY },
  socketMinutes: { unit: 'WebSocket connection minutes', usd: 0.25, per: MILLION, source: API_GATEWAY },
  httpRequests: { unit: 'HTTP API requests', usd: 1, per: MILLION, source: API_GATEWAY },
  lambdaRequests: { unit: 'Lambda requests', usd: 0.2, per: MILLION, source: LAMBDA },
  lambdaGbSeconds: { unit: 'Lambda GB-seconds, arm64', usd: 13.3334, per: MILLION, source: LAMBDA },
  writeUnits: { unit: 'DynamoDB write request units', usd: 0.625, per: MILLION, source: DYNAMODB },
  readUnits: { unit: 'DynamoDB read request units', usd: 0.125, per: MILLION, source: DYNAMODB },
  streamReads: { unit: 'DynamoDB stream reads by Lambda', usd: 0, per: MILLION, source: DYNAMODB },
  queueRequests: {
    unit: 'SQS requests',
    usd: 0.4,
    per: MILLION,
    source: 'https://aws.amazon.com/sqs/pricing/',
  },
  transitions: {
    unit: 'Step Functions state transitions',
    usd: 25,
    per: MILLION,
    source: 'https://aws.amazon.com/step-functions/pricing/',
  },
  traces: { unit: 'X-Ray traces recorded', usd: 5, per: MILLION, source: 'https://aws.amazon.com/xray/pricing/' },
  logGb: { unit: 'GB of logs taken in', usd: 0.5, per: 1, source: CLOUDWATCH },
  logGbMonths: { unit: 'GB-months of logs kept', usd: 0.03, per: 1, source: CLOUDWATCH },
  tableGbMonths: { unit: 'GB-months of table and indexes', usd: 0.25, per: 1, source: DYNAMODB },
  backupGbMonths: { unit: 'GB-months of point-in-time recovery', usd: 0.2, per: 1, source: DYNAMODB },
  siteRequests: { unit: 'CloudFront HTTPS requests', usd: 0.01, per: 10_000, source: CLOUDFRONT },
  siteGb: { unit: 'GB out of CloudFront', usd: 0.085, per: 1, source: CLOUDFRONT },
  socketGb: { unit: 'GB out of the sockets', usd: 0.09, per: 1, source: EC2_TRANSFER },
} as const satisfies Readonly<Record<string, Price>>;

/** Everything that is paid for by use. */
export type Unit = keyof typeof PRICES;
/** How many of each. */
export type Units = Readonly<Record<Unit, number>>;
