import { effect } from '@preact/signals';
import type { Ticker } from '../../base/ticker.ts';
import type { SessionModel } from '../core/session.ts';
import type { InboxModel } from './model.ts';

type Store = Pick<SessionModel, 'cards' | 'client' | 'targets'> & Pick<InboxModel, 'today'>;

import { joinedSince } from './logic/today.ts';

/** Keeps today's figures: what `welcome` said, and what this console has seen since. Returns how to stop. */
export function startToday(store: Store, ticker: Ticker): () => void {
  let cards = store.cards.peek();
  let welcomed: string | null = null;
  return effect(() => {
    const after = store.cards.value;
    const welcome = store.client.value?.welcome;
    const before = cards;
    cards = after;
    if (!welcome) {
      store.today.value = null;
    } else if (welcome.id !== welcomed) {
      store.today.value = welcome.today ?? null;
    } else {
      const today = store.today.peek() ?? { joined: 0, inTime: 0 };
      const more = joinedSince(before, after, ticker.now(), store.targets.peek().connect);
      if (more.joined > 0)
        store.today.value = { joined: today.joined + more.joined, inTime: today.inTime + more.inTime };
    }
    welcomed = welcome?.id ?? null;
  });
}
