import { dueAt, holds, rungsOf } from '../conversation/look.ts';
import { CAPS } from '../conversation/state.ts';
import type { Policy, Rung, RungKind } from '../kernel/policy.ts';
import { error, type Problems, warning } from './policy-problems.ts';

/**
 * Seconds of a wait after which a page rings at the latest, whatever the policy. `connect`: nobody is there yet, and ten
 * minutes are what the mission gives a whole answer. `reply`: a person has joined and may be at work on it; an hour of
 * silence is the length after which a customer takes the chat for dead.
 */
export const PAGE_WITHIN = { connect: 600, reply: 3600 } as const;

/** States of the world; in each a waiting customer must be paged for. */
export type WorldState = 'staffed.day' | 'staffed.night' | 'unstaffed';
const STATES: readonly { readonly state: WorldState; readonly staffed: boolean; readonly night: boolean }[] = [
  { state: 'staffed.day', staffed: true, night: false },
  { state: 'staffed.night', staffed: true, night: true },
  { state: 'unstaffed', staffed: false, night: false },
];

const DAY = 86_400;
/** Seconds from the anchor of each clock. A promise that is due becomes a wait, so its own rungs can only be before. */
const AFTER: Readonly<Record<RungKind, readonly [min: number, max: number]>> = {
  connect: [0, DAY],
  reply: [0, DAY],
  promise: [-DAY, -1],
  review: [-DAY, DAY],
};

const KINDS = ['connect', 'reply', 'promise', 'review'] as const satisfies readonly RungKind[];

/** What is wrong with the rungs, first of all: whether a customer could wait and no phone ring. */
export function rungsProblems(policy: Policy): Problems {
  const rungs = KINDS.flatMap((kind) => {
    const list = policy.rungs[kind];
    const many = list.length > CAPS.rungs;
    return [
      ...(many ? [error('rungs.too_many', `rungs.${kind}`, { count: list.length, max: CAPS.rungs })] : []),
      ...list.flatMap((rung, index) => rungProblems(rung, kind, list.slice(0, index), `rungs.${kind}.${index}`)),
    ];
  });
  return [...rungs, ...WAITS.flatMap((kind) => STATES.flatMap((state) => pageProblems(policy, kind, state)))];
}
const WAITS = ['connect', 'reply'] as const satisfies readonly RungKind[];

function rungProblems(rung: Rung, kind: RungKind, earlier: readonly Rung[], at: string): Problems {
  const problems: Problems = [];
  const [min, max] = AFTER[kind];
  const { after: value, act, when } = rung;
  if (!(value >= min && value <= max)) problems.push(error('rung.after', `${at}.after`, { value, min, max }));
  const isWait = kind === 'connect' || kind === 'reply';
  if (act === 'page' && !isWait) problems.push(error('rung.never_pages', `${at}.act`));
  const other = earlier.findIndex(
    (one) =>
      one.act === act && one.after === value && (one.when === when || one.when === 'always' || when === 'always'),
  );
  if (other >= 0) problems.push(error('rung.duplicate', at, { other }));
  return problems;
}

/**
 * Enough for every night: at the bound a page rung is due in whichever state the world is then. Until one is reached each
 * look is set for the rungs of the state it saw, so a look is made by the bound, and it reaches what is due in the state
 * that it finds.
 */
function pageProblems(
  policy: Policy,
  kind: 'connect' | 'reply',
  { state, staffed, night }: (typeof STATES)[number],
): Problems {
  const pages = rungsOf({ kind }, policy).filter((rung) => rung.act === 'page' && holds(rung, staffed, night));
  const after = Math.min(...pages.map((rung) => dueAt(rung, { from: 0 }, policy) / 1000));
  const [at, within, target] = [`rungs.${kind}`, PAGE_WITHIN[kind], policy.targets[kind]];
  if (pages.length === 0) return [error('page.missing', at, { kind, state, within })];
  if (!(after <= within)) return [error('page.late', at, { kind, state, after, within })];
  return after > target ? [warning('page.after_target', at, { kind, state, after, target })] : [];
}
