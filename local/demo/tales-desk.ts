import { seconds } from '../../shared/domain/kernel/policy.ts';
import type { Millis } from '../../shared/domain/kernel/types.ts';
import { afar, guestOf } from './guests.ts';
import { type Cast, FAR, MINUTE, type Tale } from './tale.ts';

/** What the desk is for: nothing forgotten, nothing mixed up for long. */
export const deskTales = (cast: Cast): Tale[] => [snoozed(cast), promised(cast), ivansFirst(cast), invoiced(cast)];

/** When the shop answers `claimed`, and what follows from it: a while ago by day, in the evening before otherwise. */
export function recently({ calendar }: Cast, duration: Millis): Millis {
  const recent = calendar.end - 40 * MINUTE;
  const isByDay = recent >= calendar.at(0, '09:00:00') && recent < calendar.at(0, '21:00:00');
  return isByDay ? recent : calendar.latest('20:10:00', duration);
}

/** The first time of day that lies far enough ahead: tomorrow's, or the day after when tomorrow's lapses within a day. */
function ahead({ calendar }: Cast, time: string, warning: Millis = 0): Millis {
  const days = [-1, -2, -3].map((daysAgo) => calendar.at(daysAgo, time));
  return days.find((at) => at - warning > calendar.now + FAR) ?? calendar.now + 3 * FAR;
}

/** Put aside until a morning; her thanks did not bring it back, and asked for nothing. */
function snoozed(cast: Cast): Tale {
  const { maria } = cast.people;
  const words = cast.texts.snoozed;
  const start = cast.calendar.latest('17:20:00', 10 * MINUTE);
  return {
    name: 'snoozed',
    start,
    tell: async (book) => {
      const chat = book.chat('snoozed', guestOf(cast, 'snoozed', words.name, '/parts'));
      const after = (s: number): Millis => start + seconds(s);
      await chat.by(start, { type: 'message.post', text: words.asks });
      await chat.operator(after(22), maria, { type: 'conversation.claim' });
      await chat.operator(after(105), maria, { type: 'message.post', text: words.answer });
      await chat.note(after(140), maria, words.note);
      await chat.operator(after(150), maria, { type: 'conversation.snooze', until: ahead(cast, '09:00:00') });
      await chat.by(after(260), { type: 'message.post', text: words.thanks });
      return chat;
    },
  };
}

/**
 * An answer is promised for a noon; and a message for Svetlana went here. It was taken back and its reader was told; she,
 * whom it touches too, was not yet: that mistake is open.
 */
function promised(cast: Cast): Tale {
  const { calendar, texts } = cast;
  const { oleg } = cast.people;
  const words = texts.promised;
  const start = recently(cast, 30 * MINUTE) + 6 * MINUTE;
  // The team is warned a quarter of an hour before it lapses.
  const due = ahead(cast, '12:00:00', 15 * MINUTE);
  const day = new Intl.DateTimeFormat(texts.tag, { day: 'numeric', month: 'long', timeZone: calendar.zone }).format(
    due,
  );
  return {
    name: 'promised',
    start,
    tell: async (book) => {
      const chat = book.chat('promised', guestOf(cast, 'promised', words.name, '/returns'));
      const after = (s: number): Millis => start + seconds(s);
      const draft = { conversation: chat.id, customer: chat.customer };
      await chat.by(start, { type: 'message.post', text: words.asks });
      await chat.operator(after(28), oleg, { type: 'conversation.claim' });
      await chat.operator(after(110), oleg, { type: 'message.post', text: words.answer });
      await chat.by(after(190), { type: 'message.post', text: words.shows });
      await chat.operator(after(262), oleg, { type: 'promise.make', text: words.promise(day), due, draft });
      const stray = await chat.operator(after(305), oleg, { type: 'message.post', text: words.stray });
      const mistake = await chat.recall(after(327), oleg, {
        seq: stray,
        reason: 'wrong_chat',
        note: words.mistake,
        also: [book.chatOf('claimed', svetlana(cast))],
      });
      await chat.operator(after(352), oleg, { type: 'message.post', text: words.apology });
      await chat.note(after(358), oleg, { type: 'incident.tell', incident: mistake, conversation: chat.id });
      await chat.by(after(410), { type: 'message.post', text: words.forgives });
      await chat.operator(after(455), oleg, { type: 'message.post', text: words.farewell });
      return chat;
    },
  };
}

