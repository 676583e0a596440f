import { describe, expect, it } from 'vitest';
import { DEFAULT_POLICY, type Ladder } from '../../../shared/domain/kernel/policy.ts';
import { nextStepDue, pageDue, peopleOf } from '../../../shared/domain/paging/climb.ts';
import type { PageCommand } from '../../../shared/domain/paging/commands.ts';
import { evolvePage } from '../../../shared/domain/paging/evolve.ts';
import { MAX_RUNG, NO_PAGE } from '../../../shared/domain/paging/state.ts';
import { aPageStory, aSend, NOON, types } from '../../support/builders.ts';

/** How the ladder of a page climbs, whom its steps reach, and what is left to do when it is over. */

const acknowledge = (by: string, episode = 1) => ({ type: 'page.acknowledge', by, episode }) as const;
const tell = (episode = 1) => ({ type: 'page.tell', episode }) as const;
const pass = (by: string, episode = 1) => ({ type: 'page.pass', by, episode }) as const;
const claim = (episode = 1) => ({ type: 'page.claim', episode, conversation: 'a' }) as const;

describe('a step whose every carrier refused', () => {
  it('is followed by the next at once, up to everyone, and everyone is rung again in the ordinary pause', () => {
    const page = aPageStory();
    page.raise('a');
    const due: number[] = [];
    for (let i = 0; i < 6; i++) {
      const at = (nextStepDue(page.state) - NOON) / 1000;
      due.push(at);
      page.at(at).step(['anna'], ['phone-anna']);
    }

    expect(due).toEqual([0, 0, 0, 0, 120, 240]);
  });

  it('is one in which nobody had a contact at all', () => {
    const page = aPageStory();
    page.raise('a');
    page.step([]);

    expect(page.state.reached).toBe(false);
    expect(pageDue(page.state)).toBe(page.now);
  });

  it('is not one in which one of two was rung: the next in line is called in their turn', () => {
    const page = aPageStory();
    page.raise('a');
    page.step(['anna', 'pyotr'], ['phone-anna']);

    expect(page.state).toMatchObject({ reached: true, rung: ['phone-pyotr'] });
    expect(pageDue(page.state)).toBe(NOON + 45_000);
  });

  it('is not one that left somebody out who has been rung often enough: their link opens the page', () => {
    const page = aPageStory();
    page.raise('a');
    page.step();
    page.tell({ type: 'step.begin', episode: 1, step: 1, sends: [{ ...aSend('anna', 'old'), withheld: true }] });
    page.tell({ type: 'step.mark', episode: 1, step: 1, failed: [] });

    expect(page.state).toMatchObject({ reached: true, rung: ['phone-anna'] });
    expect(pageDue(page.state)).toBe(NOON + 75_000);
  });
});

describe('a step that was begun and not marked', () => {
  const crashed = () => {
    const page = aPageStory();
    page.raise('a');
    page.tell({ type: 'step.begin', episode: 1, step: 0, sends: [aSend('anna', 'x')] });
    return page;
  };
  const resume = { type: 'step.resume', episode: 1, step: 0 } as const;

  it('is taken up again after 15 s, to the same people with the same codes, by one alone', () => {
    const page = crashed();

    expect(page.at(14).ask(resume)).toMatchObject({ reason: 'not_waiting' });
    expect(types(page.at(15).tell(resume))).toEqual(['step.resumed']);
    expect(page.ask(resume)).toMatchObject({ reason: 'not_waiting' });
    expect(page.state.sends).toEqual([aSend('anna', 'x')]);
    expect(pageDue(page.state)).toBe(NOON + 30_000);
  });

  it('is not taken up when it was sent, or when somebody has the page', () => {
    const sent = crashed();
    sent.tell({ type: 'step.mark', episode: 1, step: 0, failed: [] });
    expect(sent.at(20).ask(resume)).toMatchObject({ reason: 'not_waiting' });

    const taken = crashed();
    taken.tell(acknowledge('anna'));
    expect(taken.at(20).ask(resume)).toMatchObject({ reason: 'page_over' });
  });

  it('does not delay those behind it', () => {
    const page = crashed();
    page.at(15).tell(resume);
    page.tell({ type: 'step.mark', episode: 1, step: 0, failed: [] });

    expect(pageDue(page.state)).toBe(NOON + 45_000);
  });
});

describe('an order of an earlier page', () => {
  /** Anna took the first page, and the second rings. */
  const second = () => {
    const page = aPageStory();
    page.raise('a');
    page.step();
    page.tell(acknowledge('anna'));
    page.tell(claim());
    page.at(200).raise('b', 190);
    page.tell({ type: 'step.begin', episode: 2, step: 0, sends: [aSend('anna', 'x')] });
    return page;
  };

  it.each<PageCommand>([{ type: 'step.mark', episode: 1, step: 0, failed: [] }, tell(1), claim(1)])(
    'changes nothing in the one that rings: $type',
    (command) => {
      expect(second().tell(command)).toEqual([]);
    },
  );

  it.each<PageCommand>([
    { type: 'step.begin', episode: 1, step: 1, sends: [] },
    { type: 'step.resume', episode: 1, step: 0 },
    acknowledge('anna', 7),
    pass('anna', 1),
    { type: 'page.call_off', episode: 1 },
  ])('is refused: $type', (command) => {
    expect(second().at(300).ask(command)).toMatchObject({ ok: false, reason: 'page_over' });
  });
});

