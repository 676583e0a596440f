import type { Config, Domain } from './config.ts';
import { WITHOUT_EDGE_LOGS, WITHOUT_MAIL } from './regions.ts';

/** Domains that nobody owns (RFC 2606): an address at one is a placeholder that was left in. */
const NOBODYS = /@(?:[^@]+\.)?(?:example(?:\.(?:com|net|org))?|invalid|test|localhost)$/i;

/** Where CloudFront, and Cognito behind it, look for certificates. */
const EDGE_REGION = 'us-east-1';

/**
 * Why a deployment would fail, or would run without telling anybody, as sentences that say what to do; none: it may go on.
 * @param region where it goes; undefined when whoever synthesizes says nothing of it
 */
export function refusalsOf(stage: string, config: Config, region: string | undefined): string[] {
  return [
    ...(stage === 'prod' ? addressRefusals(config) : []),
    ...regionRefusals(config, region),
    ...domainRefusals(config, region),
  ];
}

function addressRefusals({ mailFrom, alarmEmail }: Config): string[] {
  const refusals: string[] = [];
  if (NOBODYS.test(mailFrom))
    refusals.push(
      `E-mail would be sent from ${mailFrom}, which nobody can verify: give an address of yours, -c mailFrom=support@your.domain (or mailFrom in infra/config.ts).`,
    );
  if (alarmEmail === undefined || NOBODYS.test(alarmEmail))
    refusals.push(
      `Nobody would be told of alarms${alarmEmail === undefined ? '' : ` (${alarmEmail} is nobody's)`}: give an address, -c alarmEmail=you@your.domain (or alarmEmail in infra/config.ts).`,
    );
  return refusals;
}

function regionRefusals({ edgeLogs }: Config, region: string | undefined): string[] {
  if (region === undefined) return [];
  if (WITHOUT_MAIL.has(region))
    return [`${region} has no Amazon SES, by which Otvet sends e-mail: deploy to another Region.`];
  if (edgeLogs && WITHOUT_EDGE_LOGS.has(region))
    return [
      `CloudFront delivers no access logs to buckets in ${region}: set edgeLogs: false in infra/config.ts, or deploy to another Region.`,
    ];
  return [];
}

function domainRefusals({ domains }: Config, region: string | undefined): string[] {
  const { site, sockets, signIn } = domains;
  const at = (what: string, domain: Domain | undefined, wanted: string | undefined): string[] => {
    const found = domain?.certificateArn.split(':')[3];
    return wanted === undefined || found === undefined || found === wanted
      ? []
      : [`The certificate of ${domain?.name} is in ${found}: the name of the ${what} needs one in ${wanted}.`];
  };
  return [
    ...at('site', site, EDGE_REGION),
    ...at('sockets', sockets, region),
    ...at('sign-in page', signIn, EDGE_REGION),
  ];
}
