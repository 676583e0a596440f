import { describe, expect, it } from 'vitest';
import {
  CODE_LIFE,
  CODE_TRIES,
  CONTACT_KINDS,
  type ContactKind,
  judgeCode,
  MAX_RANG,
  mayRing,
  RANG_KEPT,
  rangAt,
} from '../../../shared/domain/paging/contact.ts';
import { NOON } from '../../support/builders.ts';

const MINUTE = 60_000;

/** Rings a contact as often as it may, each 20 s, and gives how many rang in each of these minutes. */
function rings(kind: ContactKind, minutes: number): number[] {
  let rang: readonly number[] = [];
  for (let at = NOON; at < NOON + minutes * MINUTE; at += 20_000)
    if (mayRing({ kind, rang }, at, false)) rang = rangAt(rang, at);
  return rang.map((at) => Math.floor((at - NOON) / MINUTE));
}
const within = (rung: readonly number[], minutes: number): number => rung.filter((minute) => minute < minutes).length;

describe('how often a contact rings', () => {
  it('is five short messages in a quarter of an hour, eleven in an hour, twenty-one in three', () => {
    const sms = rings('sms', 180);

    expect([within(sms, 15), within(sms, 60), within(sms, 180)]).toEqual([5, 11, 21]);
  });

  it('is as many e-mails an hour, and no fewer later', () => {
    const email = rings('email', 180);

    expect([within(email, 15), within(email, 60), within(email, 180)]).toEqual([5, 11, 33]);
  });

  it.each(['push', 'https'] as const)('is fifteen in a quarter of an hour for %s', (kind) => {
    const rung = rings(kind, 60);

    expect([within(rung, 15), within(rung, 60)]).toEqual([15, 60]);
  });

  it.each(CONTACT_KINDS)('never keeps the first ring of a page from %s, however stormy the night', (kind) => {
    const rang = Array.from({ length: MAX_RANG }, (_, i) => NOON - i * 1000);

    expect(mayRing({ kind, rang }, NOON, false)).toBe(false);
    expect(mayRing({ kind, rang }, NOON, true)).toBe(true);
  });

  it('counts what is past, not what a clock that ran ahead wrote down', () => {
    const rang = Array.from({ length: 5 }, (_, i) => NOON + (i + 1) * MINUTE);

    expect(mayRing({ kind: 'sms', rang }, NOON, false)).toBe(true);
  });

  it('is remembered as far back as a limit looks, and no longer', () => {
    const old = rangAt([], NOON);

    expect(rangAt(old, NOON + RANG_KEPT - 1)).toHaveLength(2);
    expect(rangAt(old, NOON + RANG_KEPT)).toEqual([NOON + RANG_KEPT]);
    const flood = Array.from({ length: 2 * MAX_RANG }, (_, i) => NOON + i);
    expect(flood.reduce<readonly number[]>(rangAt, [])).toHaveLength(MAX_RANG);
  });
});

describe('a code that came back', () => {
  const pending = { digest: 'digest', sentAt: NOON, tries: 0 };

  it('is right within its life, and worth nothing without having been asked for', () => {
    expect(judgeCode(pending, 'digest', NOON + CODE_LIFE - 1)).toBe('right');
    expect(judgeCode(pending, 'other', NOON)).toBe('wrong');
    expect(judgeCode(null, 'digest', NOON)).toBe('not_asked');
  });

  it('is too late after ten minutes, also when it is right', () => {
    expect(judgeCode(pending, 'digest', NOON + CODE_LIFE)).toBe('too_late');
  });

  it('may be tried five times: after that the right one opens nothing either', () => {
    expect(judgeCode({ ...pending, tries: CODE_TRIES - 1 }, 'digest', NOON)).toBe('right');
    expect(judgeCode({ ...pending, tries: CODE_TRIES }, 'digest', NOON)).toBe('too_often');
  });
});
