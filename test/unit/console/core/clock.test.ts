import { describe, expect, it } from 'vitest';
import {
  type CardClock,
  lapsesAt,
  leftShare,
  reading,
  stopwatch,
  toneOf,
  waited,
} from '../../../../web/console/core/logic/clock.ts';
import { WORDS } from '../../../support/console/words.ts';

const TARGETS = { connect: 100, reply: 600 };
const START = 1_000_000;
const connect: CardClock = { kind: 'connect', since: START };
const reply: CardClock = { kind: 'reply', since: START };
const promise: CardClock = { kind: 'promise', since: START, due: START + 3 * 3_600_000 };
const at = (seconds: number): number => START + seconds * 1000;
const read = (clock: CardClock, seconds: number, locale: 'en' | 'ru' = 'en'): string =>
  reading(clock, TARGETS, at(seconds), WORDS[locale].units);

describe('time waited', () => {
  const says = (clock: CardClock, seconds: number) => waited(clock, at(seconds), WORDS.en.units);

  it('a row counts upwards from the first second, before and after its time alike', () => {
    expect([0, 28, 102, 600].map((seconds) => says(connect, seconds))).toEqual(['0:00', '0:28', '1:42', '10:00']);
    expect(says(reply, 3_725)).toBe('1:02:05');
    expect(says(connect, 3 * 86_400)).toBe('3 d');
  });

  it('what is owed says nothing before its time, and then by how much it is late', () => {
    expect(says(promise, 60)).toBe('');
    expect(says(promise, 3 * 3_600 + 35)).toBe('+0:35');
    expect(says({ kind: 'snooze', since: START }, 60)).toBe('');
  });

  it('the bar is full at the start and empty once the time has run out', () => {
    expect([0, 50, 100, 200].map((seconds) => leftShare(connect, TARGETS, at(seconds)))).toEqual([1, 0.5, 0, 0]);
  });
});

describe('clock of a card', () => {
  it('a wait for a person is counted down in minutes and seconds', () => {
    expect(read(connect, 0)).toBe('1:40');
    expect(read(connect, 28)).toBe('1:12');
    expect(read(connect, 99.5)).toBe('0:01');
  });

  it('a wait for an answer is counted in minutes, and in seconds in its last minute', () => {
    expect(read(reply, 0)).toBe('10 min');
    expect(read(reply, 125)).toBe('8 min');
    expect(read(reply, 125, 'ru')).toBe('8 мин');
    expect(read(reply, 541)).toBe('0:59');
  });

  it('a clock that is late counts up', () => {
    expect(read(connect, 135)).toBe('+0:35');
    expect(read(reply, 600 + 725)).toBe('+12:05');
    expect(read(connect, 100 + 3 * 86_400)).toBe('+3 d');
  });

  it('a promise is counted in the largest unit that fits', () => {
    expect(read(promise, 0)).toBe('3 h');
    expect(read(promise, 3 * 3_600 - 600)).toBe('10 min');
  });

  it('a clock is calm up to 60 % of its target, due to its end, and late after it', () => {
    expect(toneOf(connect, TARGETS, at(59))).toBe('calm');
    expect(toneOf(connect, TARGETS, at(60))).toBe('due');
    expect(toneOf(connect, TARGETS, at(100))).toBe('due');
    expect(toneOf(connect, TARGETS, at(100.1))).toBe('late');
  });

  it('a promise turns amber only in its last quarter of an hour', () => {
    expect(toneOf(promise, TARGETS, at(2 * 3_600))).toBe('calm');
    expect(toneOf(promise, TARGETS, at(3 * 3_600 - 800))).toBe('due');
  });

  it('a clock lapses at its due time, or at the target of its kind if it has none', () => {
    expect(lapsesAt(connect, TARGETS)).toBe(at(100));
    expect(lapsesAt(reply, TARGETS)).toBe(at(600));
    expect(lapsesAt(promise, TARGETS)).toBe(promise.due);
  });

  it('a stopwatch shows hours only when there are any', () => {
    expect(stopwatch(59_999)).toBe('0:59');
    expect(stopwatch(3_849_000)).toBe('1:04:09');
  });
});
