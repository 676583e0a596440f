import type { Commit } from '../kernel/log.ts';
import type { Millis } from '../kernel/types.ts';
import type { ContactKind } from './contact.ts';
import type { PagedWait, PageEvent, Send } from './events.ts';
import type { Page } from './state.ts';

/** A page's story: its log as lines that a person can read in the morning. Ids only; names and sentences are the screen's. */

export type StoryWhat =
  | 'raised'
  | 'joined'
  | 'alarm'
  | 'rang'
  | 'failed'
  | 'delivered'
  | 'undelivered'
  | 'nobody'
  | 'passed'
  /** somebody asked for more people */
  | 'widened'
  /** everybody who can be reached had a chat */
  | 'busy'
  /** who took a chat did not answer in time */
  | 'silent'
  | 'acknowledged'
  | 'claimed'
  | 'settled'
  | 'woken'
  | 'ended';

/** A story names so many of those who waited, the longest first. */
const MAX_NAMED = 20;

export interface StoryLine {
  readonly at: Millis;
  readonly what: StoryWhat;
  /** whom it is about: who was rung, who pressed */
  readonly people: string[];
  readonly step?: number;
  readonly kinds?: ContactKind[];
  readonly conversation?: string;
  /** why it ended; of `woken`, the specialist's ladder */
  readonly why?: string;
}

export interface PageStory {
  readonly ladder: string;
  readonly episode: number;
  readonly status: 'ringing' | 'acknowledged' | 'ended';
  readonly raisedAt: Millis;
  readonly acknowledged: { readonly by: string; readonly at: Millis } | null;
  readonly endedAt: Millis | null;
  /** a colleague's words with the alarm */
  readonly reason?: string;
  /** whom it rang for, the oldest; `waited`: seconds until a person took the page, or the wait; null: waits on */
  readonly waits: { readonly conversation: string; readonly name: string; readonly waited: number | null }[];
  /** waits beyond those named */
  readonly more: number;
  /** how often somebody was rung: each person counts once a step, by however many contacts */
  readonly rings: number;
  readonly lines: StoryLine[];
}

/** What the log does not say by itself. */
export interface StoryContext {
  /** how the customer of a conversation is called; empty when that is not known */
  nameOf(conversation: string): string;
  /** undefined for a contact that has been removed since */
  kindOf(contact: string): ContactKind | undefined;
}

export type PageCommit = Commit<PageEvent, Page>;

/**
 * The story of one episode, from the commits of its ladder's log, oldest first; those of other episodes are passed over.
 * The beginning may be missing from what was read: the story then begins later. Null when the episode is not in it at all.
 */
export function storyOf(
  ladder: string,
  episode: number,
  commits: readonly PageCommit[],
  context: StoryContext,
): PageStory | null {
  const own = commits.filter(({ state }) => state.episode === episode);
  const [first, last] = [own[0], own.at(-1)];
  if (!first || !last || last.state.status === 'none') return null;
  const told = commits.flatMap((commit) => eventsOf(episode, commit));
  const taken = told.find(({ event }) => event.type === 'page.acknowledged');
  const acknowledged =
    taken?.event.type === 'page.acknowledged' ? { by: taken.event.by, at: taken.at } : last.state.acknowledged;
  // What a carrier says of a ring comes up to days later, when another page may stand in the log.
  const reports = commits.flatMap(({ events, at }) =>
    events.flatMap((event) => (event.type === 'ring.reported' && event.episode === episode ? [{ event, at }] : [])),
  );
  const said = new Set<string>();
  const lines = [
    ...told.flatMap(({ event, at }) =>
      event.type === 'ring.reported' ? [] : linesOf(event, at, told, acknowledged, context),
    ),
    ...reports.flatMap(({ event: { result, person, step, contact }, at }) => {
      // Carriers hand their reports over at least once.
      const report = `${step} ${contact} ${result}`;
      if (said.has(report)) return [];
      said.add(report);
      const kind = context.kindOf(contact);
      return [{ at, what: result, people: [person], step, ...(kind && { kinds: [kind] }) } satisfies StoryLine];
    }),
  ].sort((a, b) => a.at - b.at);

  const { raisedAt, more } = last.state;
  const endedAt = told.find(({ event }) => event.type === 'page.ended')?.at ?? last.state.ended?.at ?? null;
  const waits = waitsOf(first.state, told);
  const named = waits.slice(0, MAX_NAMED);
  const reason = own.find(({ events, body }) => body.text !== undefined && events.some((event) => 'alarm' in event));
  return {
    ladder,
    episode,
    status: endedAt !== null ? 'ended' : acknowledged ? 'acknowledged' : 'ringing',
    raisedAt,
    acknowledged,
    endedAt,
    ...(reason?.body.text !== undefined && { reason: reason.body.text }),
    waits: named.map(({ conversation, since }) => {
      const until = takenAt(conversation, told, { acknowledged, endedAt });
      return {
        conversation,
        name: context.nameOf(conversation),
        waited: until === null ? null : Math.max(0, Math.round((until - since) / 1000)),
      };
    }),
    more: Math.max(more, waits.length - named.length),
    rings: lines.reduce((sum, { what, people }) => (what === 'rang' ? sum + people.length : sum), 0),
    lines,
  };
}

interface Told {
  readonly event: PageEvent;
  readonly at: Millis;
}

/**
 * What a commit says of an episode. One that acknowledges a page raises the next one for whoever is left: it belongs to
 * both. What becomes of a chat that was taken belongs to the page it was taken from, however late.
 */
