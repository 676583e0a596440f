import type { Policy } from '../../shared/domain/kernel/policy.ts';
import type { Problem } from '../../shared/domain/kernel/problem.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import { checkPolicy } from '../../shared/domain/on-call/policy-check.ts';
import { checkSchedule } from '../../shared/domain/on-call/schedule/check.ts';
import { peopleIn, type Schedule } from '../../shared/domain/on-call/schedule/types.ts';
import { type Contact, type ContactKind, isVerified } from '../../shared/domain/paging/contact.ts';
import type { Operator, Workspace } from '../kernel/ports.ts';
import { type Me, type OnCallDeps, type OnCallRefusal, refused } from './access.ts';
import { beginRounds } from './rounds.ts';

/** Who is on call and what happens to whom waits: read by everyone, written by leads. */

export async function readOnCall(deps: OnCallDeps, { workspace: id }: Me) {
  const [workspace, operators, contacts, seen] = await Promise.all([
    deps.settings.workspace(id),
    deps.settings.operators(id),
    deps.contacts.all(id),
    deps.sightings.first(id),
  ]);
  if (!workspace) return refused('unknown_workspace');
  const { version, schedule, policy, edited } = workspace;
  return {
    ok: true as const,
    now: deps.clock.now(),
    version,
    schedule,
    policy,
    people: operators
      .filter(({ active }) => active)
      .map(({ id: person, name, role, skills }) => ({
        id: person,
        name,
        role,
        skills: [...(skills ?? [])],
        reachable: kindsOf(person, contacts),
      })),
    ...(edited && { edited }),
    ...(seen !== null && { seen }),
  };
}

const kindsOf = (person: string, contacts: readonly Contact[]): ContactKind[] => [
  ...new Set(contacts.filter((contact) => contact.person === person && isVerified(contact)).map(({ kind }) => kind)),
];

export type Saved = { readonly ok: true; readonly version: number; readonly problems: readonly Problem[] };

/** What a check of edited data knows besides it. */
interface Known {
  readonly workspace: Workspace;
  readonly people: readonly { readonly id: string; readonly name: string; readonly reachable: boolean }[];
  /** those of people who can be reached */
  readonly skills: readonly string[];
  readonly now: Millis;
}

export const saveSchedule = (
  deps: OnCallDeps,
  me: Me,
  { version, schedule }: { readonly version: number; readonly schedule: Schedule },
): Promise<Saved | OnCallRefusal> =>
  save(
    deps,
    me,
    version,
    (known) => scheduleProblems(schedule, known.workspace.policy.zone, known),
    () => deps.settings.saveSchedule(me.workspace, version, schedule, me.operator.id),
  );

export const savePolicy = (
  deps: OnCallDeps,
  me: Me,
  { version, policy }: { readonly version: number; readonly policy: Policy },
): Promise<Saved | OnCallRefusal> =>
  save(
    deps,
    me,
    version,
    (known) => checkPolicy(policy, known),
    () => deps.settings.savePolicy(me.workspace, version, policy, me.operator.id),
  );

/** With an error nothing is written. A colleague who was faster is named: their change is not lost under this one. */
async function save(
  deps: OnCallDeps,
  { workspace: id }: Me,
  version: number,
  check: (known: Known) => readonly Problem[],
  write: () => Promise<boolean>,
): Promise<Saved | OnCallRefusal> {
  const [workspace, operators, contacts] = await Promise.all([
    deps.settings.workspace(id),
    deps.settings.operators(id),
    deps.contacts.all(id),
  ]);
  if (!workspace) return refused('unknown_workspace');
  if (workspace.version !== version) return editedBy(workspace, operators);
  const active = operators.filter((operator) => operator.active);
  const isReachable = ({ id: person }: Operator): boolean => kindsOf(person, contacts).length > 0;
  const problems = check({
    workspace,
    people: active.map((operator) => ({ id: operator.id, name: operator.name, reachable: isReachable(operator) })),
    skills: [...new Set(active.filter(isReachable).flatMap(({ skills }) => skills ?? []))],
    now: deps.clock.now(),
  });
  if (problems.some(({ level }) => level === 'error')) return refused('has_problems', { problems });
  if (!(await write())) {
    const winner = await deps.settings.workspace(id);
    return winner ? editedBy(winner, operators) : refused('unknown_workspace');
  }
  await beginRounds(deps, id);
  return { ok: true, version: version + 1, problems };
}

function editedBy({ edited }: Workspace, operators: readonly Operator[]): OnCallRefusal {
  const by = operators.find(({ id }) => id === edited?.by)?.name;
  return refused('edited_meanwhile', by === undefined ? {} : { by });
}

/**
 * Nobody is put on call whom no page can reach. Who stood there before, and has lost their last contact since, must not
 * keep others from being changed: that is warned of.
 */
function scheduleProblems(schedule: Schedule, zone: string, { workspace, people, now }: Known): readonly Problem[] {
  const before = peopleIn(workspace.schedule);
  const problems = checkSchedule(schedule, zone, { people, now }).map((problem): Problem => {
    const isOld = problem.code === 'person.unreachable' && before.includes(String(problem.values?.['person']));
    return isOld ? { ...problem, level: 'warning' } : problem;
  });
  return problems.toSorted((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}

/** What a lead can wake somebody for. Skills are kept in lower case: they are typed by hand. */
export async function saveSkills(
  deps: OnCallDeps,
  { workspace }: Me,
  { person, skills }: { readonly person: string; readonly skills: readonly string[] },
): Promise<{ readonly ok: true } | OnCallRefusal> {
  const operator = await deps.directory.operator(workspace, person);
  if (!operator?.active) return refused('no_such_person');
  await deps.settings.saveSkills(workspace, person, [...new Set(skills.map((skill) => skill.toLowerCase()))]);
  return { ok: true };
}
