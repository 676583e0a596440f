/*
 * Where the stack cannot be deployed as it is, and why. Both lists are of 2026-11: the first from cfn-lint's resource
 * specifications, the second from CloudFront's documentation of standard (legacy) logs. AWS adds to the one and takes from
 * the other; a Region that is on neither has been checked by `npm run deploy:try`, or nobody knows.
 */

/** Regions without SES: CloudFormation knows no e-mail identity there. */
export const WITHOUT_MAIL: ReadonlySet<string> = new Set(['ap-east-1', 'mx-central-1']);

/** Opt-in Regions, to whose buckets CloudFront delivers no standard logs: a distribution that asks for it is refused. */
export const WITHOUT_EDGE_LOGS: ReadonlySet<string> = new Set([
  'af-south-1',
  'ap-east-1',
  'ap-east-2',
  'ap-south-2',
  'ap-southeast-3',
  'ap-southeast-4',
  'ap-southeast-5',
  'ap-southeast-6',
  'ap-southeast-7',
  'ca-west-1',
  'eu-central-2',
  'eu-south-1',
  'eu-south-2',
  'il-central-1',
  'me-central-1',
  'me-south-1',
  'mx-central-1',
]);

/** Regions in which cfn-lint is asked whether all of the template exists (`npm run deploy:try`). */
export const CHECKED: readonly string[] = [
  'us-east-1',
  'us-east-2',
  'us-west-2',
  'ca-central-1',
  'sa-east-1',
  'eu-central-1',
  'eu-west-1',
  'eu-west-2',
  'eu-west-3',
  'eu-north-1',
  'ap-south-1',
  'ap-southeast-1',
  'ap-southeast-2',
  'ap-northeast-1',
  'ap-northeast-2',
];
