import type { Conversation } from '../../../shared/domain/conversation/state.ts';
import type { Ticker } from '../../base/ticker.ts';
import type { PlaceModel } from '../core/place.ts';
import type { SessionModel } from '../core/session.ts';

type Store = Pick<SessionModel, 'client' | 'viewer'> & Pick<PlaceModel, 'selected' | 'copy'>;

import { type Allowed, allowed } from './logic/allowed.ts';

/** What the rules allow this person with the open conversation now; null while it is not loaded. */
export function mayI(store: Store, ticker: Ticker): Allowed | null {
  const view = store.copy.value?.log.view;
  const viewer = store.viewer.value;
  const conversation = store.selected.value;
  if (!view || !viewer || conversation === null) return null;
  const morning = store.client.value?.morning ?? 0;
  // Of one shape, but that the wire's optional fields may also be there as `undefined`.
  return allowed(view as Conversation, { ...viewer, conversation, now: ticker.now(), morning });
}
