import { isZone, minutesFrom } from '../kernel/local-time.ts';
import type { Policy } from '../kernel/policy.ts';
import type { Problem } from '../kernel/problem.ts';
import { sameWords, words } from '../kernel/words.ts';
import { ladderProblems } from './policy-check-ladder.ts';
import { rungsProblems } from './policy-check-rungs.ts';
import {
  error,
  type PolicyContext,
  type PolicyProblem,
  type Problems,
  secondsProblems,
  warning,
} from './policy-problems.ts';

const DAY = 86_400;

/** Bounds of a policy's durations, in seconds, and why. */
const BOUNDS = {
  /** a promise of nothing is none, and one of more than a day is no chat */
  target: [1, DAY],
  /** longer, and who waits for somebody to be woken stares at a question */
  silence: [0, 120],
  /** less, and the phone of somebody who is on the way rings again; more, and the customer is left with "someone is coming" */
  acknowledgedSilent: [60, 900],
  /** less is work without use; more, and a page that died, or a desk that emptied, is noticed too late */
  recheck: [10, 300],
  /** a presence lease lives 75 s (design.md 5): an owner who is gone is found soon after, without asking all the time */
  ownerCheck: [5, 300],
  /** a month at most: later nobody remembers */
  reviewWithin: [60, 30 * DAY],
} as const satisfies Record<string, readonly [number, number]>;

/**
 * Everything that is wrong with a policy, errors first. With an error it is not saved, and the last good one stays in
 * force: above all, one under which a waiting customer could go unpaged.
 */
export function checkPolicy(policy: Policy, context: PolicyContext): readonly Problem<PolicyProblem>[] {
  const { targets, ladders, silence, acknowledgedSilent, recheck, ownerCheck, reviewWithin } = policy;
  const problems: Problems = [
    ...rungsProblems(policy),
    ...ladderProblems(ladders.staffed, 'ladders.staffed', context),
    ...ladderProblems(ladders.unstaffed, 'ladders.unstaffed', context),
    ...secondsProblems(targets.connect, 'targets.connect', BOUNDS.target),
    ...secondsProblems(targets.reply, 'targets.reply', BOUNDS.target),
    ...secondsProblems(silence, 'silence', BOUNDS.silence),
    ...secondsProblems(acknowledgedSilent, 'acknowledgedSilent', BOUNDS.acknowledgedSilent),
    ...secondsProblems(recheck, 'recheck', BOUNDS.recheck),
    ...secondsProblems(ownerCheck, 'ownerCheck', BOUNDS.ownerCheck),
    ...secondsProblems(reviewWithin, 'reviewWithin', BOUNDS.reviewWithin),
    ...timeProblems(policy),
    ...holdingProblems(policy.holding),
  ];
  if (!context.people.some(({ reachable }) => reachable)) problems.push(warning('people.none_reachable', 'ladders'));
  return problems.sort((a, b) => Number(a.level === 'warning') - Number(b.level === 'warning'));
}

function timeProblems({ zone, morning, night }: Policy): Problems {
  const times = [
    ['morning', morning],
    ['night.from', night.from],
    ['night.to', night.to],
  ] as const;
  const wrong = times.filter(([, value]) => Number.isNaN(minutesFrom(value)));
  const problems = wrong.map(([at, value]) => error('time.invalid', at, { value }));
  return isZone(zone) ? problems : [error('zone.unknown', 'zone', { zone }), ...problems];
}

/** Without words a holding reply would be like no other; two that say the same are one. */
function holdingProblems(holding: readonly string[]): Problems {
  return holding.flatMap((text, index) => {
    const at = `holding.${index}`;
    if (words(text) === '') return [error('holding.empty', at)];
    const other = holding.findIndex((one) => sameWords(one, text));
    return other < index ? [error('holding.duplicate', at, { other, text })] : [];
  });
}
