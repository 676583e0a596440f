import type { Millis } from '../../shared/domain/kernel/types.ts';
import { genderOf } from '../../shared/domain/names.ts';
import type { MorningFigures } from '../../shared/domain/on-call/night.ts';
import type { Interval } from '../../shared/domain/on-call/schedule/windows.ts';
import type { Operator } from '../kernel/ports.ts';
import type { Ring } from '../paging/ports.ts';

/** What leads are told by rounds, in each one's language: a subject and a sentence or two. */

type Locale = Operator['locale'];
type Words = Pick<Ring, 'title' | 'text'>;

/** "Monday 22:00", on the clock of the workspace. */
const moment = (locale: Locale, at: Millis, zone: string): string =>
  new Intl.DateTimeFormat(locale === 'ru' ? 'ru-RU' : 'en-GB', {
    weekday: 'long',
    day: 'numeric',
    month: 'long',
    hour: 'numeric',
    minute: '2-digit',
    timeZone: zone,
  }).format(at);

const duration = (locale: Locale, seconds: number): string => {
  if (seconds < 100) return `${seconds} ${locale === 'ru' ? 'с' : 's'}`;
  const minutes = Math.round(seconds / 60);
  if (minutes < 100) return `${minutes} ${locale === 'ru' ? 'мин' : 'min'}`;
  return `${Math.round(minutes / 60)} ${locale === 'ru' ? 'ч' : 'h'}`;
};

/** `one`, `few` and `many` as Russian counts: 1 вызов, 2 вызова, 5 вызовов. */
const counted = (count: number, [one, few, many]: readonly [string, string, string]): string => {
  const rule = new Intl.PluralRules('ru').select(count);
  return `${count} ${rule === 'one' ? one : rule === 'few' ? few : many}`;
};
const listed = (locale: Locale, names: readonly string[]): string =>
  new Intl.ListFormat(locale, { type: 'conjunction' }).format(names);

/** The night in one sentence. */
export function morningWords(locale: Locale, { pages, rings, takers, longestWait }: MorningFigures): Words {
  if (locale === 'ru') {
    const title = 'Как прошла ночь';
    if (pages === 0) return { title, text: 'Ночь прошла спокойно: никого не будили.' };
    const took = takers.length === 0 ? '' : `; ${tookRu(takers)} ${listed(locale, takers)}`;
    const wait = longestWait === null ? '' : `; дольше всего клиент ждал ${duration(locale, longestWait)}`;
    const sums = `${counted(pages, ['вызов', 'вызова', 'вызовов'])}, ${counted(rings, ['звонок', 'звонка', 'звонков'])}`;
    return { title, text: `За ночь ${sums}${took}${wait}.` };
  }
  const title = 'How the night went';
  if (pages === 0) return { title, text: 'A quiet night: no one was woken.' };
  const took = takers.length === 0 ? '' : `, taken by ${listed(locale, takers)}`;
  const wait = longestWait === null ? '' : `; the longest wait was ${duration(locale, longestWait)}`;
  const sums = `${pages} ${pages === 1 ? 'page' : 'pages'}, ${rings} ${rings === 1 ? 'ring' : 'rings'}`;
  return { title, text: `Last night: ${sums}${took}${wait}.` };
}
/** A name that does not tell its gender stands in a list, whose verb is the plural. */
function tookRu([first = '', ...others]: readonly string[]): string {
  const gender = others.length > 0 ? null : genderOf(first);
  if (gender !== null) return gender === 'feminine' ? 'взяла' : 'взял';
  return others.length > 0 ? 'взяли' : 'взяли:';
}

/** Nobody will be on call. */
export function gapsAheadWords(locale: Locale, gaps: readonly Interval[], zone: string): Words {
  const list = gaps.map(({ from, to }) => `${moment(locale, from, zone)} – ${moment(locale, to, zone)}`).join('; ');
  return locale === 'ru'
    ? {
        title: 'Скоро никто не будет дежурить',
        text: `${list}. Поставьте кого-нибудь в график: иначе вызов зазвонит у всех сразу.`,
      }
    : {
        title: 'No one is on call soon',
        text: `${list}. Add someone to the schedule: otherwise a page rings everyone at once.`,
      };
}

/** Nobody is on call. */
export function gapNowWords(locale: Locale): Words {
  return locale === 'ru'
    ? {
        title: 'Сейчас никто не дежурит',
        text: 'Вызов зазвонит у всех, у кого есть подтверждённый способ. Поставьте кого-нибудь в график.',
      }
    : {
        title: 'No one is on call now',
        text: 'A page would ring everyone who has a verified contact. Add someone to the schedule.',
      };
}

/** Somebody should be at the desk. */
export function unstaffedWords(locale: Locale, minutes: number): Words {
  return locale === 'ru'
    ? {
        title: 'Рабочие часы, а на месте никого',
        text: `Уже ${duration(locale, minutes * 60)} никто не отмечен на месте. Кто напишет сейчас, вызовет дежурного.`,
      }
    : {
        title: 'No one is at the desk during staffed hours',
        text: `No one has been at the desk for ${duration(locale, minutes * 60)}. A customer who writes now pages whoever is on call.`,
      };
}

/** A colleague's phone may not ring. */
export function testUnansweredWords(locale: Locale, name: string): Words {
  return locale === 'ru'
    ? {
        title: 'Проверочный вызов без ответа',
        text: `Прошли сутки, а проверочный вызов никто не принял: ${name}. Спросите, звонит ли телефон, и проверьте способы связи.`,
      }
    : {
        title: 'A test page was not answered',
        text: `${name} has not taken the test page for a day. Ask whether the phone rings, and check the contacts.`,
      };
}
