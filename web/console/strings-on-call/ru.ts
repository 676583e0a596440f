import type { OnCallWords } from './en.ts';
import { alerts } from './ru-alerts.ts';
import { calendar } from './ru-calendar.ts';
import { general } from './ru-general.ts';
import { pages } from './ru-pages.ts';
import { policy } from './ru-policy.ts';
import { problems } from './ru-problems.ts';

export const ru: OnCallWords = { ...general, ...calendar, ...problems, ...pages, ...alerts, ...policy };
