import { useEffect, useState } from 'preact/hooks';
import { MAX_QUERY, MIN_QUERY } from '../../../shared/domain/search/search.ts';
import type { SearchConsole } from './console.ts';
import type { ServerFound } from './logic/search.ts';

/** The server is asked when nobody has typed for so long, ms. */
const PAUSE = 300;
/** What takes longer is said to be under way, ms. */
const SLOW = 200;

/** What the server has found of a query in this operator's own chats. */
export interface Earlier {
  readonly chats: ServerFound;
  /** `none`: too short to ask for; `soon`: not asked yet, or not for long; `asking`: for long enough to say so */
  readonly status: 'none' | 'soon' | 'asking' | 'done' | 'offline' | 'failed';
  /** there are chats from before this time, which were not looked through; null: none, or not known yet */
  readonly before: number | null;
  /** one has gone further back, to the very first */
  readonly isAll: boolean;
  /** Looks through those too. */
  further(): void;
}

/** One question: a text, and from where on. */
interface Asked {
  readonly text: string;
  readonly before: number | null;
}
interface Answered extends Asked {
  readonly chats: ServerFound;
  readonly next: number | null;
}

/** Asks the server for a query while it is typed, and drops what belongs to an earlier one. */
export function useEarlier({ store, server }: Pick<SearchConsole, 'store' | 'server'>, query: string): Earlier {
  const text = query.trim().slice(0, MAX_QUERY);
  const isAsked = text.length >= MIN_QUERY;
  const online = store.online.value;
  const [step, setStep] = useState<Asked>({ text: '', before: null });
  const [answer, setAnswer] = useState<Answered | null>(null);
  const [late, setLate] = useState<(Asked & { readonly status: 'asking' | 'failed' }) | null>(null);
  const before = step.text === text ? step.before : null;
  const isMine = (one: Asked | null): boolean => one?.text === text && one.before === before;
  const isDone = isMine(answer);

  useEffect(() => {
    if (!isAsked || !online || isDone) return;
    let isOver = false;
    let slow: ReturnType<typeof setTimeout> | undefined;
    const ask = async (): Promise<void> => {
      slow = setTimeout(() => setLate({ text, before, status: 'asking' }), SLOW);
      const found = await server.request({
        type: 'conversations.search',
        text,
        ...(before !== null && { before }),
      });
      clearTimeout(slow);
      if (isOver) return;
      if (found.type !== 'found') return setLate({ text, before, status: 'failed' });
      setAnswer((last) => ({
        text,
        before,
        chats: [...(before !== null && last?.text === text ? last.chats : []), ...found.chats],
        next: found.before ?? null,
      }));
    };
    // Signed out meanwhile: there is nobody to tell.
    const pause = setTimeout(() => void ask().catch(() => undefined), before === null ? PAUSE : 0);
    return () => {
      isOver = true;
      clearTimeout(pause);
      clearTimeout(slow);
    };
  }, [text, before, online, isAsked, isDone]);

  const known = answer?.text === text ? answer : null;
  const waits = late !== null && isMine(late) ? late.status : 'soon';
  return {
    chats: isAsked && known ? known.chats : [],
    status: !isAsked ? 'none' : isDone ? 'done' : online ? waits : 'offline',
    before: isDone ? (known?.next ?? null) : null,
    isAll: isDone && before !== null && known?.next === null,
    further: () => setStep({ text, before: known?.next ?? null }),
  };
}
