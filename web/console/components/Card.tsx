import { lazy } from './lazy.ts';

/** Who it is and what is known of them; fetched with its words when a chat is first opened. */
export const Card = lazy(() => import('./customer/CustomerCard.tsx').then((module) => module.CustomerCard));