describe('passing a page on', () => {
  it('is for those whom the step rings, once', () => {
    const page = aPageStory();
    page.raise('a');
    expect(page.tell(pass('anna'))).toEqual([]);
    page.step();

    expect(page.tell(pass('oleg'))).toEqual([]);
    expect(types(page.tell(pass('anna')))).toEqual(['page.passed']);
    expect(page.tell(pass('anna'))).toEqual([]);
  });

  it('sent again after the next step began, passes over nobody else', () => {
    const page = aPageStory();
    page.raise('a');
    page.step();
    page.tell(pass('anna'));
    page.step(['pyotr']);

    expect(page.tell(pass('anna'))).toEqual([]);
    expect(pageDue(page.state)).toBe(NOON + 75_000);
  });

  it('rings nobody again at the end of the ladder, where everyone has been rung', () => {
    const page = aPageStory();
    page.raise('a');
    for (const at of [0, 45, 75, 100]) page.at(at).step(['anna', 'pyotr']);

    expect(page.tell(pass('anna'))).toEqual([]);
    expect(pageDue(page.state)).toBe(NOON + 220_000);
  });
});

describe('telling those who were rung that it is over', () => {
  it('is due when the next step would have been, and once', () => {
    const page = aPageStory();
    page.raise('a');
    page.step();
    expect(page.tell(tell())).toEqual([]);
    page.at(10).tell(acknowledge('anna'));
    page.tell(claim());

    expect(pageDue(page.state)).toBe(NOON + 45_000);
    expect(types(page.at(45).tell(tell()))).toEqual(['page.told']);
    expect(page.tell(tell())).toEqual([]);
    expect(pageDue(page.state)).toBe(NOON + 190_000);
    page.tell({ type: 'wait.settle', conversations: ['a'], why: 'answered', by: 'anna' });
    expect(pageDue(page.state)).toBeNull();
  });

  it('is owed to nobody by a page that was over before it rang', () => {
    const page = aPageStory();
    page.raise('a');
    page.tell({ type: 'wait.settle', conversations: ['a'], why: 'answered' });

    expect(page.tell(tell())).toEqual([]);
    expect(pageDue(page.state)).toBeNull();
  });
});

describe('a page of a specialist', () => {
  it('can be called off while it rings, and not after it was taken', () => {
    const page = aPageStory();
    page.tell({ type: 'page.raise', rhythm: 'staffed', ladder: BY_NAME, alarm: { by: 'anna' }, acknowledgedSilent: 0 });
    page.step(['maria']);

    expect(types(page.tell({ type: 'page.call_off', episode: 1 }))).toEqual(['page.ended']);
    expect(page.state).toMatchObject({ status: 'ended', ended: { why: 'called_off' } });
    expect(page.ask({ type: 'page.call_off', episode: 1 })).toMatchObject({ reason: 'page_over' });
  });

  it('is noted once a minute in the log of the ladder it was woken from, whatever rings there', () => {
    const page = aPageStory();
    const wake = { type: 'specialist.wake', ladder: 'skill.bank', by: 'anna' } as const;
    expect(types(page.tell(wake))).toEqual(['specialist.woken']);
    expect(page.at(59).tell(wake)).toEqual([]);
    expect(types(page.at(60).tell(wake))).toEqual(['specialist.woken']);
    page.raise('a');

    expect(page.state.woken).toHaveLength(2);
    expect(page.state.status).toBe('ringing');
  });
});

describe("a carrier's later word", () => {
  const report = { step: 0, person: 'anna', contact: 'phone-anna', result: 'delivered' } as const;

  it('is written down beside the page, and changes nothing of it', () => {
    const page = aPageStory();
    page.raise('a');
    page.step();
    const { seq: _, seen: __, ...before } = page.state;

    expect(types(page.tell({ type: 'ring.report', episode: 1, ...report }))).toEqual(['ring.reported']);
    expect(page.state).toMatchObject(before);
    expect(page.ask({ type: 'ring.report', episode: 2, ...report })).toMatchObject({ reason: 'page_over' });
  });
});

describe('whom a step rings by name or skill', () => {
  const people = { onCall: ['anna'], everyone: ['anna', 'pyotr', 'maria'], skilled: { bank: ['pyotr', 'maria'] } };

  it('is that person, or all who have that skill', () => {
    expect(peopleOf({ after: 0, who: { person: 'maria' } }, people)).toEqual(['maria']);
    expect(peopleOf({ after: 0, who: { skill: 'bank' } }, people)).toEqual(['pyotr', 'maria']);
  });

  it('is who is on call when nobody answers to it, and everyone when nobody is on call', () => {
    for (const who of [{ person: 'gone' }, { skill: 'law' }, { skill: 'toString' }]) {
      expect(peopleOf({ after: 0, who }, people)).toEqual(['anna']);
      expect(peopleOf({ after: 0, who }, { ...people, onCall: [] })).toEqual(people.everyone);
    }
  });
});

it('remembers whom it rang, of the largest team too', () => {
  const sends = Array.from({ length: MAX_RUNG + 50 }, (_, i) => aSend(`person-${i}`, `code-${i}`));
  const ladder = DEFAULT_POLICY.ladders.staffed;
  const begun = evolvePage(
    NO_PAGE,
    [
      { type: 'page.raised', episode: 1, rhythm: 'staffed', ladder },
      { type: 'step.begun', step: 0, sends },
      { type: 'step.sent', step: 0, failed: ['phone-person-0'] },
    ],
    NOON,
  );

  expect(begun.rung).toHaveLength(MAX_RUNG);
  expect(begun.rung).not.toContain('phone-person-0');
});

const BY_NAME: Ladder = { steps: [{ after: 0, who: { person: 'maria' } }], repeat: 300 };
