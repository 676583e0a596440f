import type { Millis } from '../../shared/domain/kernel/types.ts';
import { checkPolicy } from '../../shared/domain/on-call/policy-check.ts';
import { checkSchedule } from '../../shared/domain/on-call/schedule/check.ts';
import { gapsBetween, onCallAt } from '../../shared/domain/on-call/schedule/on-call.ts';
import type { Contact } from '../../shared/domain/paging/contact.ts';
import { isVerified } from '../../shared/domain/paging/contact.ts';
import type { Facts, Read, WorkspaceFacts } from './facts.ts';

/** One line of the report. `stops`: a page may reach nobody; `risks`: it may reach fewer, or later. */
export interface Finding {
  readonly level: 'stops' | 'risks';
  readonly what: string;
  readonly todo: string;
}

const DAY: Millis = 86_400_000;
/** So far ahead gaps are named: two weeks, as in the console. */
const AHEAD = 14 * DAY;
/** A test page rings each lead once a month; a month and a half without one acknowledged is too long. */
const TEST_AGE = 45 * DAY;
/** Lambda's default (aws.md 1.2); a new account has as few as 10, and a busy hour then starves the clocks. */
const CONCURRENCY = 1000;
const CONCURRENCY_LEAST = 100;

/** Everything that would stop a page, worst first. Empty: nothing that this program can see. */
export function judge(facts: Facts, now: Millis): Finding[] {
  const contacts = facts.workspaces.flatMap(({ found }) => (found.ok && found.value ? found.value.contacts : []));
  const verified = contacts.filter(isVerified);
  const findings = [
    ...known(facts.sms, 'the SMS settings', (sms) => smsFindings(sms, verified)),
    ...known(facts.mail, 'the e-mail settings', (mail) => mailFindings(mail, verified)),
    ...known(facts.functions, 'the limits of Lambda', functionFindings),
    ...known(facts.alarms, 'who hears of alarms', alarmFindings),
    ...facts.workspaces.flatMap((workspace) => workspaceFindings(workspace, now)),
  ];
  return findings.sort((a, b) => Number(a.level === 'risks') - Number(b.level === 'risks'));
}

export const stops = (what: string, todo: string): Finding => ({ level: 'stops', what, todo });
export const risks = (what: string, todo: string): Finding => ({ level: 'risks', what, todo });

/** What could not be read is said so: it is no reason to believe that all is well. */
export function known<T>(read: Read<T>, what: string, judged: (value: T) => Finding[]): Finding[] {
  if (read.ok) return judged(read.value);
  return [risks(`Could not read ${what}: ${read.why}`, 'Run this with credentials that may read them.')];
}

type Of<T extends Read<unknown>> = Extract<T, { ok: true }>['value'];

function smsFindings(sms: Of<Facts['sms']>, verified: readonly Contact[]): Finding[] {
  const phones = verified.filter(({ kind }) => kind === 'sms');
  if (phones.length === 0) return [];
  const findings: Finding[] = [];
  const refused = phones.filter(({ address }) => !sms.sandboxNumbers.includes(address));
  if (sms.inSandbox && refused.length > 0)
    findings.push(
      stops(
        `SMS is in the sandbox, which does not send to ${refused.map(({ address }) => address).join(', ')}.`,
        'Ask AWS to leave it (Amazon SNS, Text messaging, "Exit SMS sandbox"), or verify these numbers there.',
      ),
    );
  const limit = sms.monthlyLimitUsd ?? 1;
  if (limit <= 1)
    findings.push(
      stops(
        `SMS stops without a word when ${limit} USD are spent in a month: about ${Math.floor(limit / 0.05)} messages abroad.`,
        'Ask AWS for more (Service quotas, SNS, "Account spending limit"), then raise it in Text messaging preferences.',
      ),
    );
  if (!sms.reportsDelivery)
    findings.push(
      risks(
        'What becomes of SMS is not reported: "sent" is all that is known.',
        '`npm run setup` switches the reports on.',
      ),
    );
  return findings;
}

function mailFindings(mail: Of<Facts['mail']>, verified: readonly Contact[]): Finding[] {
  const mails = verified.filter(({ kind }) => kind === 'email').length;
  if (mails === 0) return [];
  const findings: Finding[] = [];
  if (!mail.isFromVerified)
    findings.push(
      stops(
        `E-mail cannot be sent from ${mail.from}: the address is not verified.`,
        'Set mailFrom in infra/config.ts to an address of yours, deploy, and follow the link that SES sends to it.',
      ),
    );
  if (!mail.isSending) findings.push(stops('SES has stopped sending from this account.', 'Look at the SES console.'));
  if (mail.inSandbox)
    findings.push(
      stops(
        `E-mail is in the SES sandbox: verified recipients only, ${mail.perDay} a day.`,
        'Ask AWS for production access (Amazon SES, Account dashboard).',
      ),
    );
  return findings;
}

