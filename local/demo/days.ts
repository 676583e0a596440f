import type { Operator } from '../../functions/kernel/ports.ts';
import { seconds } from '../../shared/domain/kernel/policy.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { Book, Chat, Guest } from './book.ts';
import { guestOf, strangerOf } from './guests.ts';
import type { PersonKey } from './people.ts';
import { type Choices, choicesOf } from './seed.ts';
import type { Cast, Tale } from './tale.ts';

/** How far back the demo's figures go. */
export const DAYS = 14;
/** One rating in so many is "bad": 97 % of people are content, as with the team whose article this grew from. */
const BAD_EACH = 33;
/** Different customers of the shop who come again and again. */
const REGULARS = 120;

/** Who works when, in hours of the day; leads help out. */
const SHIFTS: readonly (readonly [PersonKey, from: number, to: number])[] = [
  ['oleg', 8, 15],
  ['oleg', 8, 15],
  ['maria', 14, 23],
  ['maria', 14, 23],
  ['anna', 10, 18],
  ['pyotr', 12, 20],
];

/** Two weeks of ordinary chats: closed, most of them rated, a few joined late, every bad rating looked into. */
export function ordinaryDays(cast: Cast): Tale[] {
  const tales: Tale[] = [];
  let rated = 0;
  for (let daysAgo = DAYS - 1; daysAgo >= 0; daysAgo--) {
    const { calendar } = cast;
    const choices = choicesOf('day', calendar.day(daysAgo));
    const count = calendar.isWeekend(daysAgo) ? choices.between(28, 34) : choices.between(38, 44);
    for (let index = 0; index < count; index++) {
      const visit = visitOf(cast, choices, { daysAgo, index, count });
      if (visit.end >= calendar.end) continue;
      // Those of the last two days would not have been looked into yet.
      if (visit.rates !== null && daysAgo >= 2) rated += 1;
      const isBad = visit.rates !== null && daysAgo >= 2 && rated % BAD_EACH === 0;
      tales.push(taleOf(cast, visit, isBad));
    }
  }
  return tales;
}

/** One visit as it was drawn: all times in seconds after its start. */
interface Visit {
  readonly name: string;
  readonly start: Millis;
  readonly end: Millis;
  readonly guest: Guest;
  readonly operator: Operator;
  readonly asks: string;
  readonly answer: string;
  readonly more: { readonly asks: string; readonly answer: string } | null;
  readonly note: string | null;
  readonly isCalling: boolean;
  readonly claims: number | null;
  readonly answers: number;
  readonly asksMore: number;
  readonly answersMore: number;
  readonly closes: number;
  readonly solved: number | null;
  readonly rates: number | null;
  readonly isExcellent: boolean;
  readonly praise: string | null;
  /** which story of a mistake it would be, and how many hours its review takes */
  readonly mistake: number;
  readonly reviewHours: number;
}

function visitOf(
  cast: Cast,
  choices: Choices,
  { daysAgo, index, count }: { daysAgo: number; index: number; count: number },
): Visit {
  const { calendar, texts, people } = cast;
  const { between, chance, oneOf } = choices;
  const day = calendar.day(daysAgo);
  // From 8:00 to 22:20, evenly but for a little chance: no two pages of a day can meet.
  const minute = 480 + Math.floor((860 * index) / count) + between(0, 9);
  const start = calendar.at(daysAgo, `${two(minute / 60)}:${two(minute % 60)}:${two(between(0, 59))}`);
  const hour = Math.floor(minute / 60);
  const operator = people[oneOf(SHIFTS.filter(([, from, to]) => hour >= from && hour < to))[0]];

  const regular = between(0, REGULARS - 1);
  const guest = chance(0.75)
    ? guestOf(cast, `regular-${regular}`, texts.customers[regular % texts.customers.length] ?? '')
    : strangerOf(cast, day, index);
  const topic = oneOf(texts.topics);
  const order = String(between(3100, 4900));
  const fill = (text: string): string => text.replaceAll('{order}', order);
  const more = topic.more && chance(0.4) ? topic.more : null;

  // A few are joined after 100 seconds, and a lead's phone has rung by then.
  const isLate = index === 12 || (index === 27 && daysAgo % 2 === 0);
  const joins = isLate ? between(106, 131) : chance(0.85) ? between(9, 39) : between(41, 68);
  const claims = isLate || chance(0.25) ? joins : null;
  const answers = claims === null ? joins + between(4, 20) : claims + between(25, 150);
  const asksMore = answers + between(50, 280);
  const answersMore = asksMore + between(30, 170);
  const closes = (more ? answersMore : answers) + between(60, 240);
  const solved = chance(0.15) ? closes + between(8, 40) : null;
  const rates = chance(0.72) ? (solved ?? closes) + between(6, 90) : null;
  return {
    name: `${day}-${index}`,
    start,
    end: start + seconds((rates ?? solved ?? closes) + 60),
    guest,
    operator,
    asks: fill(oneOf(topic.asks)),
    answer: `${texts.greeting(guest.name)} ${fill(topic.answer)}`,
    more: more && { asks: fill(more.asks), answer: fill(more.answer) },
    note: chance(0.12) ? oneOf(texts.notes) : null,
    isCalling: chance(0.08),
    claims,
    answers,
    asksMore,
    answersMore,
    closes,
    solved,
    rates,
    isExcellent: chance(0.8),
    praise: chance(0.15) ? oneOf(texts.praise) : null,
    mistake: between(0, texts.bad.length - 1),
    reviewHours: between(14, 20),
  };
}

function taleOf({ texts, people }: Cast, visit: Visit, isBad: boolean): Tale {
  const { name, start, guest, operator, more, rates, claims } = visit;
  const at = (after: number): Millis => start + seconds(after);
  const post = (text: string) => ({ type: 'message.post', text }) as const;

  async function tell(book: Book): Promise<Chat> {
    const chat = book.chat(name, guest);
    if (visit.isCalling) await chat.by(start, { type: 'human.request' });
    await chat.by(at(visit.isCalling ? 5 : 0), post(visit.asks));
    if (claims !== null) await chat.operator(at(claims), operator, { type: 'conversation.claim' });
    await chat.operator(at(visit.answers), operator, post(visit.answer));
    if (visit.note !== null) await chat.note(at(visit.answers + 20), operator, visit.note);
    if (more) {
      await chat.by(at(visit.asksMore), post(more.asks));
      await chat.operator(at(visit.answersMore), operator, post(more.answer));
    }
    await chat.operator(at(visit.closes), operator, { type: 'conversation.close' });
    if (visit.solved !== null && !isBad) await chat.by(at(visit.solved), { type: 'solved.answer', solved: true });
    if (rates !== null) await rate(chat, rates);
    return chat;
  }

  async function rate(chat: Chat, after: number): Promise<void> {
    const mistake = texts.bad[visit.mistake];
    if (!isBad || mistake === undefined) {
      const score = visit.isExcellent ? 'excellent' : 'good';
      const comment = visit.praise === null ? {} : { comment: visit.praise };
      await chat.by(at(after), { type: 'conversation.rate', score, ...comment });
      return;
    }
    await chat.by(at(after), { type: 'conversation.rate', score: 'bad', comment: mistake.comment });
    const reviewer = operator.id === people.anna.id ? people.pyotr : people.anna;
    await chat.operator(at(after) + visit.reviewHours * 3_600_000, reviewer, {
      type: 'review.close',
      outcome: mistake.outcome,
    });
  }

  return { name, start, tell };
}

const two = (value: number): string => String(Math.floor(value)).padStart(2, '0');
