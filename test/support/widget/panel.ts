import type { Client, CustomerState } from '../../../shared/client/types.ts';
import { createTicker } from '../../../web/base/ticker.ts';
import type { MountPanel } from '../../../web/widget/launcher-api.ts';
import { show } from '../../../web/widget/panel.tsx';
import { createChat } from '../../../web/widget/services/chat.ts';
import { keepIn } from '../../../web/widget/services/storage.ts';
import { type Scenario, stateOf } from './scenarios.ts';

/** The panel over a client that stands still in the scenario of the address (`?scenario=joined`), recording what it is asked. */
export const mount: MountPanel = (root, options, launcher) => {
  const query = new URLSearchParams(location.search);
  const state = stateOf((query.get('scenario') ?? 'intro') as Scenario, options.locale, Date.now());
  const asked: unknown[] = [];
  Object.assign(window, { asked });
  const client: Client<CustomerState> = {
    state,
    subscribe: () => () => {},
    start() {},
    stop() {},
    command: (_, command) => {
      asked.push(command);
      return '';
    },
    request: () => Promise.reject(new Error('Customers ask for nothing outside a conversation.')),
    hint: (frame) => void asked.push(frame),
    watch() {},
    unwatch() {},
    older() {},
    dismiss() {},
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
  return show(root, chat, { options, launcher, keep, remember() {} });
};
