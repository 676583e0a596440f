import type { WireCard, WirePage } from '../../../../shared/protocol/pushes.ts';
import { lapsesAt, type Targets } from '../../core/logic/clock.ts';
import type { Viewer } from '../../core/logic/viewer.ts';

/** Groups of the list, in their order on the screen: own chats first, since forty that wait would push them out of sight. */
export const GROUPS = ['mine', 'person', 'unowned', 'customer', 'snoozed', 'colleagues', 'review', 'closed'] as const;
export type Group = (typeof GROUPS)[number];
/** Groups that begin folded: their chats do not wait for this viewer. */
export const FOLDED: ReadonlySet<Group> = new Set<Group>(['colleagues', 'closed']);

/** Chats for which a page rings now: somebody was to come to them, and nobody has. */
export type Rung = ReadonlySet<string>;
const NONE: Rung = new Set();

/** Chats of a page, while it rings. */
export const rungBy = (page: WirePage | null): Rung =>
  page?.status === 'ringing' ? new Set(page.waits.map(({ conversation }) => conversation)) : NONE;

/** Whether a customer waits now, for a person or for an answer. */
const isWaited = ({ clock }: WireCard): boolean => clock?.kind === 'connect' || clock?.kind === 'reply';

/**
 * Whether a chat needs a person: the one definition of it, for the list, the strip, the tab and its title. Its customer waits
 * and nobody has it, or it is back from where somebody had put it aside who is not here any more. A chat that was taken needs
 * a person again as soon as its page rings again: whoever took it has not come.
 */
export const needsPerson = (card: WireCard, rung: Rung): boolean =>
  card.bucket === 'person'
    ? card.owner === null && (isWaited(card) || card.clock?.kind === 'snooze')
    : card.bucket === 'owned' && isWaited(card) && rung.has(card.conversation);

/** The group a card stands in for this viewer. A review is shown to who looks into it and to leads. */
export function groupOf(card: WireCard, viewer: Viewer, rung: Rung = NONE): Group {
  if (needsPerson(card, rung)) return 'person';
  switch (card.bucket) {
    case 'person':
      // Nobody has it, and nobody waits: a morning that was agreed to, or a chat that was given back answered.
      return 'unowned';
    case 'owned':
      if (card.owner !== viewer.id) return 'colleagues';
      return card.clock ? 'mine' : 'customer';
    case 'snoozed':
      return card.owner === viewer.id ? 'snoozed' : 'colleagues';
    case 'review':
      return viewer.role === 'lead' || card.reviewer === viewer.id ? 'review' : 'closed';
    case 'closed':
      return 'closed';
  }
}

/** What a row says of a time besides its ring: until when something is owed or put aside. */
export interface Appointment {
  readonly kind: 'promise' | 'callback' | 'snooze';
  /** epoch ms; null: until the customer writes */
  readonly at: number | null;
  /** put aside, and back now */
  readonly isBack: boolean;
}

/** The appointment of a card whose clock is one; a wait comes before all of them. */
export function appointmentOf({ clock, bucket }: WireCard): Appointment | null {
  if (clock?.kind !== 'promise' && clock?.kind !== 'callback' && clock?.kind !== 'snooze') return null;
  return { kind: clock.kind, at: clock.due ?? null, isBack: clock.kind === 'snooze' && bucket !== 'snoozed' };
}

/** Ids of a group's rows from the top down. */
export interface Section {
  readonly group: Group;
  readonly ids: readonly string[];
}

/** The list: every group with its rows, what lapses first on top; what is over, newest on top. */
export function arrange(
  cards: Iterable<WireCard>,
  viewer: Viewer,
  targets: Targets,
  rung: Rung = NONE,
): readonly Section[] {
  const byGroup = new Map<Group, WireCard[]>(GROUPS.map((group) => [group, []]));
  for (const card of cards) byGroup.get(groupOf(card, viewer, rung))?.push(card);
  const lapse = (card: WireCard): number => (card.clock ? lapsesAt(card.clock, targets) : Number.POSITIVE_INFINITY);
  const byId = (a: WireCard, b: WireCard): number => (a.conversation < b.conversation ? -1 : 1);
  const urgency = (a: WireCard, b: WireCard): number =>
    // Infinity minus itself is NaN: cards without a clock go by age
    lapse(a) === lapse(b) ? a.since - b.since || byId(a, b) : lapse(a) - lapse(b);
  const recency = (a: WireCard, b: WireCard): number => b.since - a.since || byId(a, b);
  return GROUPS.map((group) => ({
    group,
    ids: (byGroup.get(group) ?? []).sort(group === 'closed' ? recency : urgency).map((card) => card.conversation),
  }));
}