function eventsOf(episode: number, { events, at, state }: PageCommit): Told[] {
  const raised = events.find((event) => event.type === 'page.raised');
  let current = raised?.type === 'page.raised' ? raised.episode - 1 : state.episode;
  return events.flatMap((event) => {
    if (event.type === 'page.raised') current = event.episode;
    const own = event.type === 'take.ended' || event.type === 'page.claimed' ? event.episode : undefined;
    return (own ?? current) === episode ? [{ event, at }] : [];
  });
}

function linesOf(
  event: PageEvent,
  at: Millis,
  told: readonly Told[],
  acknowledged: PageStory['acknowledged'],
  context: StoryContext,
): StoryLine[] {
  switch (event.type) {
    case 'page.raised':
    case 'page.joined': {
      const what = event.type === 'page.raised' ? 'raised' : 'joined';
      const alarm: StoryLine[] = event.alarm
        ? [{ at, what: 'alarm', people: [event.alarm.by], ...conversationOf(event.alarm) }]
        : [];
      // An alarm that joins is no customer who waits.
      const isJoinOfAlarm = what === 'joined' && !event.wait;
      const line: StoryLine = { at, what, people: [], ...conversationOf(event.wait) };
      return isJoinOfAlarm ? alarm : [line, ...alarm];
    }
    case 'step.begun': {
      const { step, sends } = event;
      if (sends.length === 0) return [{ at, what: 'nobody', people: [], step }];
      const failed = failuresOf(step, told);
      return byKinds(
        sends.filter(({ contact, withheld }) => !withheld && !failed.includes(contact)),
        { at, what: 'rang', step },
        context,
      );
    }
    case 'step.sent': {
      const { step, failed } = event;
      if (failed.length === 0) return [];
      const sends = told.flatMap(({ event: begun }) =>
        begun.type === 'step.begun' && begun.step === step ? begun.sends : [],
      );
      return byKinds(
        sends.filter(({ contact }) => failed.includes(contact)),
        { at, what: 'failed', step },
        context,
      );
    }
    case 'page.passed':
      return [{ at, what: 'passed', people: [event.by] }];
    case 'page.acknowledged':
      return [{ at, what: 'acknowledged', people: [event.by] }];
    case 'page.claimed': {
      const people = acknowledged ? [acknowledged.by] : [];
      return event.conversation === null ? [] : [{ at, what: 'claimed', people, conversation: event.conversation }];
    }
    case 'page.widened':
      return [{ at, what: 'widened', people: [event.by] }];
    case 'step.deferred':
      return [{ at, what: 'busy', people: [] }];
    case 'take.ended':
      return event.why === 'silent' && acknowledged
        ? [{ at, what: 'silent', people: [acknowledged.by], conversation: event.conversation }]
        : [];
    case 'wait.settled':
      return [{ at, what: 'settled', people: [], conversation: event.conversation }];
    case 'specialist.woken':
      return [{ at, what: 'woken', people: [event.by], why: event.ladder }];
    case 'page.ended':
      return [{ at, what: 'ended', people: [], why: event.why }];
    case 'step.resumed':
    case 'page.told':
    case 'ring.reported':
      return [];
  }
}

const conversationOf = (of: { readonly conversation?: string } | undefined): Pick<StoryLine, 'conversation'> =>
  of?.conversation === undefined ? {} : { conversation: of.conversation };

const failuresOf = (step: number, told: readonly Told[]): readonly string[] =>
  told.flatMap(({ event }) => (event.type === 'step.sent' && event.step === step ? event.failed : []));

/** A line for those who were rung by the same kinds of contacts: a step that rings everyone is one line, mostly. */
function byKinds(
  sends: readonly Send[],
  line: Pick<StoryLine, 'at' | 'what' | 'step'>,
  { kindOf }: StoryContext,
): StoryLine[] {
  const kindsOf = (person: string): ContactKind[] =>
    [...new Set(sends.filter((send) => send.person === person).flatMap(({ contact }) => kindOf(contact) ?? []))].sort();
  const groups = Map.groupBy(new Set(sends.map(({ person }) => person)), (person) => kindsOf(person).join());
  return [...groups.values()].map((people) => {
    const kinds = kindsOf(people[0] ?? '');
    return { ...line, people, ...(kinds.length > 0 && { kinds }) };
  });
}

/** All waits that it rang for, the longest first, each once. */
function waitsOf(first: Page, told: readonly Told[]): readonly PagedWait[] {
  const waits = new Map(first.waits.map((wait) => [wait.conversation, wait]));
  for (const { event } of told)
    if (event.type === 'page.raised' || event.type === 'page.joined') {
      const rest = event.type === 'page.raised' ? (event.rest?.waits ?? []) : [];
      for (const wait of [...rest, ...(event.wait ? [event.wait] : [])]) waits.set(wait.conversation, wait);
    }
  return [...waits.values()].sort((a, b) => a.since - b.since);
}

/** When a person took it: the wait by itself, or the whole page. */
function takenAt(
  conversation: string,
  told: readonly Told[],
  { acknowledged, endedAt }: Pick<PageStory, 'acknowledged' | 'endedAt'>,
): Millis | null {
  const settled = told.find(({ event }) => event.type === 'wait.settled' && event.conversation === conversation);
  const taken = told.find(({ event }) => event.type === 'page.acknowledged');
  // An acknowledgement takes one chat; of the others the next page tells.
  if (taken?.event.type === 'page.acknowledged' && taken.event.conversation != null)
    return settled?.at ?? (taken.event.conversation === conversation ? taken.at : null);
  return settled?.at ?? acknowledged?.at ?? endedAt;
}
