import { isSpecialist, isTest, ON_CALL, testLadder } from '../../shared/domain/paging/ladders.ts';
import { errorFrame } from '../../shared/protocol/codec.ts';
import type { ConversationDeps } from '../conversation/command.ts';
import type { FrameTable, OperatorAnswer } from '../entry/operator-frame.ts';
import { refusalFrame } from '../kernel/frames.ts';
import type { Presence } from '../kernel/ports.ts';
import { whoIsThere } from '../kernel/presence.ts';
import { acknowledgePage } from './acknowledge.ts';
import { type PageDeps, runPageCommand } from './command.ts';
import { raiseAlarm, type SpecialistDeps, wakeSpecialist } from './specialists.ts';

export type PagingDeps = ConversationDeps & PageDeps & SpecialistDeps & { readonly presence: Presence };

const nameOne = ({ conversation }: { readonly conversation?: string | undefined }): readonly string[] =>
  conversation === undefined ? [] : [conversation];
const done = (id: string, result: { readonly ok: true } | Parameters<typeof refusalFrame>[1]): OperatorAnswer =>
  result.ok ? { type: 'ack', id } : refusalFrame(id, result);

/** What operators ask of pages from their consoles; idempotent by decision, or by the id of the command. */
export const pagingFrames = {
  'alarm.raise': {
    reach: 'desk',
    names: nameOne,
    run: async (deps, { actor }, frame, workspace) => {
      const { staffed } = await whoIsThere(deps, workspace.id);
      const rhythm = staffed ? 'staffed' : 'unstaffed';
      const steps = workspace.policy.ladders[rhythm];
      return done(
        frame.id,
        await raiseAlarm(deps, workspace, { ladder: ON_CALL, rhythm, steps }, frame, actor, frame.id),
      );
    },
  },
  'page.acknowledge': {
    reach: 'desk',
    names: nameOne,
    run: async (deps, { actor }, { id, ladder, episode, conversation }, workspace) => {
      // It asks whether that phone rings; nobody can say so for its owner.
      if (isTest(ladder) && ladder !== testLadder(actor.id)) return errorFrame(id, 'not_allowed');
      const result = await acknowledgePage(deps, workspace, { ladder, episode, conversation }, actor);
      if (!result.ok) return refusalFrame(id, result);
      return { type: 'ack', id, ...(result.conversation !== null && { conversation: result.conversation }) };
    },
  },
  'page.pass': {
    reach: 'desk',
    run: async (deps, { actor }, { id, ladder, episode }, workspace) => {
      const command = { type: 'page.pass', by: actor.id, episode } as const;
      return done(id, await runPageCommand(deps, workspace.id, ladder, command, { actor }));
    },
  },
  'page.widen': {
    reach: 'desk',
    run: async (deps, { actor }, { id, ladder, episode }, workspace) => {
      const command = { type: 'page.widen', by: actor.id, episode } as const;
      return done(id, await runPageCommand(deps, workspace.id, ladder, command, { actor }));
    },
  },
  'page.call_off': {
    reach: 'desk',
    by: 'lead',
    run: async (deps, { actor }, { id, ladder, episode }, workspace) => {
      // A page that rings for customers ends by an answer, never by being called off.
      if (!isSpecialist(ladder)) return errorFrame(id, 'not_allowed');
      return done(id, await runPageCommand(deps, workspace.id, ladder, { type: 'page.call_off', episode }, { actor }));
    },
  },
  'specialist.wake': {
    reach: 'desk',
    by: 'lead',
    names: nameOne,
    run: async (deps, { actor }, frame, workspace) => {
      const { person, skill } = frame.who;
      const who = person !== undefined ? { person } : skill !== undefined ? { skill } : null;
      if (who === null || (person !== undefined && skill !== undefined)) return errorFrame(frame.id, 'invalid_frame');
      return done(frame.id, await wakeSpecialist(deps, workspace, actor, who, frame, frame.id));
    },
  },
} satisfies Partial<FrameTable<PagingDeps>>;
