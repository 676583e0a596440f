import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { Console } from '../shell/console.ts';

export const ConsoleContext = createContext<Console | null>(null);

/** The console that a component is part of. */
export function useConsole(): Console {
  const console = useContext(ConsoleContext);
  if (!console) throw new Error('A component of the console stands outside of <ConsoleContext.Provider>.');
  return console;
}
