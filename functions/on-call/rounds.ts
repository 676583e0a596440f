import { METRICS } from '../../shared/contract.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import { morningOf } from '../../shared/domain/on-call/night.ts';
import { NO_ROUNDS, nextQuarter, type RoundsDeed, roundAt } from '../../shared/domain/on-call/rounds.ts';
import { type Contact, type ContactKind, isVerified } from '../../shared/domain/paging/contact.ts';
import { testLadder, testPageLadder } from '../../shared/domain/paging/ladders.ts';
import type { Clock, Directory, Meter, Operator, Presence, Workspace } from '../kernel/ports.ts';
import { whoIsThere } from '../kernel/presence.ts';
import { type PageDeps, runPageCommand } from '../paging/command.ts';
import { type Carrier, CarrierRefusal, type Contacts, type Ring } from '../paging/ports.ts';
import { figuresOf } from './pages.ts';
import type { Rounds } from './ports.ts';
import { gapNowWords, gapsAheadWords, morningWords, testUnansweredWords, unstaffedWords } from './rounds-texts.ts';

export interface RoundsDeps extends PageDeps {
  readonly directory: Directory;
  readonly presence: Presence;
  readonly contacts: Contacts;
  readonly carrier: Carrier;
  readonly rounds: Rounds;
  readonly meter: Meter;
  /** where people reach the site, without a slash at the end */
  readonly publicUrl: string;
}

/** Rounds begin with the workspace; what is older gets them with the first change to its schedule or policy. */
export async function beginRounds(
  { rounds, clock }: { readonly rounds: Rounds; readonly clock: Clock },
  workspace: string,
): Promise<void> {
  if ((await rounds.read(workspace)) === null) await rounds.write(workspace, NO_ROUNDS, nextQuarter(clock.now()));
}

/** What a round has found out about its workspace. */
interface Found {
  readonly workspace: Workspace;
  readonly operators: readonly Operator[];
  readonly leads: readonly Operator[];
  readonly contacts: readonly Contact[];
  readonly now: Millis;
}

/**
 * One round. Its state is written before anything is said, so that of two rounds at once one speaks, and one that dies on
 * the way says less rather than twice. A test page that was lost so is raised by the next: its own log tells.
 */
export async function makeRound(deps: RoundsDeps, id: string): Promise<void> {
  const now = deps.clock.now();
  const [state, workspace, operators, contacts, { staffed }] = await Promise.all([
    deps.rounds.read(id),
    deps.directory.workspace(id),
    deps.directory.operators(id),
    deps.contacts.all(id),
    whoIsThere(deps, id),
  ]);
  if (!state) return;
  if (!workspace) throw new Error('rounds of a workspace that is not there');
  const leads = operators.filter(({ active, role }) => active && role === 'lead');
  const tested = [...new Set([...leads.map(({ id: lead }) => lead), ...Object.keys(state.tests)])];
  const tests = await Promise.all(tested.map(async (person) => [person, await newestTest(deps, id, person)] as const));
  const verified = contacts.filter(isVerified);
  const round = roundAt(state, {
    now,
    schedule: workspace.schedule,
    policy: workspace.policy,
    staffed,
    leads: leads.map((lead) => ({ id: lead.id, reachable: verified.some(({ person }) => person === lead.id) })),
    tests: Object.fromEntries(tests),
  });
  if (!(await deps.rounds.write(id, round.state, round.due))) return; // another was faster, and does it
  const found: Found = { workspace, operators, leads, contacts: verified, now };
  let failed: unknown;
  for (const deed of round.deeds) {
    try {
      await doDeed(deps, found, deed);
    } catch (error) {
      deps.log.error('rounds.deed.failed', error, { workspace: id, deed: deed.type });
      failed = error;
    }
  }
  if (failed !== undefined) throw new Error('a part of the rounds failed', { cause: failed });
}

async function newestTest({ pages }: Pick<RoundsDeps, 'pages'>, workspace: string, person: string) {
  const [newest] = await pages.readBack({ workspace, id: testLadder(person) }, null, 1);
  return newest && newest.state.status !== 'none' ? newest.state : null;
}

