import type { Ladder, Who } from '../kernel/policy.ts';
import { error, type PolicyContext, type Problems, secondsProblems } from './policy-problems.ts';
import { PLACES } from './schedule/types.ts';

/** Steps of a ladder: who is not roused by ten people in turn is not roused by an eleventh. */
const MAX_STEPS = 10;
/** Seconds after which everyone has been rung at the latest, and between two rounds: a customer waits meanwhile. */
const HALF_AN_HOUR = 1800;
/** Seconds between two rounds at least: so often each contact may ring (contact.ts), more would only be withheld. */
const REPEAT = [60, HALF_AN_HOUR] as const;

/** A ladder begins at once, climbs, reaches everyone, and goes on. */
export function ladderProblems({ steps, repeat }: Ladder, at: string, context: PolicyContext): Problems {
  const problems = secondsProblems(repeat, `${at}.repeat`, REPEAT);
  const last = steps.at(-1);
  if (!last) return [...problems, error('ladder.empty', `${at}.steps`)];
  if (steps.length > MAX_STEPS)
    problems.push(error('ladder.too_many', `${at}.steps`, { count: steps.length, max: MAX_STEPS }));
  steps.forEach(({ after, who }, index) => {
    const path = `${at}.steps.${index}`;
    const before = steps[index - 1]?.after;
    if (before === undefined && after !== 0) problems.push(error('ladder.late_start', `${path}.after`, { after }));
    if (before !== undefined && !(after > before))
      problems.push(error('ladder.order', `${path}.after`, { after, before }));
    problems.push(...whoProblems(who, `${path}.who`, context));
  });
  if (last.who !== 'everyone') problems.push(error('ladder.no_everyone', `${at}.steps.${steps.length - 1}.who`));
  if (last.after > HALF_AN_HOUR)
    problems.push(
      error('ladder.slow', `${at}.steps.${steps.length - 1}.after`, { after: last.after, max: HALF_AN_HOUR }),
    );
  return problems;
}

function whoProblems(who: Who, at: string, { people, skills }: PolicyContext): Problems {
  if (who === 'everyone') return [];
  if (typeof who === 'number') {
    const isPlace = Number.isInteger(who) && who >= 0 && who < PLACES;
    return isPlace ? [] : [error('place.invalid', at, { place: who, max: PLACES - 1 })];
  }
  if ('skill' in who) return skills.includes(who.skill) ? [] : [error('skill.unknown', at, { skill: who.skill })];
  const known = people.find(({ id }) => id === who.person);
  if (!known) return [error('person.unknown', at, { person: who.person })];
  return known.reachable ? [] : [error('person.unreachable', at, { person: who.person, name: known.name })];
}
