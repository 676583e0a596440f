import { alerts } from './en-alerts.ts';
import { calendar } from './en-calendar.ts';
import { general } from './en-general.ts';
import { pages } from './en-pages.ts';
import { policy } from './en-policy.ts';
import { problems } from './en-problems.ts';

/** Every word of the on-call screens; loaded with them, in the reader's language alone. */
export const en = { ...general, ...calendar, ...problems, ...pages, ...alerts, ...policy };

export type OnCallWords = typeof en;
