import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Ticker } from '../../base/ticker.ts';
import type { PlaceActions, PlaceModel } from './place.ts';
import type { PreferenceActions, PreferencesModel } from './preferences.ts';
import type { SessionModel } from './session.ts';

export type PresenceState = 'available' | 'away' | 'off';

/** Coming, going, and whether one is there for new chats. */
export interface SessionActions {
  presence(state: PresenceState): void;
  /** Tries the connection again now. */
  reconnect(): void;
  signIn(): Promise<void>;
  signOut(): void;
}

/** What every feature finds; each adds what it needs besides (`<feature>/console.ts`), and the shell has all of it. */
export interface CoreConsole {
  readonly store: SessionModel & PlaceModel & PreferencesModel;
  readonly actions: SessionActions & PlaceActions & PreferenceActions & { copyText(text: string): Promise<void> };
  readonly ticker: Ticker;
}

/** The running console, drawn by `mount`. It is typed where it is asked for: by {@link consoleHook}. */
export const ConsoleContext = createContext<CoreConsole | null>(null);

/**
 * A feature's own hook: gives the running console with what that feature has named as its needs. The shell's `Console`
 * extends the needs of all features (shell/console.ts): a feature that is missing there finds nothing at run time.
 */
export const consoleHook =
  <C extends CoreConsole>() =>
  (): C => {
    const console = useContext(ConsoleContext);
    if (!console) throw new Error('A component of the console stands outside of <ConsoleContext.Provider>.');
    return console as C;
  };

export const useConsole = consoleHook<CoreConsole>();