/** She has a crack in her tank, and lives far away; a message for her went astray. */
export const svetlana = (cast: Cast) => afar(cast, guestOf(cast, 'claimed', cast.texts.claimed.name, '/morning-2'));

const polina = (cast: Cast) => guestOf(cast, 'invoiced', cast.texts.invoiced.name, '/account/orders');
/** The morning on which Ivan bought his coffee maker, and Polina five for her office. */
const morning = ({ calendar }: Cast, time: string): Millis => calendar.at(8, time);

/** Ivan's first chat: somebody else's invoice came to him. Both were told, it was put right, and he has rated it. */
function ivansFirst(cast: Cast): Tale {
  const { oleg } = cast.people;
  const words = cast.texts.first;
  const at = (time: string): Millis => morning(cast, time);
  return {
    name: 'first',
    start: at('11:20:05'),
    tell: async (book) => {
      const chat = book.chat('first', { ...cast.ivan, facts: { ...cast.ivan.facts, path: '/morning-2' } });
      const other = book.chatOf('invoiced', polina(cast));
      const says = (time: string, text: string) => chat.by(at(time), { type: 'message.post', text });
      const answers = (time: string, text: string) => chat.operator(at(time), oleg, { type: 'message.post', text });
      await says('11:20:05', words.asks);
      await chat.operator(at('11:20:31'), oleg, { type: 'conversation.claim' });
      await answers('11:21:40', words.answer);
      await says('11:24:10', words.orders);
      await answers('11:25:00', words.sends);
      const stray = await answers('11:26:15', words.stray);
      const mistake = await chat.recall(at('11:26:36'), oleg, {
        seq: stray,
        reason: 'wrong_account',
        note: words.mistake,
        also: [other],
      });
      await answers('11:27:20', words.apology);
      await chat.note(at('11:27:25'), oleg, { type: 'incident.tell', incident: mistake, conversation: chat.id });
      await chat.note(at('11:29:40'), oleg, { type: 'incident.tell', incident: mistake, conversation: other.id });
      await says('11:30:05', words.thanks);
      await answers('11:31:10', words.farewell);
      await chat.operator(at('11:33:00'), oleg, { type: 'conversation.close' });
      await chat.by(at('11:33:30'), { type: 'conversation.rate', score: 'good', comment: words.comment });
      const outcome = words.outcome;
      await chat.note(at('11:40:00'), oleg, { type: 'incident.close', incident: mistake, outcome });
      return chat;
    },
  };
}

/** She whose invoice it was: she hears of it from the shop. */
function invoiced(cast: Cast): Tale {
  const { oleg } = cast.people;
  const words = cast.texts.invoiced;
  const at = (time: string): Millis => morning(cast, time);
  return {
    name: 'invoiced',
    start: at('11:16:20'),
    tell: async (book) => {
      const chat = book.chat('invoiced', polina(cast));
      const answers = (time: string, text: string) => chat.operator(at(time), oleg, { type: 'message.post', text });
      await chat.by(at('11:16:20'), { type: 'message.post', text: words.asks });
      await chat.operator(at('11:16:44'), oleg, { type: 'conversation.claim' });
      await answers('11:18:30', words.answer);
      await answers('11:29:35', words.told);
      await chat.by(at('11:31:50'), { type: 'message.post', text: words.thanks });
      await answers('11:32:40', words.farewell);
      await chat.operator(at('11:34:20'), oleg, { type: 'conversation.close' });
      await chat.by(at('11:35:00'), { type: 'conversation.rate', score: 'excellent' });
      return chat;
    },
  };
}
