import type { Ladder, Who } from '../../shared/domain/kernel/policy.ts';
import { type Actor, type Refusal, refuse } from '../../shared/domain/kernel/types.ts';
import { isVerified } from '../../shared/domain/paging/contact.ts';
import { ON_CALL, personLadder, skillLadder, specialistLadder } from '../../shared/domain/paging/ladders.ts';
import type { Directory, Operator, Workspace } from '../kernel/ports.ts';
import { type PageDeps, runPageCommand } from './command.ts';
import type { AckWake } from './phone-view.ts';
import type { Contacts } from './ports.ts';

export interface SpecialistDeps extends PageDeps {
  readonly directory: Directory;
  readonly contacts: Pick<Contacts, 'all'>;
}

type Specialist = Extract<Who, object>;

/** What an alarm is about: a colleague's reason, and the conversation if there is one. */
export interface Reason {
  readonly reason: string;
  readonly conversation?: string | undefined;
}

type Raised = { readonly ok: true } | Refusal | { readonly ok: false; readonly reason: 'busy' | 'resync' };

/**
 * Raises a page by hand: it ends by an acknowledgement, whatever becomes of the conversation.
 * @param command its id: sent again, even after its page was acknowledged, it rings nobody
 */
export async function raiseAlarm(
  deps: PageDeps,
  { id, policy }: Workspace,
  page: { readonly ladder: string; readonly rhythm: 'staffed' | 'unstaffed'; readonly steps: Ladder },
  { reason, conversation }: Reason,
  actor: Actor,
  command: string,
): Promise<Raised> {
  const alarm = { by: actor.id, ...(conversation !== undefined && { conversation }) };
  const { ladder, rhythm, steps } = page;
  const { acknowledgedSilent } = policy;
  const raise = { type: 'page.raise', rhythm, ladder: steps, alarm, acknowledgedSilent } as const;
  return runPageCommand(deps, id, ladder, raise, { actor, body: { text: reason }, id: command });
}

/** A lead wakes a specialist: a page of its own, to a person or to all who have a skill. Idempotent while it rings. */
export async function wakeSpecialist(
  deps: SpecialistDeps,
  workspace: Workspace,
  actor: Actor,
  who: Specialist,
  reason: Reason,
  id: string,
): Promise<Raised> {
  if (actor.role !== 'lead') return refuse('not_allowed');
  const ladder = 'person' in who ? personLadder(who.person) : skillLadder(who.skill);
  // With no contact that counts the page would ring the wrong phone, or none.
  if (!(await choicesOf(deps, workspace, actor.id)).some((choice) => choice.ladder === ladder))
    return refuse('not_reachable');
  const page = { ladder, rhythm: 'staffed', steps: specialistLadder(who) } as const;
  const raised = await raiseAlarm(deps, workspace, page, reason, actor, id);
  if (!raised.ok) return raised;
  // Second, and made good by a resend: without it the specialist is rung all the same, and the console shows it late.
  const command = { type: 'specialist.wake', ladder, by: actor.id } as const;
  return runPageCommand(deps, workspace.id, ON_CALL, command, { actor, id });
}

/** Whom a page can be handed further to, by name or skill: everyone but `me` who has a contact that counts. */
async function choicesOf(
  { directory, contacts }: SpecialistDeps,
  workspace: Workspace,
  me: string,
): Promise<AckWake['choices']> {
  const [operators, all] = await Promise.all([directory.operators(workspace.id), contacts.all(workspace.id)]);
  const verified = all.filter(isVerified);
  const people = operators.filter(
    ({ id, active }) => active && id !== me && verified.some(({ person }) => person === id),
  );
  const skills = [...new Set(people.flatMap(({ skills }) => skills ?? []))].sort();
  return [
    ...skills.map((skill) => ({ ladder: skillLadder(skill), label: skill })),
    ...people.map(({ id, name }) => ({ ladder: personLadder(id), label: name })),
  ];
}

/** Whom a ladder of specialists is for; null for any other ladder. */
export function specialistOf(ladder: string): Specialist | null {
  if (ladder.startsWith('person.')) return { person: ladder.slice('person.'.length) };
  return ladder.startsWith('skill.') ? { skill: ladder.slice('skill.'.length) } : null;
}

/** What the acknowledge page offers a lead who has the page: whom to wake, and what became of those already woken. */
export async function wakeOf(
  deps: SpecialistDeps,
  workspace: Workspace,
  me: Operator,
  since: number,
): Promise<AckWake | null> {
  if (me.role !== 'lead') return null;
  const [choices, [newest]] = await Promise.all([
    choicesOf(deps, workspace, me.id),
    deps.pages.readBack({ workspace: workspace.id, id: ON_CALL }, null, 1),
  ]);
  const mine = newest?.state.woken.filter(({ by, at }) => by === me.id && at >= since) ?? [];
  const operators = await deps.directory.operators(workspace.id);
  const woken = await Promise.all(
    [...new Set(mine.map(({ ladder }) => ladder))].map(async (ladder) => {
      const [page] = await deps.pages.readBack({ workspace: workspace.id, id: ladder }, null, 1);
      const by = operators.find(({ id }) => id === page?.state.acknowledged?.by);
      const label = choices.find((choice) => choice.ladder === ladder)?.label ?? ladder.replace(/^\w+\./, '');
      return { label, taken: by?.name ?? null };
    }),
  );
  return choices.length === 0 ? null : { choices, woken };
}
