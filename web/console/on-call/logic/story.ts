import type { PageStory } from '../../../../shared/protocol/on-call.ts';
import type { OnCallWords } from '../words.en.ts';
import { stampTime, wallText } from './times.ts';

/** A page as it is told: sentences for its lines, and what is exported of it. */

export type StoryLine = PageStory['lines'][number];

export interface StoryContext {
  readonly words: OnCallWords;
  readonly zone: string;
  nameOf(person: string): string;
  /** a length in ms, in words */
  length(ms: number): string;
}

const list = (words: OnCallWords, names: readonly string[]): string =>
  names.length === 0 ? words.pages.somebody : words.and(names);

/** What a line says, without its time. */
export function lineText(line: StoryLine, { words, nameOf }: StoryContext): string {
  const { lines } = words.pages;
  const who = list(words, line.people.map(nameOf));
  const ways = words.and((line.kinds ?? []).map((kind) => words.kinds[kind]));
  switch (line.what) {
    case 'raised':
      return lines.raised;
    case 'joined':
      return lines.joined;
    case 'alarm':
      return lines.alarm(who);
    case 'rang':
      return lines.rang(who, ways);
    case 'failed':
      return lines.failed(who, ways);
    case 'delivered':
      return lines.delivered(who, ways);
    case 'undelivered':
      return lines.undelivered(who, ways);
    case 'nobody':
      return lines.nobody;
    case 'passed':
      return lines.passed(who);
    case 'widened':
      return lines.widened(who);
    case 'busy':
      return lines.busy;
    case 'silent':
      return lines.silent(who);
    case 'acknowledged':
      return lines.acknowledged(who);
    case 'claimed':
      return lines.claimed(who);
    case 'settled':
      return lines.settled;
    case 'woken':
      return lines.woken(who);
    case 'ended':
      return lines.ended;
  }
}

/** Lines that are worth more than a glance: something did not reach anybody. */
export const isBadLine = ({ what }: StoryLine): boolean =>
  what === 'failed' || what === 'undelivered' || what === 'nobody';
export const isGoodLine = ({ what }: StoryLine): boolean => what === 'acknowledged' || what === 'claimed';

/** Whose page it is: null for those on call; a specialist by name, specialists by skill, or a test. */
export function ladderText(ladder: string, { words, nameOf }: Pick<StoryContext, 'words' | 'nameOf'>): string | null {
  const [kind, ...rest] = ladder.split('.');
  const name = rest.join('.');
  if (kind === 'person') return words.pages.specialist(nameOf(name));
  if (kind === 'skill') return words.pages.skill(name);
  return kind === 'test' ? words.pages.test : null;
}

/** How it ended, in one sentence: who had it after how long; or that nobody has. */
export function outcomeText(page: PageStory, now: number, { words, nameOf, length }: StoryContext): string {
  const { pages } = words;
  if (page.acknowledged)
    return pages.answered(nameOf(page.acknowledged.by), length(page.acknowledged.at - page.raisedAt));
  return page.endedAt === null ? pages.unanswered(length(now - page.raisedAt)) : pages.endedAlone;
}

/** `2026-03-07 03:12:04` */
const stamp = (at: number, zone: string): string => `${wallText(at, zone).slice(0, 10)} ${stampTime(at, zone)}`;

/**
 * All lines of all pages as a table for spreadsheets (RFC 4180), with the mark by which they know UTF-8. Names and reasons
 * are what people typed: one that begins like a formula is kept from being run.
 */
export function storiesAsCsv(pages: readonly PageStory[], context: StoryContext): string {
  const { words, zone, nameOf } = context;
  const rows = pages.flatMap((page) =>
    page.lines.map((line) => [
      `${page.ladder} ${page.episode}`,
      words.pages.status[page.status],
      stamp(page.raisedAt, zone),
      stamp(line.at, zone),
      lineText(line, context),
      line.people.map(nameOf).join(', '),
      (line.kinds ?? []).map((kind) => words.kinds[kind]).join(', '),
      line.conversation ?? '',
      line.why ?? '',
    ]),
  );
  return `\uFEFF${[words.pages.columns, ...rows].map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`;
}

function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** The same to be read: a page, then its lines. */
export function storiesAsText(pages: readonly PageStory[], now: number, context: StoryContext): string {
  const { words, zone } = context;
  const told = pages.map((page) => {
    const head = [
      stamp(page.raisedAt, zone),
      ladderText(page.ladder, context),
      page.reason === undefined ? null : words.pages.why(page.reason),
      outcomeText(page, now, context),
      words.pages.rings(page.rings),
    ];
    const waits = page.waits.map(
      ({ name, waited }) =>
        `  ${waited === null ? words.pages.waits1(name || words.pages.guest) : words.pages.waited(name || words.pages.guest, context.length(waited * 1000))}`,
    );
    const lines = page.lines.map(
      (line) =>
        `  ${stampTime(line.at, zone)}  ${lineText(line, context)}${line.why === undefined ? '' : ` ${words.pages.why(line.why)}`}`,
    );
    return [head.filter((part) => part !== null).join(' · '), ...waits, ...lines].join('\n');
  });
  return `${told.join('\n\n')}\n\n${words.now.zone(zone)}\n`;
}
