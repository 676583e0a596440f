import type { Problem } from '../../../../shared/domain/kernel/problem.ts';
import type { Locale } from '../../../base/locale.ts';
import type { Values } from '../problems.en.ts';
import type { OnCallWords } from '../words.en.ts';
import { momentText, weekdayText } from './times.ts';

/** What a problem's sentence needs besides its values. */
export interface ProblemContext {
  readonly locale: Locale;
  readonly words: OnCallWords;
  readonly zone: string;
  readonly now: number;
  nameOf(person: string): string;
}

/** A problem in words: names for ids, moments for instants, and lists counted from one. */
export function problemText(problem: Problem, context: ProblemContext): string {
  // A new override names nobody yet: that is no stranger.
  if (problem.code === 'person.unknown' && problem.values?.['person'] === '') return context.words.noPerson;
  const sentence = context.words.problems[problem.code];
  return sentence ? sentence(readable(problem, context)) : context.words.otherProblem(problem.code);
}

/** Before this, a number is no instant: 1 January 2000. */
const INSTANTS_FROM = 946_684_800_000;

function readable({ values = {} }: Problem, { locale, words, zone, now, nameOf }: ProblemContext): Values {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => {
      if ((key === 'other' || key === 'by') && typeof value === 'number') return [key, value + 1];
      if (key === 'state') return [key, words.worlds[value] ?? value];
      if (key === 'person') return [key, nameOf(String(value))];
      if (key === 'day' && typeof value === 'number') return [key, weekdayText(locale, value, 'long')];
      if (key === 'from' || key === 'to')
        return [key, typeof value === 'number' ? instant(value) : value.replace('T', ' ')];
      return [key, value];
    }),
  );
  function instant(value: number): string | number {
    return value >= INSTANTS_FROM ? momentText(locale, value, zone, now) : value;
  }
}

/** The problems at a place and below it: `entries.3` has those of `entries.3.people.0`. */
export const problemsAt = (problems: readonly Problem[], path: string): readonly Problem[] =>
  problems.filter(({ at }) => at === path || at.startsWith(`${path}.`));

export const errorsOf = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ level }) => level === 'error');
export const warningsOf = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(({ level }) => level === 'warning');

/**
 * As the server judges it: who stood in the schedule already, and has lost their last contact since, is warned of and
 * keeps nobody from changing others.
 */
export const asServed = (problems: readonly Problem[], before: readonly string[]): readonly Problem[] =>
  problems.map((problem) =>
    problem.code === 'person.unreachable' && before.includes(String(problem.values?.['person']))
      ? { ...problem, level: 'warning' }
      : problem,
  );
