import { WITHOUT_EDGE_LOGS, WITHOUT_MAIL } from '../../infra/regions.ts';
import type { BeforeFacts } from './before-facts.ts';
import type { Read } from './facts.ts';
import { type Finding, known, risks, stops } from './judge.ts';

/** What Lambda keeps of an account for functions that reserve nothing, and what production reserves (infra/config.ts). */
const UNRESERVED = 100;
const RESERVED = 492;
/** Requests a second that the throttles of a production stack let in, and the posts that they bring about. */
const GATEWAY_RATE = 10_000;

/** Where SMS of an account without a registered sender are refused by the networks, by the country's code. */
const REGISTERED_ONLY: readonly (readonly [prefix: string, what: string])[] = [
  ['+1', 'the USA and Canada take SMS from registered numbers only (10DLC or toll-free; weeks)'],
  ['+7', 'Russia and Kazakhstan take SMS from a registered sender ID only (weeks)'],
  ['+91', 'India takes SMS from a registered sender ID and registered templates only (weeks)'],
];

/** Everything that would make a first deployment fail (`stops`), or would wait behind it (`risks`). */
export function judgeBefore(facts: BeforeFacts): Finding[] {
  const findings = [
    ...regionFindings(facts.region),
    ...known(facts.found, 'the stack', (status) => stackFindings(facts.stack, status)),
    ...known(facts.leftovers, 'what an earlier deployment left', (names) => leftoverFindings(facts, names)),
    ...known(facts.functions, 'the limits of Lambda', functionFindings),
    ...known(facts.mail, 'the e-mail settings', mailFindings),
    ...known(facts.sms, 'the SMS settings', (sms) => smsFindings(sms, facts.phones)),
    ...known(facts.gateway, 'the limits of API Gateway', gatewayFindings),
  ];
  return findings.sort((a, b) => Number(a.level === 'risks') - Number(b.level === 'risks'));
}

function regionFindings(region: string): Finding[] {
  if (WITHOUT_MAIL.has(region))
    return [stops(`${region} has no Amazon SES, by which Otvet sends e-mail.`, 'Deploy to another Region.')];
  if (WITHOUT_EDGE_LOGS.has(region))
    return [
      stops(
        `CloudFront delivers no access logs to buckets in ${region}: the distribution would be refused.`,
        'Set edgeLogs: false in infra/config.ts, or deploy to another Region.',
      ),
    ];
  return [];
}

function stackFindings(stack: string, status: string | null): Finding[] {
  if (status === null) return [];
  if (status.endsWith('_FAILED') && status !== 'UPDATE_ROLLBACK_FAILED')
    return [
      stops(
        `${stack} is there, and broken (${status}).`,
        `Delete it (aws cloudformation delete-stack --stack-name ${stack}), see its events for what it could not delete, and deploy anew.`,
      ),
    ];
  if (status.endsWith('_IN_PROGRESS'))
    return [stops(`${stack} is being changed (${status}).`, 'Wait until it is done.')];
  return [risks(`${stack} is there already (${status}).`, 'This is not a first deployment: run it without --before.')];
}

function leftoverFindings({ found }: BeforeFacts, names: readonly string[]): Finding[] {
  if (!found.ok || found.value !== null) return [];
  return names.map((name) =>
    stops(
      `There is no stack, but ${name} is there: an earlier one kept it, and a new one cannot have the name.`,
      'If nobody needs it, delete it (a table may first have to be let go: DeletionProtectionEnabled). Else deploy under another stage.',
    ),
  );
}

function functionFindings({ concurrent }: Of<BeforeFacts['functions']>): Finding[] {
  const todo = 'Ask AWS for 1,000 (Service Quotas, AWS Lambda, "Concurrent executions"); it takes a day or two.';
  if (concurrent < UNRESERVED)
    return [risks(`Lambda may run ${concurrent} at once here: the stack comes up, and a busy hour starves it.`, todo)];
  if (concurrent < UNRESERVED + RESERVED)
    return [
      risks(
        `Lambda may run ${concurrent} at once here: too few for what production reserves, ${RESERVED} and ${UNRESERVED} beside.`,
        `${todo} Until then leave established: false in infra/config.ts.`,
      ),
    ];
  return [];
}

function mailFindings({ inSandbox, isSending, perDay }: Of<BeforeFacts['mail']>): Finding[] {
  return [
    ...(isSending ? [] : [risks('SES does not send from this account.', 'Look at the SES console.')]),
    ...(inSandbox
      ? [
          risks(
            `E-mail is in the SES sandbox: verified recipients only, ${perDay} a day.`,
            'Ask AWS for production access now (Amazon SES, Account dashboard): it takes a day.',
          ),
        ]
      : []),
  ];
}

function smsFindings({ inSandbox, monthlyLimitUsd, originations }: Of<BeforeFacts['sms']>, phones: readonly string[]) {
  const findings: Finding[] = [];
  if (inSandbox)
    findings.push(
      risks('SMS is in the sandbox: it rings verified numbers only.', 'Ask AWS now (Amazon SNS, "Exit SMS sandbox").'),
    );
  if ((monthlyLimitUsd ?? 1) <= 1)
    findings.push(
      risks(
        `SMS stops without a word when ${monthlyLimitUsd ?? 1} USD are spent in a month.`,
        'Ask AWS for more (Service Quotas, SNS, "Account spending limit").',
      ),
    );
  for (const [prefix, what] of REGISTERED_ONLY) {
    const there = phones.filter((phone) => phone.startsWith(prefix));
    const hasNumber = originations.some((number) => number.startsWith(prefix));
    if (there.length === 0 || hasNumber) continue;
    findings.push(
      risks(
        `${there.join(', ')}: ${what}, and this account shows no number of that country.`,
        'Register one (AWS End User Messaging SMS); until then let these people be rung by their browser or phone (Web Push).',
      ),
    );
  }
  if (phones.length === 0)
    findings.push(
      risks(
        'Whether SMS reach the leads’ countries was not asked.',
        'Name their phones: --phone +NUMBER, as often as you like.',
      ),
    );
  return findings;
}

function gatewayFindings({ rate, newSockets }: Of<BeforeFacts['gateway']>): Finding[] {
  const findings: Finding[] = [];
  if (rate !== null && rate < GATEWAY_RATE)
    findings.push(
      risks(
        `All APIs of the account together may take ${rate} requests a second here, posts to sockets included; ${GATEWAY_RATE} is usual.`,
        'Ask AWS for more (Service Quotas, Amazon API Gateway, "Throttle rate"), or lower throttle in infra/config.ts.',
      ),
    );
  if (newSockets !== null && newSockets < 500)
    findings.push(
      risks(
        `${newSockets} sockets a second may be opened here; 500 is usual. After an outage all clients come back at once.`,
        'Ask AWS for more (Service Quotas, Amazon API Gateway, "New connections per second").',
      ),
    );
  return findings;
}

type Of<T extends Read<unknown>> = Extract<T, { ok: true }>['value'];
