import { fromText as pendingFrom } from '../../../shared/client/stored.ts';
import type { Ticker } from '../../base/ticker.ts';
import { listen } from '../core/listen.ts';
import type { OpenClient } from '../core/server.ts';
import {
  commandOf,
  fromText,
  type HeldMessage,
  hold,
  holdFor,
  nextRelease,
  type Outgoing,
  release,
  type Split,
  take,
  toText,
} from './logic/held.ts';
import type { DeskModel } from './model.ts';
import { HELD, keep, OUTBOX } from './outbox.ts';

/** Messages on their way out: held for a moment, then commands like any other. */
export interface Outgoings {
  send(message: Outgoing, how: { readonly isFirst: boolean; readonly isFlagged: boolean }): void;
  /** Takes one back (the newest, when none is named); it has not left this machine. Null when it has. */
  undo(id?: string): HeldMessage | null;
  /** Lets one go at once. */
  sendNow(id: string): void;
  /** Sends all at once: the page or the session is about to end. */
  flush(): void;
  stop(): void;
}

interface OutgoingWorld {
  readonly store: Pick<DeskModel, 'heldMessages'>;
  readonly ticker: Ticker;
  readonly local: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  readonly client: OpenClient;
  /** whose these are: `<workspace>.<operator>`, and the tab */
  readonly who: string;
  readonly owner: string;
  newId(): string;
  /** the window: it says when the page goes away, and when another tab has written something down */
  readonly page: EventTarget;
  /** absent where the page is not served securely: then nothing is taken over from other tabs */
  readonly locks?: Pick<LockManager, 'request'>;
}

/** The customer sees typing at least this often, ms, while a message to them is held. */
const TYPING_EVERY = 1_000;

/**
 * Holds messages, and takes over what other tabs of this person left when they ended. A message gets the id of its command
 * and is stored before anything else happens, so that two tabs that send it send the same command.
 */
export function startOutgoing(world: OutgoingWorld): Outgoings {
  const { store, ticker, local, client, who, owner, page, locks } = world;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function change({ held, released }: Split): void {
    const open = client();
    // Nobody is signed in: store them for this person's next console.
    if (!open) {
      keep(local, HELD + owner, toText([...released, ...held]));
      return;
    }
    // The order matters: a message in both the outbox and the store is one command, a message in neither is lost.
    for (const message of released)
      open.command(message.conversation, commandOf(message), 'conversation', { id: message.id, after: null });
    store.heldMessages.value = held;
    keep(local, HELD + owner, toText(held));
    plan();
  }

  function plan(): void {
    clearTimeout(timer);
    const at = nextRelease(store.heldMessages.peek());
    if (at === null) return;
    for (const { conversation } of store.heldMessages.peek()) client()?.hint({ type: 'typing', conversation });
    timer = setTimeout(tick, Math.min(TYPING_EVERY, Math.max(0, at - ticker.now())));
  }
  const tick = (): void => change(release(store.heldMessages.peek(), ticker.now()));

  /** What an ended tab left: its commands go on under their ids, its held messages for the rest of their time. */
  function adopt(from: string): void {
    const open = client();
    if (!open) return;
    const known = new Set([...open.state.conversations.values()].flatMap(({ pending }) => pending.map(({ id }) => id)));
    const left = pendingFrom(local.getItem(OUTBOX + from), () => '').filter(({ id }) => !known.has(id));
    for (const { conversation, command, log, id, after } of left) {
      known.add(id);
      try {
        open.command(conversation, command, log, { id, after });
      } catch {
        // a command of another version of this page, which the server would not know either
      }
    }
    const held = fromText(local.getItem(HELD + from)).filter(({ id }) => !known.has(id));
    if (held.length > 0) change(release([...store.heldMessages.peek(), ...held], ticker.now()));
    keep(local, OUTBOX + from, '');
    keep(local, HELD + from, '');
  }

  const flush = (): void => change({ held: [], released: store.heldMessages.peek() });

  const stopped = new AbortController();
  const asked = new Set([owner]);
  /** Waits for the lock of each other tab of this person: it is free when that tab has ended, and only one tab gets it. */
  function watchOthers(): void {
    if (!locks) return;
    for (let index = 0; index < local.length; index += 1) {
      const key = local.key(index) ?? '';
      const prefix = [OUTBOX, HELD].find((one) => key.startsWith(`${one}${who}.`));
      const from = prefix && key.slice(prefix.length);
      if (!from || asked.has(from)) continue;
      asked.add(from);
      locks
        .request(OUTBOX + from, { signal: stopped.signal }, () => {
          asked.delete(from);
          adopt(from);
        })
        .catch(() => undefined); // stopped before that tab ended
    }
  }
  watchOthers();

  const stops = [
    listen(page, 'storage', watchOthers),
    // The socket may still send them; if not, they are stored.
    listen(page, 'pagehide', flush),
    () => stopped.abort(),
    () => clearTimeout(timer),
  ];

  return {
    send(message, how) {
      const ms = holdFor(how);
      const held: HeldMessage = { ...message, id: world.newId(), until: ticker.now() + ms };
      const split = hold(store.heldMessages.peek(), held);
      change(
        ms === 0 ? { held: split.held.filter((one) => one !== held), released: [...split.released, held] } : split,
      );
    },
    undo(id = store.heldMessages.peek().at(-1)?.id ?? '') {
      const { held, taken } = take(store.heldMessages.peek(), id);
      if (taken) change({ held, released: [] });
      return taken ?? null;
    },
    sendNow(id) {
      const { held, taken } = take(store.heldMessages.peek(), id);
      if (taken) change({ held, released: [taken] });
    },
    flush,
    stop() {
      for (const stop of stops) stop();
    },
  };
}
