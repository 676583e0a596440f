import type { Client, OperatorState } from '../../../shared/client/types.ts';
import { newId } from '../core/new-id.ts';
import type { OpenClient } from '../core/server.ts';
import type { WithOutgoings } from '../desk/chat-commands.ts';
import { createOutbox } from '../desk/outbox.ts';
import type { Outgoings } from '../desk/outgoing.ts';
import type { World } from './world.ts';

/** The connection of who is signed in, and what is on its way out over it. */
export interface Connection {
  readonly client: OpenClient;
  readonly outgoing: WithOutgoings;
  connect(): void;
  disconnect(): void;
  /** Lets go of all that is held: nobody will be here to take it back. */
  flush(): void;
  stop(): void;
}

type Needs = Pick<World, 'store' | 'ticker' | 'auth' | 'local' | 'createClient'>;

/** @param connected called each time somebody has been connected */
export function createConnection(world: Needs, connected: () => void): Connection {
  const { store, ticker, auth, local } = world;
  const outbox = createOutbox(local, newId());
  let client: Client<OperatorState> | null = null;
  let loading: Promise<Outgoings> | null = null;
  let ready: Outgoings | null = null;

  function disconnect(): void {
    client?.stop();
    client = null;
    store.client.value = null;
  }

  function connect(): void {
    const opened = world.createClient({ ticket: () => auth.ticket(), storage: outbox.storage });
    client = opened;
    store.client.value = opened.state;
    store.signIn.value = { status: 'in' };
    carry(opened.state);
    opened.subscribe((state) => {
      if (client !== opened) return;
      ticker.setOffset(state.offset);
      if (state.connection.status === 'stopped') {
        const { code } = state.connection;
        disconnect();
        auth.forget();
        store.signIn.value = { status: 'out', code };
        return;
      }
      store.client.value = state;
      carry(state);
    });
    opened.start();
    opened.request({ type: 'inbox.watch' }).catch(() => undefined); // stopped before it was answered
    connected();
  }

  /** Once the server has said who is here: loads what they, or an earlier tab of theirs, have on its way out. */
  function carry({ welcome }: OperatorState): void {
    if (!welcome || loading) return;
    const who = `${welcome.workspace.id}.${welcome.me.id}`;
    outbox.own(who);
    const owner = outbox.owner ?? '';
    loading = import('../desk/outgoing.ts').then(({ startOutgoing }) => {
      ready = startOutgoing({
        store,
        ticker,
        local,
        client: () => client,
        who,
        owner,
        newId,
        page: window,
        ...(navigator.locks && { locks: navigator.locks }),
      });
      return ready;
    });
  }

  return {
    client: () => client,
    outgoing(run) {
      // In the order of the calls: what is let go now stands before what is asked for next.
      if (ready) run(ready);
      else void loading?.then(run);
    },
    connect,
    disconnect,
    flush: () => ready?.flush(),
    stop() {
      void loading?.then((started) => started.stop());
      disconnect();
    },
  };
}