function functionFindings({ concurrent, unreserved }: Of<Facts['functions']>): Finding[] {
  const todo = 'Ask AWS for more (Service quotas, Lambda, "Concurrent executions").';
  if (concurrent < CONCURRENCY_LEAST)
    return [stops(`Lambda may run ${concurrent} at once in this account: a busy hour starves the clocks.`, todo)];
  if (concurrent < CONCURRENCY)
    return [risks(`Lambda may run ${concurrent} at once in this account; ${CONCURRENCY} is usual.`, todo)];
  return unreserved < CONCURRENCY_LEAST ? [risks(`Only ${unreserved} of Lambda's room are not reserved.`, todo)] : [];
}

function alarmFindings({ confirmed, pending }: Of<Facts['alarms']>): Finding[] {
  if (confirmed > 0) return [];
  return [
    pending > 0
      ? risks(
          'Nobody hears of alarms yet: a subscription waits to be confirmed.',
          'Follow the link in the e-mail from AWS.',
        )
      : risks(
          'Nobody hears of alarms: they are only to be seen in CloudWatch.',
          'Set alarmEmail in infra/config.ts and deploy.',
        ),
  ];
}

function workspaceFindings({ id, found }: WorkspaceFacts, now: Millis): Finding[] {
  if (!found.ok)
    return [stops(`Could not read the workspace ${id}: ${found.why}`, 'Look at --stack and the credentials.')];
  if (found.value === null) return [stops(`There is no workspace ${id}.`, 'Name yours with --workspace.')];
  const { workspace, operators, contacts, tests } = found.value;
  const { schedule, policy } = workspace;
  const active = operators.filter(({ active }) => active);
  const reachable = (person: string): boolean =>
    contacts.some((contact) => contact.person === person && isVerified(contact));
  const nameOf = (person: string): string => operators.find((operator) => operator.id === person)?.name ?? person;
  const at = (time: Millis): string =>
    new Intl.DateTimeFormat('en-GB', { dateStyle: 'medium', timeStyle: 'short', timeZone: policy.zone }).format(time);
  const people = active.map((operator) => ({
    id: operator.id,
    name: operator.name,
    reachable: reachable(operator.id),
  }));
  const skills = [...new Set(active.flatMap((operator) => operator.skills ?? []))];

  const findings: Finding[] = [];
  if (!people.some((person) => person.reachable))
    findings.push(
      stops(`${id}: nobody has a contact that was confirmed, so no page can ring.`, 'Each lead: console, "My alerts".'),
    );
  for (const person of onCallAt(schedule, policy.zone, now).filter((one) => !reachable(one)))
    findings.push(
      stops(`${id}: ${nameOf(person)} is on call now and cannot be rung.`, `${nameOf(person)}: console, "My alerts".`),
    );
  for (const { from, to } of gapsBetween(schedule, policy.zone, now, now + AHEAD).slice(0, 5))
    findings.push(
      (from <= now ? stops : risks)(
        `${id}: nobody is on call from ${at(from)} to ${to >= now + AHEAD ? 'further than two weeks ahead' : at(to)}; everyone would be rung.`,
        'Console, "On call", "Calendar": add an override.',
      ),
    );
  const named = checkSchedule(schedule, policy.zone, { people, now });
  const broken = [...named, ...checkPolicy(policy, { people, skills })].filter(({ level }) => level === 'error');
  for (const { code, at: path } of broken.filter((problem) => problem.code !== 'person.unreachable'))
    findings.push(
      stops(`${id}: the schedule or the policy has a mistake (${code} at ${path}).`, 'Console, "On call".'),
    );
  for (const lead of active.filter(({ role }) => role === 'lead')) {
    const test = tests[lead.id];
    if (!reachable(lead.id)) {
      findings.push(risks(`${id}: ${lead.name} has no confirmed contact.`, `${lead.name}: console, "My alerts".`));
    } else if (!test || test.status !== 'acknowledged' || test.raisedAt < now - TEST_AGE) {
      const since = test ? `since ${at(test.raisedAt)}` : 'yet';
      findings.push(
        risks(
          `${id}: no test page of ${lead.name} was acknowledged ${since}.`,
          'One rings each month by itself; a test ring is in the console, "My alerts".',
        ),
      );
    }
  }
  return findings;
}
