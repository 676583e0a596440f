import type { Connection, CustomerState, Pending } from '../../../shared/client/types.ts';
import type { WireCustomerView } from '../../../shared/protocol/events.ts';

/** Whom the customer waits for, and what the person bar offers. A person is one tap away in each of them (invariant 4). */
export type Situation =
  /** nobody is owed anything: one button; `alone`: nobody is available, so two */
  | { readonly kind: 'quiet'; readonly alone: boolean }
  /** a message waits and nobody is available: wake someone, or by the morning */
  | { readonly kind: 'choice' }
  /**
   * a person is being called; `ringing`: by a phone that rings; `everyone`: all of them do, and nobody has come yet;
   * `busy`: all of them are with other customers; `queued`: the call itself has not gone out
   */
  | {
      readonly kind: 'calling';
      readonly since: number;
      readonly ringing: boolean;
      readonly everyone: boolean;
      readonly busy: boolean;
      readonly queued: boolean;
    }
  /** a lead took the page and comes */
  | { readonly kind: 'coming'; readonly name: string | null; readonly since: number }
  /** whoever took it asks whether the morning will do; its "no" is the way to a person */
  | { readonly kind: 'proposed'; readonly name: string | null; readonly due: number }
  /** a person is here; `waiting`: since when for an answer */
  | { readonly kind: 'joined'; readonly name: string; readonly waiting: number | null }
  /** an answer is promised: the card in the log says it, and a person can still be called */
  | { readonly kind: 'promised' }
  | { readonly kind: 'finished' };

export type View = NonNullable<WireCustomerView>;

export interface Facts {
  readonly view: View | null;
  readonly pending: readonly Pending[];
  readonly connection: Connection;
  /** false only when the server has said so */
  readonly staffed: boolean;
  /** what to add to local times (of what was queued here) */
  readonly offset: number;
}

/** What a customer's own unacknowledged commands will lead to, so that a tap is seen at once. */
function expected(view: View | null, pending: readonly Pending[], offset: number): View | null {
  return pending.reduce<View | null>((now, { command, queuedAt }) => {
    const base: View = now ?? NOTHING;
    const at = queuedAt + offset;
    const wait = base.wait ?? { kind: 'connect', since: at, asked: false, paged: false };
    switch (command.type) {
      case 'human.request':
        if (command['choice'] === 'morning') return { ...base, status: 'open', wait: null, proposed: null };
        return {
          ...base,
          status: 'open',
          owner: null,
          coming: null,
          proposed: null,
          promise: null,
          wait: { ...wait, kind: 'connect', asked: true },
        };
      case 'message.post':
        if (base.promise !== null || base.wait) return { ...base, status: 'open' };
        return { ...base, status: 'open', wait: { ...wait, kind: base.owner ? 'reply' : 'connect' } };
      case 'answer.dispute':
        return { ...base, answered: false, wait: { ...wait, kind: base.owner ? 'reply' : 'connect' } };
      case 'solved.answer':
        return { ...base, solved: command['solved'] === true };
      case 'conversation.rate':
        return { ...base, rated: command['score'] as View['rated'] };
      case 'conversation.close':
        return { ...base, status: 'closed', owner: null, wait: null, promise: null, proposed: null, solved: null };
      default:
        return now;
    }
  }, view);
}

const NOTHING: View = {
  status: 'none',
  owner: null,
  coming: null,
  wait: null,
  promise: null,
  proposed: null,
  answered: false,
  solved: null,
  rated: null,
};

/** The view the panel draws from: what the server said last, and what is on its way. */
export const viewOf = (facts: Facts): View => expected(facts.view, facts.pending, facts.offset) ?? NOTHING;

export function situationOf(view: View, { pending, connection, staffed }: Facts): Situation {
  if (view.status === 'closed') return { kind: 'finished' };
  const name = view.ownerName ?? null;
  if (view.proposed !== null && view.wait) return { kind: 'proposed', name, due: view.proposed };
  if (view.owner !== null) {
    if (view.coming !== null) return { kind: 'coming', name, since: view.wait?.since ?? view.coming };
    if (name !== null) return { kind: 'joined', name, waiting: view.wait?.since ?? null };
  }
  if (view.wait) {
    const { since, asked, paged, everyone = false, busy = false } = view.wait;
    if (!staffed && !asked && !paged) return { kind: 'choice' };
    const isCall = ({ command }: Pending): boolean =>
      command.type === 'human.request' || command.type === 'message.post';
    const queued = connection.status !== 'online' && pending.some(isCall);
    return { kind: 'calling', since, ringing: paged || !staffed, everyone, busy, queued };
  }
  if (view.promise !== null) return { kind: 'promised' };
  return { kind: 'quiet', alone: !staffed };
}

/** Which words stand beside the cup: they change at 40, 70 and 100 % of the target. */
export type Stage = 'early' | 'searching' | 'team' | 'late';

export function stageOf(since: number, now: number, target: number): Stage {
  const part = (now - since) / (target * 1000);
  return part < 0.4 ? 'early' : part < 0.7 ? 'searching' : part < 1 ? 'team' : 'late';
}

/** What of the client's state a situation depends on, for one conversation. */
export function factsOf(state: CustomerState | null, conversation: string | null): Facts {
  const copy = conversation === null ? undefined : state?.conversations.get(conversation);
  return {
    view: copy?.log.view ?? null,
    pending: copy?.pending ?? [],
    connection: state?.connection ?? { status: 'connecting', since: 0, attempt: 0 },
    staffed: state?.welcome ? state.staffed : true,
    offset: state?.offset ?? 0,
  };
}
