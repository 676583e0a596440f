import type { WireCard } from '../../../../shared/protocol/pushes.ts';
import type { Viewer } from '../../core/logic/viewer.ts';
import { needsPerson, type Rung } from './inbox.ts';

/**
 * What makes a sound: a chat needs a person, a wait climbed to where this viewer must know, the customer of an own chat
 * wrote, what was put aside is back, what was promised falls due soon.
 */
export interface Alert {
  readonly kind: 'person' | 'climbing' | 'mine' | 'back' | 'owed';
  readonly card: WireCard;
}

/** What of the cards decides about a sound. */
export type Seen = ReadonlyMap<
  string,
  {
    readonly needsPerson: boolean;
    readonly level: number;
    readonly mineWaits: boolean;
    readonly isAside: boolean;
    readonly isOwed: boolean;
  }
>;

/** How far a wait has climbed, as this viewer must hear it: leads are called at two more rungs than operators. */
const LEVELS: Record<WireCard['escalation'], Record<Viewer['role'], number>> = {
  none: { operator: 0, lead: 0 },
  assignee: { operator: 0, lead: 0 },
  team: { operator: 1, lead: 1 },
  lead: { operator: 1, lead: 2 },
  page: { operator: 1, lead: 3 },
};

/** What rings again has rung already: by its own sound, and on the phone. */
const NOBODY: Rung = new Set();

export function seenOf(cards: Iterable<WireCard>, viewer: Viewer): Seen {
  const seen = new Map<string, Seen extends ReadonlyMap<string, infer S> ? S : never>();
  for (const card of cards) {
    const waits = card.clock?.kind === 'connect' || card.clock?.kind === 'reply';
    const mine = card.owner === viewer.id;
    seen.set(card.conversation, {
      needsPerson: needsPerson(card, NOBODY),
      level:
        waits && (card.bucket === 'person' || mine || viewer.role === 'lead')
          ? LEVELS[card.escalation][viewer.role]
          : 0,
      mineWaits: mine && waits,
      isAside: mine && card.bucket === 'snoozed',
      // The first rung of a promise or a call reminds its owner, before it is due.
      isOwed: mine && (card.clock?.kind === 'promise' || card.clock?.kind === 'callback') && card.escalation !== 'none',
    });
  }
  return seen;
}

/** What to ring for between two looks at the cards; one sound per card, the most pressing. */
export function alertsOf(before: Seen, after: Seen, cards: ReadonlyMap<string, WireCard>): readonly Alert[] {
  const alerts: Alert[] = [];
  for (const [id, now] of after) {
    const card = cards.get(id);
    const was = before.get(id);
    if (!card) continue;
    if (now.needsPerson && !was?.needsPerson) alerts.push({ kind: 'person', card });
    else if (now.level > (was?.level ?? 0)) alerts.push({ kind: 'climbing', card });
    // Not after a claim: it turns "needs a person" into "mine", and the person who claimed it is looking at it.
    else if (now.mineWaits && was && !was.mineWaits && !was.needsPerson) alerts.push({ kind: 'mine', card });
    // Only a snooze that ended by itself leaves a clock of kind "snooze"; one ended by hand needs no bell.
    else if (was?.isAside && !now.isAside && card.clock?.kind === 'snooze') alerts.push({ kind: 'back', card });
    else if (now.isOwed && was && !was.isOwed) alerts.push({ kind: 'owed', card });
  }
  return alerts;
}
