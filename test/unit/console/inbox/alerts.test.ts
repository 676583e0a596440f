import { describe, expect, it } from 'vitest';
import type { WireCard } from '../../../../shared/protocol/pushes.ts';
import { alertsOf, seenOf } from '../../../../web/console/inbox/logic/alerts.ts';

const base: WireCard = {
  conversation: 'a',
  seq: 1,
  customer: 'ivan',
  bucket: 'person',
  owner: null,
  escalation: 'none',
  clock: { kind: 'connect', since: 0 },
  since: 0,
  reviewer: null,
  coming: null,
};
const mine: WireCard = { ...base, bucket: 'owned', owner: 'oleg', clock: null };

function heard(role: 'operator' | 'lead', before: WireCard | null, after: WireCard): string[] {
  const viewer = { id: 'oleg', role };
  const cards = new Map([[after.conversation, after]]);
  return alertsOf(seenOf(before ? [before] : [], viewer), seenOf(cards.values(), viewer), cards).map(
    ({ kind }) => kind,
  );
}

describe('what makes a sound', () => {
  it('a chat that needs a person sounds, new or given back', () => {
    expect(heard('operator', null, base)).toEqual(['person']);
    expect(heard('operator', { ...base, bucket: 'owned', owner: 'maria' }, base)).toEqual(['person']);
    expect(heard('operator', base, base)).toEqual([]);
  });

  it('a wait that climbs sounds once for the team, and for leads again at their own rungs', () => {
    const climbed = (escalation: WireCard['escalation']): WireCard => ({ ...base, escalation });
    expect(heard('operator', base, climbed('team'))).toEqual(['climbing']);
    expect(heard('operator', climbed('team'), climbed('lead'))).toEqual([]);
    expect(heard('lead', climbed('team'), climbed('lead'))).toEqual(['climbing']);
    expect(heard('lead', climbed('lead'), climbed('page'))).toEqual(['climbing']);
  });

  it('my snoozed chat sounds when it comes back by itself, not when I wake it, nor a colleague’s', () => {
    const snooze = { kind: 'snooze', since: 0, due: 9 } as const;
    const aside: WireCard = { ...mine, bucket: 'snoozed', clock: snooze };
    expect(heard('operator', aside, { ...mine, clock: snooze })).toEqual(['back']);
    expect(heard('operator', aside, mine)).toEqual([]);
    expect(heard('operator', { ...aside, owner: 'maria' }, { ...mine, owner: 'maria', clock: snooze })).toEqual([]);
  });

  it('my promise sounds once when it is due soon', () => {
    const owed: WireCard = { ...mine, clock: { kind: 'promise', since: 0, due: 9 } };
    const warned: WireCard = { ...owed, escalation: 'assignee' };
    expect(heard('operator', owed, warned)).toEqual(['owed']);
    expect(heard('operator', warned, warned)).toEqual([]);
  });

  it('a message in my chat sounds, my own claim does not', () => {
    const waits: WireCard = { ...mine, clock: { kind: 'reply', since: 5 } };
    expect(heard('operator', mine, waits)).toEqual(['mine']);
    expect(heard('operator', base, waits)).toEqual([]);
    expect(heard('operator', null, { ...waits, owner: 'maria' })).toEqual([]);
  });
});
