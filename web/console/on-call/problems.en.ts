import type { PolicyProblem } from '../../../shared/domain/on-call/policy-problems.ts';
import type { ScheduleProblem } from '../../../shared/domain/on-call/schedule/problems.ts';

/** Names, times and numbers that a problem's sentence mentions. */
export type Values = Readonly<Record<string, string | number>>;
type Sentence = (values: Values) => string;

/** Words of the on-call screens: what is wrong in a schedule or a policy, and what to do. */
export const problems = {
  problems: {
    'zone.unknown': ({ zone }) => `There is no time zone “${zone}”. Take one like Europe/Berlin.`,
    'entries.too_many': ({ count, max }) =>
      `${count} entries are too many: at most ${max}. Remove those that are over.`,
    'id.duplicate': () => 'This entry is here twice. Remove one of the two.',
    'person.unknown': ({ person }) => `${person} does not work here any more. Take somebody else.`,
    'person.unreachable': ({ name }) =>
      `${name} has no verified contact, so no page could ring. Ask ${name} to open “My alerts” first, or take somebody else.`,
    'people.too_many': ({ count, max }) => `${count} people are too many: at most ${max}.`,
    'date.invalid': () => 'There is no such date. Choose one between 2000 and 2099.',
    'time.invalid': () => 'There is no such time. Write it like 09:00.',
    'place.invalid': () => 'There are three places: first, second and third.',
    'rotation.nobody': () => 'Nobody is in this rotation. Add a person, or remove it.',
    'rotation.turn': ({ max }) => `A turn lasts whole days, from 1 to ${max}.`,
    'rotation.ends_before_start': () => 'It ends before it begins. Choose a later end, or none.',
    'hours.none': () => 'It is limited to hours, and there are none. Add hours, or let it hold all day.',
    'hours.no_days': () => 'No day is chosen. Choose at least one, or remove these hours.',
    'hours.day': () => 'A day stands here twice, or there is none like it.',
    'override.ends_before_begin': () => 'It ends before it begins. Choose a later end.',
    'holiday.ends_before_begin': () => 'Its last day is before its first. Choose a later last day.',
    'override.overlap': ({ other, from, to }) =>
      `It overlaps entry ${other} at the same place, ${from} – ${to}. Shorten one of the two, or choose another place.`,
    'entry.hidden': ({ by }) =>
      `Later entries (the first of them is ${by}) have its place all the time, so it never holds. Move it down, or remove it.`,
    'entry.empty': () => 'Its hours never fall into its dates, so it never holds. Change hours or dates.',
    'staffed.overlap': ({ other, day }) => `These hours overlap line ${other} on ${day}. Change one of the two.`,
    gap: ({ from, to }) => `Nobody is on call from ${from} to ${to}.`,
    'person.two_places': ({ name, from, to }) =>
      `${name} stands at two places at once, ${from} – ${to}: nobody is second then.`,
    'entry.past': ({ to }) => `It was over on ${to} and may go.`,
    'staffed.uncovered': ({ from, to }) =>
      `Somebody should be at the desk from ${from} to ${to}, and nobody is on call.`,
    'seconds.range': ({ min, max }) => `Choose from ${min} to ${max} seconds.`,
    'rungs.too_many': ({ count, max }) => `${count} steps are too many: at most ${max}.`,
    'rung.after': ({ min, max }) => `Choose from ${min} to ${max} seconds.`,
    'rung.never_pages': () => 'Nobody waits here, so it would ring nobody. Choose something else to happen.',
    'rung.duplicate': ({ other }) => `Step ${other} does the same already. Remove one of the two.`,
    'page.missing': ({ state, within }) =>
      `Who waits ${state} would never be rung for. Add “ring who is on call” within ${within} s.`,
    'page.late': ({ state, after, within }) =>
      `Who waits ${state} is rung for only after ${after} s. ${within} s are the most.`,
    'page.after_target': ({ state, after, target }) =>
      `Who waits ${state} is rung for after ${after} s, when the promise of ${target} s is broken already.`,
    'ladder.empty': () => 'It rings nobody. Add a step.',
    'ladder.too_many': ({ count, max }) => `${count} steps are too many: at most ${max}.`,
    'ladder.late_start': () => 'The first step has to be at once: after 0 s.',
    'ladder.order': ({ before }) => `Each step is later than the one before it, so after more than ${before} s.`,
    'ladder.no_everyone': () =>
      'The last step has to ring everyone, or a page could end with a person who sleeps through it.',
    'ladder.slow': ({ max }) => `Everyone has to be rung after ${max} s at the latest.`,
    'skill.unknown': ({ skill }) =>
      `Nobody who can be rung has the skill “${skill}”. Choose another, or write it down for somebody first.`,
    'holding.empty': () => 'There are no words in it. Remove it, or write some.',
    'holding.duplicate': ({ other }) => `Line ${other} says the same. Remove one of the two.`,
    'people.none_reachable': () => 'Nobody has a verified contact, so no page can ring. Open “My alerts” and add one.',
  } satisfies Record<ScheduleProblem | PolicyProblem, Sentence> as Record<string, Sentence>,
  worlds: {
    'staffed.day': 'by day, while somebody is there,',
    'staffed.night': 'at night, while somebody is there,',
    unstaffed: 'while nobody is there',
  } as Record<string, string>,
  noPerson: 'Choose who it is.',
  otherProblem: (code: string) => `Something is wrong here (${code}).`,
};
