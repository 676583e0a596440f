import type { Ladder, LadderStep } from '../kernel/policy.ts';
import { seconds } from '../kernel/policy.ts';
import { type Decision, type Millis, refuse } from '../kernel/types.ts';
import type { PagedWait, PageEnd, PageEvent, Send } from './events.ts';
import { MAX_WAITS, type Page } from './state.ts';

export type PageCommand =
  | {
      readonly type: 'page.raise';
      readonly rhythm: 'staffed' | 'unstaffed';
      readonly ladder: Ladder;
      readonly wait?: PagedWait;
      readonly alarm?: { readonly by: string; readonly conversation?: string };
      /** seconds: an acknowledged page is raised again for a wait only after so long */
      readonly acknowledgedSilent: number;
    }
  | { readonly type: 'step.begin'; readonly episode: number; readonly step: number; readonly sends: readonly Send[] }
  | { readonly type: 'step.resume'; readonly episode: number; readonly step: number }
  | { readonly type: 'step.mark'; readonly episode: number; readonly step: number; readonly failed: readonly string[] }
  | { readonly type: 'page.acknowledge'; readonly by: string; readonly episode: number }
  | { readonly type: 'page.pass'; readonly by: string; readonly episode: number }
  | { readonly type: 'page.claim'; readonly episode: number; readonly conversation: string | null }
  | { readonly type: 'page.call_off'; readonly episode: number }
  | { readonly type: 'page.tell'; readonly episode: number }
  | { readonly type: 'specialist.wake'; readonly ladder: string; readonly by: string }
  | {
      readonly type: 'ring.report';
      readonly episode: number;
      readonly step: number;
      readonly person: string;
      readonly contact: string;
      readonly result: 'delivered' | 'undelivered';
    }
  | { readonly type: 'wait.settle'; readonly conversations: readonly string[]; readonly why: PageEnd };