/** The list as it is shown while the pointer is over it: rows keep their places, what is new is counted instead. */
export interface Held {
  readonly sections: readonly Section[];
  /** rows that came into a group since, and are not drawn there yet */
  readonly added: number;
}

/** Holds the order of `shown` against what has become of it; rows that exist no longer leave. */
export function hold(shown: readonly Section[], fresh: readonly Section[]): Held {
  const place = (sections: readonly Section[]): Map<string, Group> =>
    new Map(sections.flatMap(({ group, ids }) => ids.map((id) => [id, group] as const)));
  const [before, after] = [place(shown), place(fresh)];
  let added = 0;
  for (const [id, group] of after) if (!before.has(id) && !FOLDED.has(group)) added += 1;
  return {
    sections: shown.map(({ group, ids }) => ({ group, ids: ids.filter((id) => after.has(id)) })),
    added,
  };
}

/** The next row that waits for this viewer, after (or before) `from`; when `from` is not among them, the most urgent (or the last). */
export function neighbour(sections: readonly Section[], from: string | null, step: 1 | -1): string | null {
  const ids = sections.filter(({ group }) => WAITING.has(group)).flatMap((section) => section.ids);
  if (ids.length === 0) return null;
  const at = from === null ? -1 : ids.indexOf(from);
  if (at === -1) return (step === 1 ? mostUrgent(sections, null) : null) ?? ids.at(step === 1 ? 0 : -1) ?? null;
  return ids[at + step] ?? null;
}
const WAITING: ReadonlySet<Group> = new Set<Group>(['person', 'mine', 'unowned', 'customer', 'review']);

/** The chat that waits most urgently for this viewer, but for the one just answered: those that need a person come first. */
export const mostUrgent = (sections: readonly Section[], except: string | null): string | null =>
  (['person', 'mine'] as const)
    .flatMap((wanted) => sections.find(({ group }) => group === wanted)?.ids ?? [])
    .find((id) => id !== except) ?? null;

/** Whether a group may be folded: not while somebody in it needs a person, who would be out of sight. */
export const mayFold = ({ group, ids }: Section): boolean => group !== 'person' || ids.length === 0;

/** Those who wait for a person: how many, and who waits longest. */
export interface Waiting {
  readonly count: number;
  readonly oldest: WireCard | null;
}

export function waitingNow(cards: Iterable<WireCard>, rung: Rung = NONE): Waiting {
  let count = 0;
  let oldest: WireCard | null = null;
  for (const card of cards) {
    if (!needsPerson(card, rung)) continue;
    count += 1;
    if (card.clock && isWaited(card) && (!oldest?.clock || card.clock.since < oldest.clock.since)) oldest = card;
  }
  return { count, oldest };
}

/** Bad ratings that this viewer is to look into. */
export const reviewsOf = (cards: Iterable<WireCard>, viewer: Viewer | null): number =>
  [...cards].filter(({ bucket, reviewer }) => bucket === 'review' && viewer !== null && reviewer === viewer.id).length;

/**
 * Whether a phone rings for a chat at this moment. A page names its oldest chats and counts the rest: a wait that has climbed
 * to the page is among those.
 */
export const isRungFor = (page: WirePage | null, card: WireCard): boolean =>
  page?.status === 'ringing' &&
  page.ringing.length > 0 &&
  (page.waits.some(({ conversation }) => conversation === card.conversation) ||
    page.alarm?.conversation === card.conversation ||
    (page.more > 0 && card.escalation === 'page' && card.bucket === 'person'));

/** The chat that "I have it" leads to: of those that the page names, the one that has waited longest. */
export const oldestOf = ({ waits, alarm }: WirePage): string | null =>
  [...waits].sort((a, b) => a.since - b.since)[0]?.conversation ?? alarm?.conversation ?? null;
