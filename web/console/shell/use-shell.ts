import { consoleHook } from '../core/context.ts';
import type { Console } from './console.ts';

/** The whole console, for the frame around the features. */
export const useShell = consoleHook<Console>();
