import { seconds } from '../kernel/policy.ts';
import { type Decision, type Millis, refuse } from '../kernel/types.ts';
import { isOver, resumeDue } from './climb.ts';
import type { PageCommand } from './commands.ts';
import { acknowledge, endTake, raise, settle } from './decide-waits.ts';
import type { PageEvent } from './events.ts';
import type { Page } from './state.ts';

/**
 * Rules of a page: it rings until a person acknowledges it, answers, or the customer closes; until then it climbs. An
 * acknowledgement takes one chat; for all others a new page rings, in the same commit (ADR 0013).
 */
export function decidePage(state: Page, command: PageCommand, now: Millis): Decision<PageEvent> {
  switch (command.type) {
    case 'page.raise':
      return raise(state, command, now);
    case 'page.acknowledge':
      return acknowledge(state, command, now);
    case 'wait.settle':
      return settle(state, command, now);
    case 'take.end':
      return endTake(state, command, now);
    case 'step.begin': {
      const { episode, step, sends, allBusyUntil } = command;
      if (episode !== state.episode || state.status !== 'ringing') return refuse('page_over', over(state));
      // Two callers of one step: the second finds it begun, and sends nothing.
      if (step !== state.step + 1 || !state.sent) return refuse('not_waiting');
      const place = command.place ?? Math.min(state.place + 1, Math.max(0, (state.ladder?.steps.length ?? 0) - 1));
      const busy = allBusyUntil === undefined ? {} : { allBusyUntil };
      return { ok: true, events: [{ type: 'step.begun', step, place, sends, ...busy }] };
    }
    case 'step.defer': {
      const { episode, step, until } = command;
      if (episode !== state.episode || state.status !== 'ringing') return refuse('page_over', over(state));
      if (step !== state.step + 1 || !state.sent) return refuse('not_waiting');
      return { ok: true, events: state.allBusyUntil === until ? [] : [{ type: 'step.deferred', until }] };
    }
    case 'step.resume': {
      const { episode, step } = command;
      if (episode !== state.episode || state.status !== 'ringing') return refuse('page_over', over(state));
      // Two who find it crashed: the first sends it again, the second finds it taken up.
      if (step !== state.step || state.sent || now < resumeDue(state)) return refuse('not_waiting');
      return { ok: true, events: [{ type: 'step.resumed', step }] };
    }
    case 'step.mark': {
      const isOther = command.episode !== state.episode || command.step !== state.step;
      if (isOther || state.sent) return { ok: true, events: [] };
      return { ok: true, events: [{ type: 'step.sent', step: command.step, failed: command.failed }] };
    }
    case 'page.pass': {
      if (command.episode !== state.episode || state.status !== 'ringing') return refuse('page_over', over(state));
      // Asked again after the next step has begun: that step rings others, and is not passed over.
      const isRung = state.sends.some(({ person }) => person === command.by);
      const isNeedless = state.passed || !isRung || isAtLast(state);
      return { ok: true, events: isNeedless ? [] : [{ type: 'page.passed', by: command.by }] };
    }
    case 'page.widen': {
      if (command.episode !== state.episode || state.status !== 'ringing') return refuse('page_over', over(state));
      return { ok: true, events: canWiden(state) ? [{ type: 'page.widened', by: command.by }] : [] };
    }
    case 'page.claim': {
      const { episode, conversation } = command;
      const take = state.takes.find((one) => one.episode === episode);
      if (!take || take.over || take.claimed) return { ok: true, events: [] };
      return { ok: true, events: [{ type: 'page.claimed', conversation, episode }] };
    }
    case 'page.call_off': {
      if (command.episode !== state.episode || state.status !== 'ringing') return refuse('page_over', over(state));
      return { ok: true, events: [{ type: 'page.ended', why: 'called_off' }] };
    }
    case 'page.tell': {
      if (command.episode !== state.episode || !isOver(state) || state.told) return { ok: true, events: [] };
      return { ok: true, events: [{ type: 'page.told' }] };
    }
    case 'specialist.wake': {
      // Sent again, or pressed twice.
      const isNoted = state.woken.some(({ ladder, at }) => ladder === command.ladder && at > now - seconds(WAKE_AGAIN));
      if (isNoted) return { ok: true, events: [] };
      return { ok: true, events: [{ type: 'specialist.woken', ladder: command.ladder, by: command.by }] };
    }
    case 'ring.report': {
      const { type: _, ...report } = command;
      if (command.episode > state.episode) return refuse('page_over');
      return { ok: true, events: [{ type: 'ring.reported', ...report }] };
    }
  }
}

/** Behind the last step there is nobody: to pass it on would ring the same people again, whoever presses. */
const isAtLast = ({ place, ladder }: Page): boolean => place >= (ladder?.steps.length ?? 0) - 1;
/** The next step rings everyone, and is due. */
const isWide = ({ place, ladder, passed }: Page): boolean => passed && place === (ladder?.steps.length ?? 0) - 2;

/** Whether more people can be asked for: not everyone has been rung, nor is about to be. */
export const canWiden = (state: Page): boolean =>
  state.status === 'ringing' && state.allBusyUntil === null && !isAtLast(state) && !isWide(state);

const over = (state: Page): { by?: string; at?: Millis } =>
  state.acknowledged ?? (state.ended ? { at: state.ended.at } : {});

/** Seconds within which a specialist woken again is the same wish. */
const WAKE_AGAIN = 60;
