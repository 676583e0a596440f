/** The other tabs of this browser that show the console: a session is theirs too, and ends in all of them. */
export interface Peers {
  /** The session of another tab; null when none has one, or answers in time. */
  ask(): Promise<string | null>;
  /** `held` gives this tab's session to who asks; `over` is called with the id of a session that another tab has signed out of. */
  serve(held: () => string | null, over: (id: string) => void): void;
  /** Tells all others that a session was signed out of. */
  end(id: string): void;
}

/** How long (ms) a new tab waits for another to answer: it is on the same machine, and may be asleep. */
const ANSWERS_WITHIN = 300;

type Said =
  | { readonly type: 'ask' }
  | { readonly type: 'session'; readonly session: string }
  | { readonly type: 'over'; readonly id: string };

/** Tabs of one origin talk by a channel: the session is in no storage that outlives them. */
export function createPeers(channel: Pick<BroadcastChannel, 'postMessage' | 'addEventListener'>): Peers {
  const say = (said: Said): void => channel.postMessage(said);
  const hear = (run: (said: Said) => void): void =>
    channel.addEventListener('message', (event) => run(event.data as Said));
  let answered: ((session: string) => void) | null = null;
  hear((said) => {
    if (said.type === 'session') answered?.(said.session);
  });
  return {
    ask: () =>
      new Promise((resolve) => {
        const done = (session: string | null): void => {
          answered = null;
          resolve(session);
        };
        answered = done;
        setTimeout(() => done(null), ANSWERS_WITHIN);
        say({ type: 'ask' });
      }),
    serve(held, over) {
      hear((said) => {
        const session = said.type === 'ask' ? held() : null;
        if (session !== null) say({ type: 'session', session });
        if (said.type === 'over') over(said.id);
      });
    },
    end: (id) => say({ type: 'over', id }),
  };
}
