import type { Client, CustomerState } from '../../../shared/client/types.ts';
import { createTicker } from '../../../web/base/ticker.ts';
import type { MountPanel } from '../../../web/widget/launcher-api.ts';
import { show } from '../../../web/widget/panel.tsx';
import { createChat } from '../../../web/widget/services/chat.ts';
import { keepIn } from '../../../web/widget/services/storage.ts';
import { type Scenario, stateOf } from './scenarios.ts';

/** What a test finds on the page's window. */
export interface FixtureWindow {
  /** what the client was asked since the scenario began */
  asked: { readonly type: string; readonly choice?: string }[];
  /** Opens the panel anew in a scenario, with nothing left of the one before. */
  begin(scenario: Scenario): void;
}

/**
 * The panel over a client that stands still, recording what it is asked: in the scenario of the address (`?scenario=joined`),
 * or in the one that a test begins.
 */
export const mount: MountPanel = (root, options, launcher) => {
  const query = new URLSearchParams(location.search);
  const listeners = new Set<(state: CustomerState) => void>();
  const page = window as unknown as FixtureWindow;
  let state = stateOf((query.get('scenario') ?? 'intro') as Scenario, options.locale, Date.now());
  page.asked = [];
  const client: Client<CustomerState> = {
    get state() {
      return state;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    start() {},
    stop() {},
    command: (_, command) => {
      page.asked.push(command);
      return '';
    },
    request: () => Promise.reject(new Error('Customers ask for nothing outside a conversation.')),
    hint: (frame) => void page.asked.push(frame as FixtureWindow['asked'][number]),
    watch() {},
    unwatch() {},
    older() {},
    dismiss(id) {
      state = { ...state, refusals: state.refusals.filter((it) => it.id !== id) };
      for (const listener of listeners) listener(state);
    },
    wake() {},
    setActive() {},
  };
  const keep = keepIn('fixture:', () => {
    throw new Error('Each page of the fixture begins anew.');
  });
  if (query.has('seen')) keep.set('seen', query.get('seen'));
  const chat = createChat({
    keep,
    ticker: createTicker(),
    newId: () => 'fixture-conversation-new',
    connect: async () => client,
  });
  const panel = show(root, chat, { options, launcher, keep, remember() {} });
  page.begin = (scenario) => {
    panel.close();
    for (const key of keep.keys()) keep.set(key, null);
    page.asked = [];
    state = stateOf(scenario, options.locale, Date.now());
    for (const listener of listeners) listener(state);
    panel.open(true);
  };
  return panel;
};
