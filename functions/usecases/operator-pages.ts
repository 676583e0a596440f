import { isVerified } from '../../shared/domain/contact.ts';
import type { Ladder, Who } from '../../shared/domain/policy.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import type { OperatorCommand } from '../../shared/protocol/commands.ts';
import type { Caller } from '../ports/entry.ts';
import type { Contacts } from '../ports/on-call.ts';
import type { Workspace } from '../ports.ts';
import { refusalFrame } from './frames.ts';
import { isSpecialist, ON_CALL, personLadder, skillLadder, specialistLadder } from './ladders.ts';
import type { OperatorAnswer, OperatorDeps } from './operator-frames.ts';
import { acknowledgePage } from './page-acknowledge.ts';
import { runPageCommand } from './page-command.ts';
import { whoIsThere } from './presence.ts';

/** What operators ask of pages from their consoles. */
export interface OperatorPageDeps {
  readonly contacts: Pick<Contacts, 'all'>;
}

type PageFrame = Extract<
  OperatorCommand,
  { type: 'alarm.raise' | 'page.acknowledge' | 'page.pass' | 'page.call_off' | 'specialist.wake' }
>;

export function isPageFrame(frame: OperatorCommand): frame is PageFrame {
  return PAGE_FRAMES.has(frame.type);
}
const PAGE_FRAMES: ReadonlySet<OperatorCommand['type']> = new Set<PageFrame['type']>([
  'alarm.raise',
  'page.acknowledge',
  'page.pass',
  'page.call_off',
  'specialist.wake',
]);

/** One frame about a page; all of them are idempotent by decision. */
export async function handlePageFrame(
  deps: OperatorDeps,
  { actor }: Caller,
  workspace: Workspace,
  frame: PageFrame,
): Promise<OperatorAnswer> {
  const { id } = frame;
  switch (frame.type) {
    case 'alarm.raise': {
      const { staffed } = await whoIsThere(deps, workspace.id);
      const rhythm = staffed ? 'staffed' : 'unstaffed';
      const ladder = workspace.policy.ladders[rhythm];
      const result = await raise(deps, workspace, { ladder: ON_CALL, rhythm, steps: ladder }, frame, actor);
      return result.ok ? { type: 'ack', id } : refusalFrame(id, result);
    }
    case 'page.acknowledge': {
      const result = await acknowledgePage(deps, workspace, frame.ladder, frame.episode, actor);
      if (!result.ok) return refusalFrame(id, result);
      return { type: 'ack', id, ...(result.conversation !== null && { conversation: result.conversation }) };
    }
    case 'page.pass': {
      const command = { type: 'page.pass', by: actor.id, episode: frame.episode } as const;
      const result = await runPageCommand(deps, workspace.id, frame.ladder, command, { actor });
      return result.ok ? { type: 'ack', id } : refusalFrame(id, result);
    }
    case 'page.call_off': {
      // A page that rings for customers ends by an answer, never by being called off.
      if (actor.role !== 'lead' || !isSpecialist(frame.ladder)) return errorFrame(id, 'not_allowed');
      const command = { type: 'page.call_off', episode: frame.episode } as const;
      const result = await runPageCommand(deps, workspace.id, frame.ladder, command, { actor });
      return result.ok ? { type: 'ack', id } : refusalFrame(id, result);
    }
    case 'specialist.wake': {
      if (actor.role !== 'lead') return errorFrame(id, 'not_allowed');
      const { who } = frame;
      if (!(await canBeRung(deps, workspace.id, who))) return errorFrame(id, 'not_reachable');
      const ladder = 'person' in who ? personLadder(who.person) : skillLadder(who.skill);
      const steps = specialistLadder(who);
      const result = await raise(deps, workspace, { ladder, rhythm: 'staffed', steps }, frame, actor);
      if (!result.ok) return refusalFrame(id, result);
      // Second, and made good by a resend: without it the specialist is rung all the same, and the console shows it late.
      const noted = await runPageCommand(
        deps,
        workspace.id,
        ON_CALL,
        { type: 'specialist.wake', ladder, by: actor.id },
        { actor },
      );
      return noted.ok ? { type: 'ack', id } : refusalFrame(id, noted);
    }
  }
}

/** Raises a page by hand: it ends by an acknowledgement, whatever becomes of the conversation. */
function raise(
  deps: OperatorDeps,
  { id, policy }: Workspace,
  { ladder, rhythm, steps }: { ladder: string; rhythm: 'staffed' | 'unstaffed'; steps: Ladder },
  { reason, conversation }: { reason: string; conversation?: string | undefined },
  actor: Caller['actor'],
) {
  const alarm = { by: actor.id, ...(conversation !== undefined && { conversation }) };
  const { acknowledgedSilent } = policy;
  const command = { type: 'page.raise', rhythm, ladder: steps, alarm, acknowledgedSilent } as const;
  return runPageCommand(deps, id, ladder, command, { actor, body: { text: reason } });
}

/** Whether anybody this is for has a contact that counts: else the page would ring the wrong phone, or none. */
async function canBeRung({ directory, contacts }: OperatorDeps, workspace: string, who: Extract<Who, object>) {
  const operators = await directory.operators(workspace);
  const people = operators.filter(
    ({ id, active, skills }) => active && ('person' in who ? id === who.person : (skills ?? []).includes(who.skill)),
  );
  const verified = (await contacts.all(workspace)).filter(isVerified);
  return people.some(({ id }) => verified.some(({ person }) => person === id));
}
