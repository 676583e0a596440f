import { cardOf, lastOf } from '../domain/conversation/card.ts';
import type { Conversation } from '../domain/conversation/state.ts';
import type { ServerPush } from '../protocol/pushes.ts';
import { ask } from './asks.ts';
import type { AnyCommit, Card } from './model.ts';
import { copyOf, newAskId, patch, show, type Turn } from './turn.ts';

type InboxPush = Extract<ServerPush, { type: 'inbox' }>;

const setInbox = (turn: Turn, part: Partial<Turn['core']['inbox']>): void =>
  patch(turn, { inbox: { ...turn.core.inbox, ...part } });
const setCards = (turn: Turn, cards: ReadonlyMap<string, Card>): void =>
  show(turn, { inbox: { ...turn.core.state.inbox, cards } });

/** The card with what a push leaves out kept; one older than what is held, or as old, changes only what was unknown. */
function merge(held: Card | undefined, card: Card): Card {
  if (!held) return card;
  return card.seq > held.seq ? { ...held, ...card } : { ...card, ...held };
}

/** The stream brings a commit to the projection within seconds; a card that was pushed meanwhile must not vanish. */
const RECENT_MS = 30_000;
const lately = (turn: Turn) => turn.core.inbox.recent.filter(({ at }) => turn.now - at < RECENT_MS);

/** A card of the whole inbox may be older than what this client saw itself. */
function freshest(turn: Turn, card: Card): Card {
  const held = turn.core.state.inbox.cards.get(card.conversation);
  if (held && held.seq > card.seq) return { ...card, ...held };
  const view = copyOf(turn.core, card.conversation)?.log.view as Conversation | null | undefined;
  return view && turn.core.watched.has(card.conversation) && view.moved.seq >= card.seq
    ? { ...card, ...cardOf(card.conversation, view) }
    : card;
}

export function onInbox(turn: Turn, { cards, whole, more, id }: InboxPush): void {
  if (!whole) {
    const merged = new Map(turn.core.state.inbox.cards);
    for (const card of cards) merged.set(card.conversation, merge(merged.get(card.conversation), card));
    setCards(turn, merged);
    setInbox(turn, { recent: [...lately(turn), ...cards.map((card) => ({ card, at: turn.now }))] });
    return;
  }
  const partsId = id ?? '';
  const before = turn.core.inbox.parts?.id === partsId ? turn.core.inbox.parts.cards : [];
  const all = [...before, ...cards];
  if (more) {
    setInbox(turn, { parts: { id: partsId, cards: all } });
    return;
  }
  const fresh = new Map(all.map((card) => [card.conversation, freshest(turn, card)]));
  for (const { card } of lately(turn)) fresh.set(card.conversation, merge(fresh.get(card.conversation), card));
  setInbox(turn, { parts: null });
  show(turn, { inbox: { cards: fresh, loaded: true, asOf: turn.now + turn.core.state.offset } });
}

/** Commits show their card's present state, sooner than the projection; each once and only forward. */
export function refreshCard(turn: Turn, conversation: string, commits: readonly AnyCommit[]): void {
  const { commits: seen } = turn.core.inbox;
  const held = turn.core.state.inbox.cards.get(conversation);
  const fresh = commits.filter(({ seq }) => seq > (seen.get(conversation) ?? 0));
  const last = fresh.at(-1);
  if (!last?.view) return;
  const card = cardOf(conversation, last.view as Conversation);
  if (held && card.seq < held.seq) return;
  const events = fresh.flatMap((commit) => commit.events);
  const said = events.findLast((event) => event.type === 'message.posted');
  const opened = events.find((event) => event.type === 'conversation.opened');
  const happened = fresh.findLast((commit) => lastOf(commit.events) !== null);
  const kind = happened && lastOf(happened.events);
  const refreshed: Card = {
    ...held,
    ...card,
    ...(said && { preview: said.text?.slice(0, PREVIEW) ?? null, previewBy: said.by }),
    ...(happened && kind && { last: { kind, at: happened.at } }),
    ...(opened?.name !== undefined && { name: opened.name }),
  };
  setInbox(turn, { commits: new Map(seen).set(conversation, last.seq) });
  setCards(turn, new Map(turn.core.state.inbox.cards).set(conversation, refreshed));
}
/** characters of a message that a card shows, as the server cuts it */
const PREVIEW = 120;

/** Asks for the whole inbox on a new socket, if it is watched and not being asked for. */
export function watchInbox(turn: Turn): void {
  const { inbox, asks } = turn.core;
  if (!inbox.isWatched || [...asks.values()].some((open) => open.frame?.type === 'inbox.watch')) return;
  setInbox(turn, { parts: null });
  ask(turn, 'inbox', { kind: 'request', id: newAskId(turn, 'i'), frame: { type: 'inbox.watch' } });
}