/** Rules of a page: it rings until a person acknowledges it, answers, or the customer closes; until then it climbs. */
export function decidePage(state: Page, command: PageCommand, now: Millis): Decision<PageEvent> {
  switch (command.type) {
    case 'page.raise':
      return raise(state, command, now);
    case 'step.begin': {
      const { episode, step, sends } = command;
      if (episode !== state.episode || state.status !== 'ringing') return refuse('page_over', over(state));
      // Two callers of one step: the second finds it begun, and sends nothing.
      if (step !== state.step + 1 || !state.sent) return refuse('not_waiting');
      return { ok: true, events: [{ type: 'step.begun', step, sends }] };
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
    case 'page.acknowledge': {
      if (command.episode !== state.episode || state.status === 'none') return refuse('page_over', over(state));
      if (state.status === 'ringing') return { ok: true, events: [{ type: 'page.acknowledged', by: command.by }] };
      if (state.acknowledged?.by === command.by) return { ok: true, events: [] };
      if (state.acknowledged) return refuse('already_taken', state.acknowledged);
      return refuse('page_over', over(state));
    }
    case 'page.pass': {
      if (command.episode !== state.episode || state.status !== 'ringing') return refuse('page_over', over(state));
      // Asked again after the next step has begun: that step rings others, and is not passed over.
      const isRung = state.sends.some(({ person }) => person === command.by);
      // Behind the last step there is nobody: to pass it on would ring the same people again, whoever presses.
      const isLast = state.step >= (state.ladder?.steps.length ?? 0) - 1;
      return { ok: true, events: state.passed || !isRung || isLast ? [] : [{ type: 'page.passed', by: command.by }] };
    }
    case 'page.claim': {
      if (command.episode !== state.episode || state.claimed) return { ok: true, events: [] };
      return { ok: true, events: [{ type: 'page.claimed', conversation: command.conversation }] };
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
    case 'wait.settle': {
      if (state.status !== 'ringing') return { ok: true, events: [] };
      const settled = state.waits.filter((wait) => command.conversations.includes(wait.conversation));
      if (settled.length === 0) return { ok: true, events: [] };
      const events: PageEvent[] = settled.map(({ conversation }) => ({ type: 'wait.settled', conversation }));
      // Waits that were only counted raise again by themselves: their own looks find them waiting and no page ringing.
      if (settled.length === state.waits.length && !state.alarm) events.push({ type: 'page.ended', why: command.why });
      return { ok: true, events };
    }
  }
}

function raise(state: Page, command: Extract<PageCommand, { type: 'page.raise' }>, now: Millis): Decision<PageEvent> {
  const { wait, alarm, rhythm, ladder } = command;
  if (state.status === 'ringing') {
    const isNew = wait && !state.waits.some((known) => known.conversation === wait.conversation);
    // Who does not fit asks again with each look: of a flood so many are counted ("20 or more"), the rest write nothing.
    const joins = isNew && (state.waits.length < MAX_WAITS || state.more < MAX_WAITS);
    // An alarm outlives the waits: with it, the page ends only by an acknowledgement.
    const alarms = alarm && !state.alarm;
    if (!joins && !alarms) return { ok: true, events: [] };
    return { ok: true, events: [{ type: 'page.joined', ...(joins && { wait }), ...(alarms && { alarm }) }] };
  }
  const quiet = state.acknowledged !== null && now < state.acknowledged.at + seconds(command.acknowledgedSilent);
  // Someone is up and at it: more waits do not ring the phone again until that person had the time to come.
  if (state.status === 'acknowledged' && quiet && !alarm) return { ok: true, events: [] };
  const episode = state.episode + 1;
  return {
    ok: true,
    events: [{ type: 'page.raised', episode, rhythm, ladder, ...(wait && { wait }), ...(alarm && { alarm }) }],
  };
}

const over = (state: Page): { by?: string; at?: Millis } =>
  state.acknowledged ?? (state.ended ? { at: state.ended.at } : {});

/** Which step of the ladder stands at position `step`: past the end, the last one again; without any, everyone. */
export const stepAt = (ladder: Ladder, step: number): LadderStep =>
  ladder.steps[Math.min(step, ladder.steps.length - 1)] ?? { after: 0, who: 'everyone' };

/** Those whom a ladder can ring now: each has a verified contact. */
export interface Reachable {
  /** by place, first first */
  readonly onCall: readonly string[];
  readonly everyone: readonly string[];
  /** people by skill */
  readonly skilled?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Whom a step rings: one of those on call by place, somebody by name or skill, or everyone. A place that nobody fills
 * rings everyone on call; a name or skill that nobody answers to rings as a place would: no step rings nobody while
 * anybody can be rung.
 */
export function peopleOf({ who }: LadderStep, people: Reachable): readonly string[] {
  const fallback = people.onCall.length > 0 ? people.onCall : people.everyone;
  if (who === 'everyone') return people.everyone;
  if (typeof who === 'number') {
    const person = people.onCall[who];
    return person === undefined ? fallback : [person];
  }
  if ('person' in who) return people.everyone.includes(who.person) ? [who.person] : fallback;
  const skilled = Object.hasOwn(people.skilled ?? {}, who.skill) ? (people.skilled?.[who.skill] ?? []) : [];
  return skilled.length > 0 ? skilled : fallback;
}

/** When the page must next be looked at, or null. A begun step whose sends are not marked is due again soon: a crash. */
export function pageDue(state: Page): Millis | null {
  if (state.status === 'acknowledged' && !state.claimed) return (state.acknowledged?.at ?? 0) + seconds(CLAIM_AGAIN);
  // The machine that climbed it wakes for the step that is not needed any more, and tells those who were rung.
  if (isOver(state) && !state.told) return nextStepDue(state);
  if (state.status !== 'ringing' || !state.ladder) return null;
  return state.sent ? nextStepDue(state) : resumeDue(state);
}

/** When a step that was begun and not marked is taken for crashed. */
const resumeDue = ({ begunAt }: Page): Millis => begunAt + seconds(SEND_AGAIN);

export const isOver = ({ status }: Page): boolean => status === 'acknowledged' || status === 'ended';

/** When the next step of a ringing page begins. */
export function nextStepDue(state: Page): Millis {
  if (!state.ladder || state.step < 0) return state.raisedAt;
  if (state.passed) return state.begunAt;
  const next = state.ladder.steps[state.step + 1];
  // Nobody's phone rang: the next in line is not made to wait for somebody who cannot answer.
  if (next && state.sent && !state.reached) return state.begunAt;
  return next
    ? state.raisedAt + seconds(next.after)
    : state.begunAt + seconds(Math.max(state.ladder.repeat, REPEAT_AT_LEAST));
}

/** Seconds between two rounds of a ladder's last step, whatever a workspace's policy says: no phone rings without a pause. */
const REPEAT_AT_LEAST = 1;
/** Seconds after which a step whose sends are not marked is taken for crashed; longer than a send's own time-out (10 s). */
const SEND_AGAIN = 15;
/** Seconds within which a specialist woken again is the same wish. */
const WAKE_AGAIN = 60;
/** Seconds after which an acknowledgement's claim is made by the page's own look. */
const CLAIM_AGAIN = 10;
