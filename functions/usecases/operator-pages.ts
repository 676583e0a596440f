import { isSpecialist, isTest, ON_CALL, testLadder } from '../../shared/domain/page/ladders.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import type { OperatorCommand } from '../../shared/protocol/commands.ts';
import type { Caller } from '../ports/entry.ts';
import type { Contacts } from '../ports/on-call.ts';
import type { Workspace } from '../ports.ts';
import { refusalFrame } from './frames.ts';
import type { OperatorAnswer, OperatorDeps } from './operator-frames.ts';
import { acknowledgePage } from './page-acknowledge.ts';
import { runPageCommand } from './page-command.ts';
import { whoIsThere } from './presence.ts';
import { raiseAlarm, wakeSpecialist } from './specialists.ts';

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
      const steps = workspace.policy.ladders[rhythm];
      const result = await raiseAlarm(deps, workspace, { ladder: ON_CALL, rhythm, steps }, frame, actor);
      return result.ok ? { type: 'ack', id } : refusalFrame(id, result);
    }
    case 'page.acknowledge': {
      // It asks whether that phone rings; nobody can say so for its owner.
      if (isTest(frame.ladder) && frame.ladder !== testLadder(actor.id)) return errorFrame(id, 'not_allowed');
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
      const { person, skill } = frame.who;
      const who = person !== undefined ? { person } : skill !== undefined ? { skill } : null;
      if (who === null || (person !== undefined && skill !== undefined)) return errorFrame(id, 'invalid_frame');
      const result = await wakeSpecialist(deps, workspace, actor, who, frame);
      return result.ok ? { type: 'ack', id } : refusalFrame(id, result);
    }
  }
}
