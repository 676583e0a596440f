import type { Operator } from '../../functions/kernel/ports.ts';
import { seconds } from '../../shared/domain/kernel/policy.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import { guestOf } from './guests.ts';
import { type Cast, FAR, HOUR, MINUTE, type Tale } from './tale.ts';
import { deskTales, recently, svetlana } from './tales-desk.ts';

/** How long a bad rating may wait for its review in the demo: two days, so that it is due tomorrow, whenever one looks. */
export const REVIEW_WITHIN_S = 48 * 3600;

/** The chats that the demo is about; each shows one promise of the product. */
export const talesOf = (cast: Cast): Tale[] => [
  ivansTale(cast),
  claimed(cast),
  disputed(cast),
  lastNight(cast),
  ...deskTales(cast),
];

/** A broken coffee maker, misheard, restated and confirmed, a call, a promise of a time, kept. */
function ivansTale({ calendar, texts, people, ivan }: Cast): Tale {
  const { anna } = people;
  const words = texts.ivan;
  const at = (time: string): Millis => calendar.at(2, time);
  return {
    name: 'ivan',
    start: at('14:02:10'),
    tell: async (book) => {
      const chat = book.chat('ivan', ivan);
      const says = (time: string, text: string) => chat.by(at(time), { type: 'message.post', text });
      const answers = (time: string, text: string) => chat.operator(at(time), anna, { type: 'message.post', text });
      await says('14:02:10', words.broken);
      await chat.operator(at('14:02:48'), anna, { type: 'conversation.claim' });
      await answers('14:04:05', words.misheard);
      await says('14:04:50', words.protests);
      await answers('14:05:40', words.sorry);
      const restated = await chat.operator(at('14:06:20'), anna, {
        type: 'understanding.propose',
        text: words.restated,
      });
      await chat.by(at('14:06:52'), { type: 'understanding.answer', seq: restated, yes: true });
      await chat.operator(at('14:07:05'), anna, { type: 'callback.offer' });
      await chat.by(at('14:07:40'), { type: 'callback.request', phone: words.phone });
      await chat.operator(at('14:10:30'), anna, { type: 'callback.done', outcome: 'reached' });
      await chat.note(at('14:10:30'), anna, words.called);
      await chat.operator(at('14:12:10'), anna, {
        type: 'promise.make',
        text: words.promised,
        due: at('18:00:00'),
        draft: { conversation: chat.id, customer: chat.customer },
      });
      await chat.note(at('14:12:38'), anna, words.note);
      await says('14:12:50', words.waits);
      await answers('14:13:30', words.until);
      await chat.operator(at('17:41:12'), anna, { type: 'message.post', text: words.kept, settles: true });
      await says('17:44:30', words.thanks);
      await answers('17:45:20', words.farewell);
      await chat.operator(at('17:46:02'), anna, { type: 'conversation.close' });
      await chat.by(at('17:46:40'), { type: 'solved.answer', solved: true });
      await chat.by(at('17:47:05'), { type: 'conversation.rate', score: 'excellent', comment: words.comment });
      return chat;
    },
  };
}

/** Claimed, answered, and now it is the customer's turn: nobody waits, and nobody forgets it. */
function claimed(cast: Cast): Tale {
  const { oleg } = cast.people;
  const words = cast.texts.claimed;
  const start = recently(cast, 30 * MINUTE);
  return {
    name: 'claimed',
    start,
    tell: async (book) => {
      const chat = book.chat('claimed', svetlana(cast));
      await chat.by(start, { type: 'message.post', text: words.asks });
      await chat.operator(start + seconds(24), oleg, { type: 'conversation.claim' });
      await chat.operator(start + seconds(140), oleg, { type: 'message.post', text: words.answer });
      await chat.note(start + seconds(200), oleg, words.note);
      return chat;
    },
  };
}

/** A wrong answer, and a bad rating days later: Anna gave the answer, so Pyotr looks into it. */
function disputed(cast: Cast): Tale {
  const { calendar, texts, people } = cast;
  const { anna } = people;
  const words = texts.disputed;
  const due = Math.max(calendar.at(-1, '18:00:00'), calendar.now + FAR);
  const rated = due - seconds(REVIEW_WITHIN_S);
  const start = rated - 72 * HOUR;
  return {
    name: 'disputed',
    start,
    tell: async (book) => {
      const chat = book.chat('disputed', guestOf(cast, 'disputed', words.name, '/noon'));
      const after = (s: number): Millis => start + seconds(s);
      await chat.by(start, { type: 'message.post', text: words.asks });
      await chat.operator(after(31), anna, { type: 'conversation.claim' });
      await chat.operator(after(95), anna, { type: 'message.post', text: words.answer });
      await chat.by(after(150), { type: 'message.post', text: words.thanks });
      await chat.operator(after(190), anna, { type: 'message.post', text: words.farewell });
      await chat.operator(after(230), anna, { type: 'conversation.close' });
      await chat.by(rated, { type: 'conversation.rate', score: 'bad', comment: words.comment });
      await chat.note(rated + 10 * MINUTE, anna, words.note);
      return chat;
    },
  };
}

/** Nobody is there at night: Anna's phone rings at 03:12:04, Pyotr's at 03:12:49, and Anna has it at 03:13:18. */
function lastNight(cast: Cast): Tale {
  const { calendar, texts, people } = cast;
  const { anna } = people;
  const words = texts.night;
  // Twenty seconds of silence before it rings are the customer's, to choose an answer in the morning instead.
  const start = calendar.latest('03:11:44', 15 * MINUTE);
  return {
    name: 'night',
    start,
    tell: async (book) => {
      const chat = book.chat('night', guestOf(cast, 'night', words.name, '/account/orders'), { isUnstaffed: true });
      const after = (s: number): Millis => start + seconds(s);
      await chat.by(start, { type: 'message.post', text: words.asks });
      await chat.acknowledge(after(94), anna);
      await chat.operator(after(128), anna, { type: 'message.post', text: words.answer });
      await chat.by(after(161), { type: 'message.post', text: words.explains });
      await chat.operator(after(302), anna, { type: 'message.post', text: words.solution });
      await chat.note(after(350), anna, words.note);
      await chat.by(after(540), { type: 'message.post', text: words.thanks });
      await chat.operator(after(571), anna, { type: 'message.post', text: words.farewell });
      await chat.operator(after(600), anna, { type: 'conversation.close' });
      await chat.by(after(640), { type: 'conversation.rate', score: 'excellent', comment: words.comment });
      return chat;
    },
  };
}

/** The one chat of the company next door. */
export function neighbourTale(cast: Pick<Cast, 'calendar' | 'texts'>, vera: Operator): Tale {
  const words = cast.texts.neighbour;
  const start = cast.calendar.latest('15:20:00', 10 * MINUTE);
  return {
    name: 'neighbour',
    start,
    tell: async (book) => {
      const chat = book.chat('neighbour', {
        ...guestOf(cast, 'neighbour', words.name),
        facts: { site: 'konsol.example' },
      });
      await chat.by(start, { type: 'message.post', text: words.asks });
      await chat.operator(start + seconds(35), vera, { type: 'conversation.claim' });
      await chat.operator(start + seconds(170), vera, { type: 'message.post', text: words.answer });
      return chat;
    },
  };
}
