import { describe, expect, it } from 'vitest';
import type { Entry } from '../../../../shared/client/types.ts';
import { beforeSend } from '../../../../shared/domain/desk/before-send.ts';
import type { WireEvent } from '../../../../shared/protocol/events.ts';
import { type KnownMistake, mistakesOf } from '../../../../web/console/customer/logic/incidents.ts';
import { CUSTOMER_WORDS, DESK_WORDS } from '../../../support/console/later-words.ts';

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
  it('a mistake counts as told once every customer whom it touches was told', () => {
    const [some] = mistakesOf(notes(opened('a'), told('a', HERE)), HERE, []);
    expect(some).toMatchObject({
      isTold: false,
      touches: [{ told: 2000 }, { told: null }],
      note: 'The invoice went to Nina',
    });
    const [all] = mistakesOf(notes(opened('a'), told('a', HERE), told('a', THERE), told('a', HERE)), HERE, []);
    expect(all).toMatchObject({ isTold: true, isClosed: false, touches: [{ told: 2000 }, { told: 3000 }] });
  });

  it('a mistake that is put right says what was done about it', () => {
    const closed: WireEvent = { type: 'incident.closed', incident: 'a', outcome: 'A new invoice', ...by };
    expect(mistakesOf(notes(opened('a'), closed), HERE, [])).toMatchObject([
      { isClosed: true, outcome: 'A new invoice' },
    ]);
  });

  it('mistakes of other chats come from the server, those of the open chat from its notes', () => {
    const all = mistakesOf(notes(opened('a')), HERE, [known('a', { conversation: HERE, closed: true }), known('b')]);
    expect(all.map(({ id, isClosed, touches }) => [id, isClosed, touches === null])).toEqual([
      ['b', false, true],
      ['a', false, false],
    ]);
  });

  it('open mistakes stand first, the newest on top', () => {
    const all = mistakesOf([], HERE, [
      known('old', { at: 1 }),
      known('over', { at: 9, closed: true }),
      known('new', { at: 5 }),
    ]);
    expect(all.map(({ id }) => id)).toEqual(['new', 'old', 'over']);
  });
});

describe.each(['ru', 'en'] as const)('a drafted apology (%s)', (locale) => {
  const apologies = [CUSTOMER_WORDS[locale].apologies, DESK_WORDS[locale].recall.apologies].flatMap((byKind) =>
    Object.entries(byKind).flatMap(([kind, text]) => (text === null ? [] : [{ kind, text }])),
  );
  const NOW = Date.UTC(2026, 10, 22, 9);
  const hintsOf = (text: string) =>
    beforeSend(
      { text, conversation: HERE, customer: 'ivan' },
      {
        conversation: HERE,
        customer: 'ivan',
        others: [{ conversation: THERE, name: locale === 'ru' ? 'Нина' : 'Nina' }],
        sent: [],
        customerWroteAt: null,
        editedAt: NOW,
        clock: { now: NOW, at: (days, minutes) => NOW + days * 86_400_000 + minutes * 60_000 },
        maxLength: 5000,
      },
    );

  it('there is an apology for every kind of mistake made in writing', () => {
    expect(apologies.map(({ kind }) => kind)).toEqual([
      ...['wrong_chat', 'leaked_note', 'wrong_information', 'wrong_account', 'forgotten'],
      ...['wrong_chat', 'leaked_note', 'wrong_information', 'wrong_account'],
    ]);
  });

  it.each(apologies)('an apology is not sent while its slot is empty: $kind, $text', ({ text }) => {
    const [slot] = /\{\{[^{}]+\}\}/.exec(text) ?? [];
    expect(hintsOf(text)).toEqual([{ rule: 'emptySlot', level: 'hard', slot }]);
    expect(hintsOf(text.replace(slot ?? '', '8 990'))).toEqual([]);
  });
});
