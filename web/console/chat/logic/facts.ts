import type { Entry } from '../../../../shared/client/types.ts';
import type { WireEvent } from '../../../../shared/protocol/events.ts';
import type { Names } from '../../core/logic/names.ts';
import type { CoreWords } from '../../core/words.en.ts';
import type { ChatWords } from '../words.en.ts';

/** What a fact's words need besides the event. */
export interface FactContext {
  readonly words: Pick<CoreWords, 'scores' | 'units'> & Pick<ChatWords, 'facts'>;
  readonly names: Names;
  /** the customer's name */
  readonly customer: string;
  /** `14:05`, or with the day when it is another one */
  when(at: number): string;
}

type EventOf<T extends WireEvent['type']> = Extract<WireEvent, { readonly type: T }>;
/** Says an event in words. Null: this one says nothing that does not stand elsewhere. */
type Telling<T extends WireEvent['type']> = (
  event: EventOf<T>,
  context: FactContext,
  entry: Entry,
  since?: number,
) => string | null;

/** What each event is in the grey lines; `silent`: a line of its own kind says it, or nobody needs it here. */
const FACTS: { readonly [T in WireEvent['type']]: Telling<T> | 'silent' } = {
  'message.posted': 'silent',
  'message.recalled': 'silent',
  'message.withdrawn': 'silent',
  'note.posted': 'silent',
  'clock.started': 'silent',
  'understanding.proposed': 'silent',
  'callback.requested': 'silent',
  'conversation.opened': (_, { words, customer }) => words.facts.opened(customer),
  'human.requested': ({ choice }, { words, customer }) => {
    if (choice === 'wake') return words.facts.askedWake(customer);
    return choice === 'morning' ? words.facts.agreedMorning(customer) : words.facts.asked(customer);
  },
  'conversation.claimed': joined,
  'conversation.released': ({ why, from }, { words, names }) =>
    why === 'absent' ? words.facts.absent(names.operator(from)) : words.facts.released(names.operator(from)),
  'clock.stopped': ({ outcome, kind }, { words }) => {
    const isKept = outcome === 'kept';
    if (kind === 'callback') return isKept ? null : words.facts.callBroken;
    return isKept ? words.facts.kept : words.facts.broken;
  },
  'rung.reached': ({ act, after }, { words }, entry, since) => {
    const text = RUNG[act](words.facts);
    if (after < 0) return words.facts.before(text, duration(-after, words));
    // `after` is what the policy says; what the customer waited is longer: the time to choose comes first, and a look can be late.
    return words.facts.after(
      text,
      duration(since === undefined ? after : Math.round((entry.at - since) / 1000), words),
    );
  },
  'everyone.called': (_, { words }) => words.facts.everyone,
  'everyone.busy': (_, { words }) => words.facts.everyoneBusy,
  'conversation.tagged': ({ name, by, label }, { words, names }) =>
    label === null ? null : words.facts.tagged(name ?? names.operator(by), label),
  'conversation.untagged': ({ name, by, label }, { words, names }) =>
    label === null ? null : words.facts.untagged(name ?? names.operator(by), label),
  'morning.proposed': ({ name, by, due }, { words, names, when }) =>
    words.facts.proposed(name ?? names.operator(by), when(due)),
  'promise.made': ({ due }, { words, when }) => words.facts.promised(when(due)),
  'answer.disputed': (_, { words, customer }) => words.facts.disputed(customer),
  'conversation.closed': ({ by, person }, { words, names, customer }) =>
    words.facts.closed(by === 'customer' ? customer : names.operator(person)),
  'conversation.reopened': (_, { words }) => words.facts.reopened,
  'solved.answered': ({ solved }, { words, customer }) =>
    solved ? words.facts.solved(customer) : words.facts.unsolved(customer),
  'conversation.rated': ({ score, comment }, { words, customer }) => {
    const text = words.facts.rated(customer, words.scores[score]);
    return comment ? `${text}. «${comment}»` : text;
  },
  'review.opened': ({ owner, due }, { words, names, when }) =>
    owner === null ? words.facts.reviewFree(when(due)) : words.facts.review(names.operator(owner), when(due)),
  'review.closed': ({ name, by, outcome }, { words, names }) => {
    const text = words.facts.reviewed(name ?? names.operator(by));
    return outcome ? `${text}: ${outcome}` : text;
  },
  'conversation.snoozed': ({ name, by, until }, { words, names, customer, when }) => {
    const who = name ?? names.operator(by);
    return until === null ? words.facts.snoozedOpen(who, customer) : words.facts.snoozed(who, when(until));
  },
  'conversation.woken': ({ why, by }, { words, names }) =>
    why === 'person' && by !== undefined ? words.facts.wokenBy(names.operator(by)) : (words.facts.woken[why] ?? null),
  'callback.offered': ({ name, by }, { words, names }) => words.facts.offeredCall(name ?? names.operator(by)),
  'callback.cancelled': (_, { words, customer }) => words.facts.cancelledCall(customer),
  'callback.done': ({ outcome, name, by }, { words, names }) => words.facts[outcome](name ?? names.operator(by)),
  'understanding.answered': ({ yes }, { words, customer }) =>
    yes ? words.facts.understoodYes(customer) : words.facts.understoodNo(customer),
  'incident.opened': ({ kind }, { words }) => words.facts.incident[kind] ?? null,
  'incident.told': (_, { words }) => words.facts.told,
  'incident.closed': ({ outcome }, { words }) => (outcome ? `${words.facts.settled}: ${outcome}` : words.facts.settled),
};

/**
 * The grey line of a fact, without its time: "Anna joined after 38 s". Null when there is nothing to say.
 * @param since of a step of a wait: since when the customer had waited, if that was loaded
 */
export function factText(event: WireEvent, entry: Entry, context: FactContext, since?: number): string | null {
  // The table has a telling for just this type: TypeScript does not follow that through the union.
  const fact = FACTS[event.type] as Telling<WireEvent['type']> | 'silent';
  return fact === 'silent' ? null : fact(event, context, entry, since);
}

const RUNG = {
  'nudge.assignee': (say: ChatWords['facts']) => say.assignee,
  'nudge.team': (say: ChatWords['facts']) => say.team,
  'tell.lead': (say: ChatWords['facts']) => say.lead,
  page: (say: ChatWords['facts']) => say.page,
} as const;

function joined(event: EventOf<'conversation.claimed'>, { words, names }: FactContext, entry: Entry): string {
  const say = words.facts;
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
function duration(seconds: number, words: FactContext['words']): string {
  return seconds < 120 ? words.facts.seconds(seconds) : words.units.minutes(Math.round(seconds / 60));
}
