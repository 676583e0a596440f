import { describe, expect, it } from 'vitest';
import type { Entry } from '../../shared/client/types.ts';
import type { WireEvent } from '../../shared/protocol/events.ts';
import { type KnownMistake, mistakesOf } from '../../web/console/logic/incidents.ts';

const HERE = 'conversation-here-001';
const THERE = 'conversation-there-01';
const by = { by: 'oleg', name: 'Oleg' } as const;
const notes = (...events: readonly WireEvent[]): readonly Entry[] =>
  events.map((event, index) => ({
    seq: index + 1,
    at: (index + 1) * 1000,
    by: { kind: 'operator', id: 'oleg' },
    command: `command-${index}`,
    events: [event],
  }));
const opened = (incident: string): WireEvent => ({
  type: 'incident.opened',
  incident,
  kind: 'wrong_account',
  touches: [
    { conversation: HERE, customer: 'ivan' },
    { conversation: THERE, customer: 'nina' },
  ],
  note: 'The invoice went to Nina',
  ...by,
});
const told = (incident: string, conversation: string): WireEvent => ({
  type: 'incident.told',
  incident,
  conversation,
  ...by,
});
const known = (incident: string, part: Partial<KnownMistake> = {}): KnownMistake => ({
  incident,
  kind: 'forgotten',
  conversation: THERE,
  at: 5_000,
  told: false,
  closed: false,
  ...part,
});

describe('mistakes on a customer’s card', () => {
  it('are told as soon as each one was', () => {
    const [some] = mistakesOf(notes(opened('a'), told('a', HERE)), HERE, []);
    expect(some).toMatchObject({
      isTold: false,
      touches: [{ told: 2000 }, { told: null }],
      note: 'The invoice went to Nina',
    });
    const [all] = mistakesOf(notes(opened('a'), told('a', HERE), told('a', THERE), told('a', HERE)), HERE, []);
    expect(all).toMatchObject({ isTold: true, isClosed: false, touches: [{ told: 2000 }, { told: 3000 }] });
  });

  it('are put right with what was done about them', () => {
    const closed: WireEvent = { type: 'incident.closed', incident: 'a', outcome: 'A new invoice', ...by };
    expect(mistakesOf(notes(opened('a'), closed), HERE, [])).toMatchObject([
      { isClosed: true, outcome: 'A new invoice' },
    ]);
  });

  it('of other chats are those the server knows; of this one the notes know better', () => {
    const all = mistakesOf(notes(opened('a')), HERE, [known('a', { conversation: HERE, closed: true }), known('b')]);
    expect(all.map(({ id, isClosed, touches }) => [id, isClosed, touches === null])).toEqual([
      ['b', false, true],
      ['a', false, false],
    ]);
  });

  it('stand with the open ones first, the newest of them on top', () => {
    const all = mistakesOf([], HERE, [
      known('old', { at: 1 }),
      known('over', { at: 9, closed: true }),
      known('new', { at: 5 }),
    ]);
    expect(all.map(({ id }) => id)).toEqual(['new', 'old', 'over']);
  });
});
