import { batch, effect } from '@preact/signals';
import type { PresenceState, SessionActions } from '../core/context.ts';
import { show } from '../core/place.ts';
import type { Connection } from './connection.ts';
import type { World } from './world.ts';

const PRESENCE = 'otvet.presence';
/** The longest (ms) that signing out waits for each of two answers: to what was said before, and that this person is off. */
const LEAVING = 1_000;

type Needs = Pick<World, 'store' | 'auth' | 'tab'>;
type Line = Pick<Connection, 'client' | 'connect' | 'disconnect' | 'flush'>;

/** @param keepAll keeps what is written where the same person's other devices find it, before the connection ends */
export function sessionActions({ store, auth, tab }: Needs, line: Line, keepAll: () => void) {
  const { client } = line;
  /** Answered when the server has taken what this person said last: frames of one socket are worked on side by side. */
  let said: Promise<unknown> = Promise.resolve();

  /** @param as whom the stage has chosen to show; null: whoever signs in on the issuer's page */
  async function begin(as: string | null): Promise<void> {
    store.signIn.value = { status: 'leaving' };
    try {
      await auth.begin(as);
    } catch {
      store.signIn.value = { status: 'out', code: 'unreachable' };
    }
  }

  async function leave(): Promise<void> {
    const leaving = client();
    line.flush();
    keepAll();
    if (leaving && leaving.state.connection.status === 'online') {
      // "Available" of a moment ago must not overtake "off".
      await Promise.race([said, new Promise((resolve) => setTimeout(resolve, LEAVING))]);
      // Off before the socket closes: otherwise the team counts on this person until the lease ends.
      const off = leaving.request({ type: 'presence.set', state: 'off' }).catch(() => undefined);
      await Promise.race([off, new Promise((resolve) => setTimeout(resolve, LEAVING))]);
    }
    tab.removeItem(PRESENCE);
    line.disconnect();
    batch(() => {
      store.signIn.value = { status: 'out', code: null };
      show(store, null);
    });
    await auth.signOut();
  }

  return {
    presence(state) {
      tab.setItem(PRESENCE, state);
      const now = client();
      if (now) said = now.request({ type: 'presence.set', state }).catch(() => undefined); // stopped meanwhile
    },
    reconnect: () => client()?.wake(),
    signIn: () => begin(null),
    signOut: () => void leave(),
    signInAs(as: string) {
      line.disconnect();
      void begin(as);
    },
    /** Takes up the session of this tab, or of another that is open, if there is one. */
    async resume() {
      auth.onOver(() => {
        line.flush();
        keepAll();
        line.disconnect();
        store.signIn.value = { status: 'out', code: null };
      });
      const resumed = await auth.resume();
      if (resumed.status === 'in') line.connect();
      else store.signIn.value = resumed;
    },
  } satisfies SessionActions & Record<string, unknown>;
}

/**
 * Says that this person is at work, or what they have chosen otherwise in this tab. With each new socket again, since the
 * server forgets a presence when its lease ends.
 */
export function greet({ store, tab }: Pick<World, 'store' | 'tab'>, presence: (state: PresenceState) => void) {
  let greeted: string | null = null;
  return effect(() => {
    const welcome = store.client.value?.welcome;
    if (!welcome || welcome.id === greeted) return;
    greeted = welcome.id;
    const chosen = tab.getItem(PRESENCE);
    presence(chosen === 'away' || chosen === 'off' ? chosen : 'available');
  });
}
