import { seconds } from '../kernel/policy.ts';
import { type Decision, type Millis, refuse } from '../kernel/types.ts';
import type { PageCommand } from './commands.ts';
import type { PagedWait, PageEvent } from './events.ts';
import { MAX_MORE, MAX_WAITS, type Page } from './state.ts';
import { busyPeople, lapsesAt, type OpenTake, takeOf } from './takes.ts';

/** For whom a page rings: who joins it, what an acknowledgement takes and leaves, who needs nobody any more. */
type Command<T extends PageCommand['type']> = Extract<PageCommand, { type: T }>;

/** Somebody waits past their rung, or a colleague has pressed the alarm. */
export function raise(state: Page, command: Command<'page.raise'>, now: Millis): Decision<PageEvent> {
  const { wait, alarm, holder = null } = command;
  const take = wait && takeOf(state, wait.conversation);
  const isHeld = take && isTheirs(take, holder, now, command.acknowledgedSilent);
  const coming = isHeld ? undefined : wait;
  if (isHeld && !alarm) return { ok: true, events: [] };
  const lapsed = take && !isHeld ? lapse(take, !take.claimed || holder === take.by ? 'silent' : 'gone') : null;
  const behind = lapsed?.why === 'silent' ? take?.by : undefined;
  const brought = bring(state, command, { wait: coming, alarm, behind }, now);
  return { ok: true, events: [...(lapsed ? [lapsed] : []), ...brought] };
}

/**
 * Whether a chat that was taken is its person's still, so that nobody is rung for it: until the claim has succeeded or
 * failed, then as long as the conversation says so; and no longer than one may be silent.
 */
const isTheirs = (take: OpenTake, holder: string | null, now: Millis, silent: number): boolean =>
  now < take.at + seconds(silent) && (!take.claimed || holder === take.by);

const lapse = ({ episode, conversation }: OpenTake, why: 'silent' | 'gone' | 'answered') =>
  ({ type: 'take.ended', episode, conversation, why }) as const;

interface Brought {
  readonly wait: PagedWait | undefined;
  readonly alarm?: Command<'page.raise'>['alarm'] | undefined;
  readonly behind: string | undefined;
}

/** A wait or an alarm comes to the page that rings, without a ring of its own; with none, it raises one. */
function bring(
  state: Page,
  { rhythm, ladder, acknowledgedSilent }: Pick<Command<'page.raise'>, 'rhythm' | 'ladder' | 'acknowledgedSilent'>,
  { wait, alarm, behind }: Brought,
  now: Millis,
): PageEvent[] {
  const whose = behind === undefined ? {} : { behind };
  if (state.status !== 'ringing') {
    const what = { ...(wait && { wait }), ...(alarm && { alarm }), ...whose, silent: acknowledgedSilent };
    return [{ type: 'page.raised', episode: state.episode + 1, rhythm, ladder, ...what }];
  }
  const isNew = wait && !state.waits.some((known) => known.conversation === wait.conversation);
  // Who does not fit is counted, and says so again with each look: more than once a minute writes nothing.
  const isFull = state.waits.length >= MAX_WAITS;
  const joins = isNew && (!isFull || state.more < MAX_MORE || now >= state.countedAt + seconds(COUNT_AGAIN));
  if (!joins && !alarm) return [];
  // An alarm outlives the waits: with it, the page ends only by an acknowledgement. One more is written down, so that it
  // is known when it is sent again.
  return [{ type: 'page.joined', ...(joins && { wait }), ...(alarm && { alarm }), ...whose }];
}

