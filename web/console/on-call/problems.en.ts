import type { PolicyProblem } from '../../../shared/domain/on-call/policy-problems.ts';
import type { ScheduleProblem } from '../../../shared/domain/on-call/schedule/problems.ts';

/** Names, times and numbers that a problem's sentence mentions. */
export type Values = Readonly<Record<string, string | number>>;
type Sentence = (values: Values) => string;

/** Words of the on-call screens: what is wrong in a schedule or a policy, and what to do. */
export const problems = {
  problems: {
    'zone.unknown': ({ zone }) => `There is no time zone “${zone}”. Use one like Europe/Berlin.`,
    'entries.too_many': ({ count, max }) =>
      `${count} entries are too many: at most ${max}. Remove those that are over.`,
    'id.duplicate': () => 'This entry appears twice. Remove one of the two.',
    'person.unknown': ({ person }) => `${person} is no longer on the team. Choose someone else.`,
    'person.unreachable': ({ name }) =>
      `${name} has no verified contact, so pages can’t reach them. Ask ${name} to open “My alerts” first, or choose someone else.`,
    'people.too_many': ({ count, max }) => `${count} people are too many: at most ${max}.`,
    'date.invalid': () => 'There is no such date. Choose one between 2000 and 2099.',
    'time.invalid': () => 'There is no such time. Write it like 09:00.',
    'place.invalid': () => 'There are three positions: first, second and third.',
    'rotation.nobody': () => 'No one is in this rotation. Add a person, or remove it.',
    'rotation.turn': ({ max }) => `A shift lasts whole days, from 1 to ${max}.`,
    'rotation.ends_before_start': () => 'It ends before it begins. Choose a later end, or none.',
    'hours.none': () => 'It is limited to certain hours, but has none. Add hours, or make it all day.',
    'hours.no_days': () => 'No day is selected. Select at least one, or remove these hours.',
    'hours.day': () => 'A day appears twice, or does not exist.',
    'override.ends_before_begin': () => 'It ends before it begins. Choose a later end.',
    'holiday.ends_before_begin': () => 'Its last day is before its first. Choose a later last day.',
    'override.overlap': ({ other, from, to }) =>
      `It overlaps entry ${other} in the same position, ${from} – ${to}. Shorten one of them, or choose another position.`,
    'entry.hidden': ({ by }) =>
      `Later entries (the first is ${by}) override it all the time, so it never applies. Move it down, or remove it.`,
    'entry.empty': () => 'Its hours never fall within its dates, so it never applies. Change the hours or the dates.',
    'staffed.overlap': ({ other, day }) => `These hours overlap line ${other} on ${day}. Change one of the two.`,
    gap: ({ from, to }) => `No one is on call from ${from} to ${to}.`,
    'person.two_places': ({ name, from, to }) =>
      `${name} is in two positions at once, ${from} – ${to}: no one is second then.`,
    'entry.past': ({ to }) => `It ended on ${to} and can be removed.`,
    'staffed.uncovered': ({ from, to }) =>
      `Someone should be at the desk from ${from} to ${to}, but no one is on call.`,
    'seconds.range': ({ min, max }) => `Choose from ${min} to ${max} seconds.`,
    'rungs.too_many': ({ count, max }) => `${count} steps are too many: at most ${max}.`,
    'rung.after': ({ min, max }) => `Choose from ${min} to ${max} seconds.`,
    'rung.never_pages': () => 'No customer is waiting here, so there is no one to ring for. Choose another action.',
    'rung.duplicate': ({ other }) => `Step ${other} already does this. Remove one of the two.`,
    'page.missing': ({ state, within }) =>
      `No phone would ever ring for customers who wait ${state}. Add “ring whoever is on call” within ${within} s.`,
    'page.late': ({ state, after, within }) =>
      `For customers who wait ${state}, phones ring only after ${after} s. The limit is ${within} s.`,
    'page.after_target': ({ state, after, target }) =>
      `For customers who wait ${state}, phones ring after ${after} s, when the promise of ${target} s is already broken.`,
    'ladder.empty': () => 'It rings no one. Add a step.',
    'ladder.too_many': ({ count, max }) => `${count} steps are too many: at most ${max}.`,
    'ladder.late_start': () => 'The first step must be immediate: after 0 s.',
    'ladder.order': ({ before }) => `Each step must be later than the one before: after more than ${before} s.`,
    'ladder.no_everyone': () =>
      'The last step must ring everyone, or a page could end with someone who sleeps through it.',
    'ladder.slow': ({ max }) => `Everyone must be rung within ${max} s.`,
    'skill.unknown': ({ skill }) =>
      `No one who can be reached has the skill “${skill}”. Choose another, or add it to someone first.`,
    'holding.empty': () => 'This line is empty. Remove it, or write something.',
    'holding.duplicate': ({ other }) => `Line ${other} says the same. Remove one of the two.`,
    'people.none_reachable': () => 'No one has a verified contact, so no page can ring. Open “My alerts” and add one.',
  } satisfies Record<ScheduleProblem | PolicyProblem, Sentence> as Record<string, Sentence>,
  worlds: {
    'staffed.day': 'by day, while someone is there,',
    'staffed.night': 'at night, while someone is there,',
    unstaffed: 'while no one is there',
  } as Record<string, string>,
  noPerson: 'Choose who it is.',
  otherProblem: (code: string) => `Something is wrong here (${code}).`,
};
