import { useRef, useState } from 'preact/hooks';
import { beforeSend, type Hint } from '../../../shared/domain/desk/before-send.ts';
import type { HintsSeen } from '../../../shared/domain/desk/hint-rules.ts';
import type { DeskConsole } from './console.ts';
import { useDesk } from './console.ts';
import { noteHint, takeHints } from './hints.ts';
import { sendContext } from './logic/before-send.ts';
import type { Draft } from './logic/draft.ts';

type Stop = Exclude<Hint, { readonly level: 'offer' }>;

/** How a text may go out. */
interface Passed {
  /** over a hint: it is held for longer */
  readonly isFlagged: boolean;
  /** what came up while it was written; absent when there was nothing */
  readonly hints?: HintsSeen;
}

/** The one place for hints about what is being written in a chat, for every field that goes to its customer. */
export function useHints(conversation: string, customer: string) {
  const { store, ticker } = useDesk();
  const [hint, setHint] = useState<Stop | null>(null);
  /** what came before the field was there has been seen with it */
  const editedAt = useRef(ticker.now());
  const check = (draft: Draft, confirmed = false): readonly Hint[] =>
    beforeSend({ ...draft, confirmed }, contextOf(store, conversation, customer, editedAt.current, ticker.now()));
  return {
    /** the one that is shown */
    hint,
    /** a time in the text that could be promised */
    offer: (draft: Draft): Hint | undefined => check(draft).find(({ level }) => level === 'offer'),
    edited(): void {
      setHint(null);
      editedAt.current = ticker.now();
    },
    /** Null when a hint stands in the way, and is shown now; the same key again sends what was only a soft one. */
    pass(draft: Draft, confirmed = false): Passed | null {
      const worst = check(draft, confirmed).find((one): one is Stop => one.level !== 'offer');
      if (worst && (worst.level === 'hard' || worst.rule !== hint?.rule)) {
        noteHint(store, conversation, worst.rule);
        setHint(worst);
        return null;
      }
      if (worst) noteHint(store, conversation, worst.rule, 'overridden');
      if (confirmed) noteHint(store, conversation, 'elsewhere', 'overridden');
      const hints = takeHints(store, conversation);
      return { isFlagged: worst !== undefined || confirmed, ...(hints && { hints }) };
    },
  };
}

/** What the hints look at: this chat, and the others that are open on this desk. */
function contextOf(store: DeskConsole['store'], conversation: string, customer: string, editedAt: number, now: number) {
  const copies = store.client.peek()?.conversations;
  const cards = store.cards.peek();
  const chat = (id: string, name = cards.get(id)?.name) => ({ conversation: id, name, copy: copies?.get(id) ?? null });
  const others = [...cards.values()]
    .filter(({ conversation: id, bucket }) => id !== conversation && bucket !== 'closed' && bucket !== 'review')
    .map(({ conversation: id }) => chat(id));
  const team = store.people.peek().map(({ name }) => name);
  const own = chat(conversation, store.card.peek()?.name);
  return sendContext({ conversation, customer, chat: own, others, team, editedAt, now });
}