/** "I have it": one chat is theirs; for all others a page rings on, at once, for somebody who has none. */
export function acknowledge(state: Page, command: Command<'page.acknowledge'>, now: Millis): Decision<PageEvent> {
  const { by, episode, takesNone = false, conversation: chosen } = command;
  const earlier = state.takes.find((take) => take.episode === episode);
  if (earlier) return earlier.by === by ? { ok: true, events: [] } : refuse('already_taken', of(earlier));
  if (episode !== state.episode || state.status === 'none' || state.status === 'ended') {
    const { acknowledged, ended } = state;
    return refuse('page_over', acknowledged ? of(acknowledged) : ended ? { at: ended.at } : {});
  }
  if (state.acknowledged)
    return state.acknowledged.by === by ? { ok: true, events: [] } : refuse('already_taken', of(state.acknowledged));

  const wait = takesNone ? null : chosenOf(state, chosen, now);
  const waits = state.waits.filter(({ conversation }) => conversation !== wait?.conversation);
  const taken = wait ? { conversation: wait.conversation, since: wait.since } : { conversation: null };
  const events: PageEvent[] = [{ type: 'page.acknowledged', by, ...taken }];
  const { ladder, rhythm, more } = state;
  if (!takesNone && ladder && (waits.length > 0 || more > 0)) {
    const rest = { waits, more, climbs: ringsOthers(state, by, now) };
    events.push({ type: 'page.raised', episode: episode + 1, rhythm, ladder, rest });
  }
  return { ok: true, events };
}

const of = ({ by, at }: { readonly by: string; readonly at: Millis }) => ({ by, at });

function chosenOf({ waits, alarm }: Page, chosen: string | undefined, now: Millis): PagedWait | null {
  const named = (id: string | undefined): PagedWait | undefined =>
    waits.find(({ conversation }) => conversation === id);
  const about = alarm?.conversation;
  const alarmed = about === undefined ? undefined : (named(about) ?? { conversation: about, since: now });
  return named(chosen) ?? alarmed ?? waits[0] ?? null;
}

/** Whether somebody else who is free has been rung by the last step: their phone rings for whoever is left. */
function ringsOthers(state: Page, by: string, now: Millis): boolean {
  if (!state.sent || state.allBusyUntil !== null) return false;
  const busy = busyPeople(state, now);
  const isRung = (contact: string): boolean => state.rung.includes(contact);
  return state.sends.some(
    ({ person, contact, withheld }) => person !== by && !busy.has(person) && !withheld && isRung(contact),
  );
}

/** Customers who need nobody any more leave the page that rings for them; whoever had taken their chats is free. */
export function settle(state: Page, command: Command<'wait.settle'>, now: Millis): Decision<PageEvent> {
  const { conversations, why, by } = command;
  const events: PageEvent[] = conversations.flatMap((conversation) => {
    const take = takeOf(state, conversation);
    return take ? [lapse(take, take.by === by ? 'answered' : 'gone')] : [];
  });
  if (state.status !== 'ringing') return { ok: true, events };
  const settled = state.waits.filter((wait) => conversations.includes(wait.conversation));
  events.push(...settled.map(({ conversation }) => ({ type: 'wait.settled', conversation }) as const));
  // Who was only counted says so once a minute; for nobody else a page rings on without a name.
  const isCounted = state.more > 0 && now < state.countedAt + seconds(COUNTED_FOR);
  const isEmpty = settled.length === state.waits.length && !state.alarm && !isCounted;
  if (isEmpty && (settled.length > 0 || state.more > 0)) events.push({ type: 'page.ended', why });
  return { ok: true, events };
}

/** A chat that was taken and not answered in time is waited for again; the ladder begins behind who was silent. */
export function endTake(state: Page, command: Command<'take.end'>, now: Millis): Decision<PageEvent> {
  const take = takeOf(state, command.conversation);
  if (!take || take.episode !== command.episode) return { ok: true, events: [] };
  if (command.why === 'gone') return { ok: true, events: [lapse(take, 'gone')] };
  if (now < lapsesAt(take, state)) return { ok: true, events: [] };
  const { conversation, since, by } = take;
  const { rhythm, silent: acknowledgedSilent } = state;
  const page = { rhythm, ladder: command.ladder, acknowledgedSilent };
  return {
    ok: true,
    events: [lapse(take, 'silent'), ...bring(state, page, { wait: { conversation, since }, behind: by }, now)],
  };
}

/** A wait that is only counted is looked at each minute, by the sweep at the latest after 135 s. Seconds. */
const COUNT_AGAIN = 60;
const COUNTED_FOR = 150;
