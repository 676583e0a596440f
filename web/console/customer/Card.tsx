import { lazy } from '../core/lazy.ts';

/** Who it is and what is known of them; fetched with its words when a chat is first opened. */
export const Card = lazy(() => import('./CustomerCard.tsx').then((module) => module.CustomerCard));
