import { setImmediate } from 'node:timers/promises';
import { sha256Digest } from '../../functions/entry/adapters/sha256-digest.ts';
import type { Operator, Workspace } from '../../functions/kernel/ports.ts';
import type { ConversationEvent } from '../../shared/domain/conversation/events.ts';
import type { Conversation } from '../../shared/domain/conversation/state.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { NoteEvent, Notes } from '../../shared/domain/notes/notes.ts';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import { ON_CALL } from '../../shared/domain/paging/ladders.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import { openBook } from './book.ts';
import { calendarOf } from './calendar.ts';
import { ordinaryDays } from './days.ts';
import { visitOf } from './guests.ts';
import type { Entry } from './memory-log.ts';
import { IVAN, type Locale, NAMES, type PersonKey } from './people.ts';
import type { Tale } from './tale.ts';
import { neighbourTale, talesOf } from './tales.ts';
import { EN } from './texts/en.ts';
import { RU } from './texts/ru.ts';

const TEXTS = { ru: RU, en: EN } as const;

/** One chat of the past: its log and its notes. */
export interface ToldChat {
  /** one of those that the demo is about, not of an ordinary day */
  readonly isTale: boolean;
  readonly commits: readonly Entry<ConversationEvent, Conversation>[];
  readonly notes: readonly Entry<NoteEvent, Notes>[];
}

/** The past of one workspace, in the order in which it is to be written: what people look at first comes first. */
export interface History {
  readonly workspace: Workspace;
  readonly chats: readonly ToldChat[];
  readonly pages: readonly Entry<PageEvent, Page>[];
}

/** Two weeks at the shop, as seen at `now`. The same people, zone and moment always give the same commits. */
export async function shopHistory(
  workspace: Workspace,
  people: Readonly<Record<PersonKey, Operator>>,
  now: Millis,
): Promise<History> {
  const { locale } = workspace;
  const place = { calendar: calendarOf(now, workspace.policy.zone), texts: TEXTS[locale] };
  const ivan = {
    id: ivanId(workspace.id),
    name: NAMES[locale].ivan,
    isVerified: true,
    facts: { ...visitOf(place, 'ivan', '/returns'), attributes: ivansFacts(locale) },
  };
  const cast = { ...place, people, ivan };
  const { anna, pyotr, oleg, maria } = people;
  return history(workspace, [anna, pyotr, oleg, maria], talesOf(cast), ordinaryDays(cast));
}

/** The one chat of the company next door. */
export function neighbourHistory(workspace: Workspace, vera: Operator, now: Millis): Promise<History> {
  const place = { calendar: calendarOf(now, workspace.policy.zone), texts: TEXTS[workspace.locale] };
  return history(workspace, [vera], [neighbourTale(place, vera)], []);
}

async function history(
  workspace: Workspace,
  operators: readonly Operator[],
  tales: readonly Tale[],
  ordinary: readonly Tale[],
): Promise<History> {
  const book = openBook(workspace, operators);
  const ids = new Map<Tale, string>();
  for (const tale of [...tales, ...ordinary].sort((a, b) => a.start - b.start)) {
    ids.set(tale, (await tale.tell(book)).id);
    // The machine's gateways live in this process: they shall not wait for two weeks of chats.
    if (ids.size % 25 === 0) await setImmediate();
  }
  const newestFirst = ordinary.toSorted((a, b) => b.start - a.start);
  return {
    workspace,
    chats: [...tales, ...newestFirst].map((tale) => {
      const id = ids.get(tale) ?? '';
      return { isTale: tales.includes(tale), commits: book.conversations.entries(id), notes: book.notes.entries(id) };
    }),
    pages: book.pages.entries(ON_CALL),
  };
}

/** What the shop's server signs of Ivan. */
export const ivansFacts = (locale: Locale): Readonly<Record<string, string>> => ({
  ...TEXTS[locale].ivan.order,
  ...TEXTS[locale].facts(2, 2024),
});

/** Who Ivan is to the workspace once the shop's server has vouched for him (functions/entry/sessions.ts). */
const ivanId = (workspace: string): string => `c_${sha256Digest.of(workspace, IVAN.subject)}`;
