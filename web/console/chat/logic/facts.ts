import type { Entry } from '../../../../shared/client/types.ts';
import type { Names } from '../../core/logic/names.ts';
import type { Words } from '../../core/strings-en.ts';
import type { DeskWords } from '../../desk/strings-desk.ts';
import type { FactEvent } from './timeline.ts';

/** What a fact's words need besides the event. */
export interface FactContext {
  readonly words: Words;
  readonly desk: DeskWords['facts'];
  readonly names: Names;
  /** the customer's name */
  readonly customer: string;
  /** `14:05`, or with the day when it is another one */
  when(at: number): string;
}

/** The grey line of a fact, without its time: "Anna joined, 38 s". Null when there is nothing to say. */
export function factText(event: FactEvent, entry: Entry, context: FactContext): string | null {
  const { words, desk, names, customer, when } = context;
  const say = words.facts;
  switch (event.type) {
    case 'conversation.opened':
      return say.opened(customer);
    case 'human.requested':
      if (event.choice === 'wake') return say.askedWake(customer);
      return event.choice === 'morning' ? say.agreedMorning(customer) : say.asked(customer);
    case 'conversation.claimed':
      return joined(event, entry, { say, names });
    case 'conversation.released':
      return event.why === 'absent' ? say.absent(names.operator(event.from)) : say.released(names.operator(event.from));
    case 'clock.stopped': {
      const isKept = event.outcome === 'kept';
      if (event.kind === 'callback') return isKept ? null : desk.callBroken;
      return isKept ? say.kept : say.broken;
    }
    case 'rung.reached':
      return say.after(RUNG[event.act](say), duration(event.after, words));
    case 'everyone.called':
      return say.everyone;
    case 'morning.proposed':
      return say.proposed(event.name ?? names.operator(event.by), when(event.due));
    case 'promise.made':
      return say.promised(when(event.due));
    case 'answer.disputed':
      return say.disputed(customer);
    case 'conversation.closed':
      return say.closed(event.by === 'customer' ? customer : names.operator(event.person));
    case 'conversation.reopened':
      return say.reopened;
    case 'solved.answered':
      return event.solved ? say.solved(customer) : say.unsolved(customer);
    case 'conversation.rated': {
      const text = say.rated(customer, words.scores[event.score]);
      return event.comment ? `${text}. «${event.comment}»` : text;
    }
    case 'review.opened':
      return event.owner === null
        ? say.reviewFree(when(event.due))
        : say.review(names.operator(event.owner), when(event.due));
    case 'review.closed': {
      const text = say.reviewed(event.name ?? names.operator(event.by));
      return event.outcome ? `${text}: ${event.outcome}` : text;
    }
    case 'conversation.snoozed': {
      const who = event.name ?? names.operator(event.by);
      return event.until === null ? desk.snoozedOpen(who, customer) : desk.snoozed(who, when(event.until));
    }
    case 'conversation.woken':
      return event.why === 'person' && event.by !== undefined
        ? desk.wokenBy(names.operator(event.by))
        : (desk.woken[event.why] ?? null);
    case 'callback.offered':
      return desk.offeredCall(event.name ?? names.operator(event.by));
    case 'callback.cancelled':
      return desk.cancelledCall(customer);
    case 'callback.done':
      return desk[event.outcome](event.name ?? names.operator(event.by));
    case 'understanding.answered':
      return event.yes ? desk.understoodYes(customer) : desk.understoodNo(customer);
    case 'incident.opened':
      return desk.incident[event.kind] ?? null;
    case 'incident.told':
      return desk.told;
    case 'incident.closed':
      return event.outcome ? `${desk.settled}: ${event.outcome}` : desk.settled;
    default:
      return null;
  }
}

const RUNG = {
  'nudge.assignee': (say: Words['facts']) => say.assignee,
  'nudge.team': (say: Words['facts']) => say.team,
  'tell.lead': (say: Words['facts']) => say.lead,
  page: (say: Words['facts']) => say.page,
} as const;

function joined(
  event: Extract<FactEvent, { type: 'conversation.claimed' }>,
  entry: Entry,
  { say, names }: { say: Words['facts']; names: Names },
): string {
  const who = event.name ?? names.operator(event.owner);
  if (event.from !== undefined) {
    const took = say.tookOver(who, names.operator(event.from));
    return event.reason === undefined ? took : `${took}: ${event.reason}`;
  }
  const text = event.via === 'page' ? say.joinedByPage(who) : say.joined(who);
  // The wait for a person ended with this: how long it took is the promise that was kept or not.
  const met = entry.events.find((other) => other.type === 'clock.stopped' && other.kind === 'connect');
  return met?.type === 'clock.stopped' ? say.after(text, say.seconds(Math.round((entry.at - met.since) / 1000))) : text;
}

/** A rung's time: seconds up to two minutes, whole minutes above. */
function duration(seconds: number, words: Words): string {
  return seconds < 120 ? words.facts.seconds(seconds) : words.units.minutes(Math.round(seconds / 60));
}