async function doDeed(deps: RoundsDeps, found: Found, deed: RoundsDeed): Promise<void> {
  const { workspace, operators, leads, now } = found;
  const { zone } = workspace.policy;
  const nameOf = (person: string): string => operators.find(({ id }) => id === person)?.name ?? person;
  switch (deed.type) {
    case 'morning': {
      const [figures] = await figuresOf(deps, workspace.id, [deed.night]);
      if (!figures) return;
      const morning = morningOf(figures);
      const named = { ...morning, takers: morning.takers.map(nameOf) };
      return tell(deps, found, leads, ['email'], `morning.${deed.night.night}`, 'pages', (locale) =>
        morningWords(locale, named),
      );
    }
    case 'gaps.ahead':
      return tell(deps, found, leads, WARNING, `gap.${deed.gaps[0]?.from ?? now}`, 'calendar', (locale) =>
        gapsAheadWords(locale, deed.gaps, zone),
      );
    case 'gap.now':
      return tell(deps, found, leads, WARNING, `gap.${now}`, 'calendar', gapNowWords);
    case 'unstaffed': {
      deps.meter.count(METRICS.hoursUnstaffed);
      const minutes = Math.round((now - deed.since) / 60_000);
      if (deed.says)
        await tell(deps, found, leads, WARNING, `unstaffed.${deed.since}`, 'calendar', (locale) =>
          unstaffedWords(locale, minutes),
        );
      return;
    }
    case 'test.raise':
      await runPageCommand(deps, workspace.id, testLadder(deed.person), {
        type: 'page.raise',
        rhythm: 'staffed',
        ladder: testPageLadder(deed.person),
        acknowledgedSilent: 0,
      });
      return;
    case 'test.unanswered': {
      deps.meter.count(METRICS.testPagesUnanswered);
      const others = leads.filter(({ id }) => id !== deed.person);
      return tell(deps, found, others, WARNING, `test.${deed.person}.${deed.raisedAt}`, 'now', (locale) =>
        testUnansweredWords(locale, nameOf(deed.person)),
      );
    }
    case 'test.call_off':
      await runPageCommand(deps, workspace.id, testLadder(deed.person), {
        type: 'page.call_off',
        episode: deed.episode,
      });
      return;
  }
}

/** Warnings can wait for nobody's sleep: they come without a ring, and by mail for who has no push. */
const WARNING: readonly ContactKind[] = ['push', 'email'];

/** Tells people by their contacts of some kinds. One that fails keeps it from nobody else, and is not repeated. */
async function tell(
  deps: RoundsDeps,
  { workspace, contacts, now }: Found,
  people: readonly Operator[],
  kinds: readonly ContactKind[],
  about: string,
  screen: string,
  words: (locale: Operator['locale']) => Pick<Ring, 'title' | 'text'>,
): Promise<void> {
  const link = `${deps.publicUrl}/console/#/on-call/${screen}`;
  await Promise.all(
    people.flatMap(({ id: person, locale }) =>
      contacts
        .filter((contact) => contact.person === person && kinds.includes(contact.kind))
        .map(async (contact) => {
          const { title, text } = words(locale);
          const id = `${workspace.id}.${about}.${now}.${contact.id}`;
          try {
            const ring = { kind: 'notice', id, tag: about, title: `${workspace.name}: ${title}`, text, link } as const;
            await deps.carrier.send(contact, ring);
          } catch (error) {
            await notTold(deps, workspace.id, contact, error, now);
          }
        }),
    ),
  );
}

async function notTold(deps: RoundsDeps, workspace: string, contact: Contact, error: unknown, at: Millis) {
  deps.meter.count(METRICS.sendsFailed);
  deps.log.error('rounds.send.failed', error, { workspace, person: contact.person, contact: contact.id });
  if (!(error instanceof CarrierRefusal)) return;
  const last = { at, result: 'failed', detail: error.message } as const;
  if (error.isGone) await deps.contacts.put(workspace, { ...contact, verifiedAt: null, last }, contact);
  else await deps.contacts.note(workspace, contact, last);
}
