import { isNight } from '../../shared/domain/kernel/hours.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import { genderOf } from '../../shared/domain/names.ts';
import { isTest } from '../../shared/domain/paging/ladders.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import type { Operator, Workspace } from '../kernel/ports.ts';
import type { Ring } from './ports.ts';

/**
 * Words of a ring, in its person's language. An SMS has at most two parts of 70 UCS-2 characters with the link (about 45),
 * so about 90 for the text; no message text of the customer (ux.md, section 7).
 */
type Locale = Operator['locale'];

/** What a page is about, before it is put into words. */
export interface Described {
  readonly waiting: number;
  readonly alarm: { readonly by: string; readonly reason: string } | null;
  readonly wait: { readonly name: string | undefined; readonly seconds: number } | null;
}

interface About {
  readonly ladder: string;
  readonly page: Page;
  readonly operator: Operator;
  readonly workspace: Workspace;
}

const TAKE = { ru: 'Беру', en: 'I have it' } as const;

/** The ring of a step, but for its id. */
export function ringOf(described: Described, { ladder, page, operator, workspace, link }: About & { link: string }) {
  const { locale } = operator;
  const common = { tag: tagOf(workspace, ladder, page), title: workspace.name, link, take: TAKE[locale] };
  if (isTest(ladder)) return { ...common, kind: 'test', text: testText(locale) } as const satisfies Omit<Ring, 'id'>;
  const { alarm, wait, waiting } = described;
  const text = alarm
    ? alarmText(locale, alarm.by, alarm.reason)
    : waitText(locale, {
        name: wait?.name,
        seconds: wait?.seconds ?? 0,
        staffed: page.rhythm === 'staffed',
        more: waiting - 1,
      });
  return { ...common, kind: 'page', text } as const satisfies Omit<Ring, 'id'>;
}

const REST = {
  ru: { night: 'Спите.', day: 'От вас больше ничего не нужно.' },
  en: { night: 'Go back to sleep.', day: 'Nothing more for you to do.' },
} as const;

/** What who is not needed any more is told: to sleep only at night. */
export const restWords = (locale: Locale, isNight: boolean): string => REST[locale][isNight ? 'night' : 'day'];

const NOBODY_WAITS = { ru: 'Уже никто не ждёт.', en: 'No one is waiting any more.' } as const;
const TAKEN = {
  ru: (by: string): string => {
    const gender = genderOf(by);
    if (gender === null) return `Этим уже занимается ${by}.`;
    return `Уже ${gender === 'feminine' ? 'взяла' : 'взял'} ${by}.`;
  },
  en: (by: string): string => `${by} took it.`,
} as const;

/** "Pyotr took it. Go back to sleep." */
export function overRing({ ladder, page, operator, workspace, by, now }: About & { by: string | null; now: Millis }) {
  const { locale } = operator;
  const over = by === null ? NOBODY_WAITS[locale] : TAKEN[locale](by);
  const text = `${over} ${restWords(locale, isNight(now, workspace.policy))}`;
  return { kind: 'over', tag: tagOf(workspace, ladder, page), title: workspace.name, text } as const satisfies Omit<
    Ring,
    'id'
  >;
}

/** With the workspace: two of them may tell one system of a company's. */
const tagOf = ({ id }: Workspace, ladder: string, { root, episode }: Page): string =>
  `${id}.${ladder}.${root || episode}`;

const duration = (locale: Locale, seconds: number): string => {
  if (seconds < 100) return locale === 'ru' ? `${seconds} с` : `${seconds} s`;
  const minutes = Math.round(seconds / 60);
  return locale === 'ru' ? `${minutes} мин` : `${minutes} min`;
};

/** "Ivan has been waiting for 48 s, nobody is there." */
function waitText(
  locale: Locale,
  { name, seconds, staffed, more }: { name: string | undefined; seconds: number; staffed: boolean; more: number },
): string {
  const since = duration(locale, seconds);
  const who = (name ?? (locale === 'ru' ? 'Гость' : 'A guest')).slice(0, 20);
  if (locale === 'ru') {
    const others = more > 0 ? ` И ещё ждут: ${more}.` : '';
    return `${who} ждёт ${since}, ${staffed ? 'никто не подошёл' : 'никого нет'}.${others}`;
  }
  const others = more > 0 ? ` ${more} more waiting.` : '';
  return `${who} has been waiting ${since}, ${staffed ? 'no one has come' : 'nobody is there'}.${others}`;
}

/** "Alarm by Oleg: payments fail." The reason is a colleague's words, cut to what fits. */
function alarmText(locale: Locale, name: string, reason: string): string {
  const by = name.slice(0, 20);
  const why = reason.length > 50 ? `${reason.slice(0, 49)}…` : reason;
  return locale === 'ru' ? `Тревога, ${by}: ${why}` : `Alarm by ${by}: ${why}`;
}

/** Once a month: that this phone rings is known only when it has rung. */
const testText = (locale: Locale): string =>
  locale === 'ru'
    ? 'Проверка связи, никто не ждёт. Откройте и нажмите «Беру».'
    : 'A test: no one is waiting. Open it and press “I have it”.';
