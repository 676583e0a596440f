import { effect } from '@preact/signals';
import type { OpenClient } from '../core/server.ts';
import type { SessionModel } from '../core/session.ts';
import type { TagsModel } from './model.ts';

type Store = Pick<SessionModel, 'cards' | 'client'> & TagsModel;

/** The list is a projection: a tag that was put on just now is asked for again after so long, in ms. */
const SETTLES = [0, 2_000, 8_000] as const;

/**
 * Asks for the workspace's tags when a row shows one whose words are not known yet: at the first such row, and when a
 * colleague has made a new one. Returns how to stop.
 */
export function followTags(store: Store, client: OpenClient): () => void {
  const timers = new Set<ReturnType<typeof setTimeout>>();
  const asked = new Set<string>();

  const unknown = (): readonly string[] => {
    const known = new Set(store.tags.peek().map(({ tag }) => tag));
    return [...store.cards.value.values()].flatMap(({ tags = [] }) => tags).filter((tag) => !known.has(tag));
  };
  async function ask(): Promise<void> {
    if (unknown().length === 0) return;
    // Without an answer (offline, signed out meanwhile) the next row that shows an unknown tag asks again.
    const answer = await client()
      ?.request({ type: 'tags' })
      .catch(() => null);
    if (answer?.type === 'tags') store.tags.value = answer.tags;
  }
  const stop = effect(() => {
    const fresh = unknown().filter((tag) => !asked.has(tag));
    if (fresh.length === 0 || !store.client.value?.welcome) return;
    for (const tag of fresh) asked.add(tag);
    for (const after of SETTLES) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        void ask();
      }, after);
      timers.add(timer);
    }
  });
  return () => {
    stop();
    for (const timer of timers) clearTimeout(timer);
  };
}
