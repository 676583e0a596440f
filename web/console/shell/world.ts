import type { Client, ClientOptions, OperatorState } from '../../../shared/client/types.ts';
import type { Ticker } from '../../base/ticker.ts';
import type { Http } from '../core/server.ts';
import type { Alert } from '../inbox/logic/alerts.ts';
import type { Auth } from './auth/auth.ts';
import type { Store } from './store.ts';

/** What the console is built on; the page gives the real ones, tests and pictures their own. */
export interface World {
  readonly store: Store;
  readonly ticker: Ticker;
  readonly auth: Auth;
  createClient(options: Pick<ClientOptions, 'ticket' | 'storage'>): Client<OperatorState>;
  fetch: Http['fetch'];
  ring(alert: Alert['kind']): void;
  /** drafts, choices and what is on its way out: all that stays on this machine */
  readonly local: Pick<Storage, 'getItem' | 'setItem' | 'removeItem' | 'key' | 'length'>;
  /** what lasts as long as the tab */
  readonly tab: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
}
