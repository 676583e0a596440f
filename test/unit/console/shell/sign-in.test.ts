import { expect, it } from 'vitest';
import { sessionActions } from '../../../../web/console/shell/sign-in.ts';
import { createStore } from '../../../../web/console/shell/store.ts';
import { FakeStorage } from '../../../support/console/fake-storage.ts';
import { WORDS } from '../../../support/console/words.ts';

type Needs = Parameters<typeof sessionActions>;

it('who signs out is off: what was said of presence a moment ago cannot overtake it', async () => {
  const sent: string[] = [];
  const answers: (() => void)[] = [];
  const client = {
    state: { connection: { status: 'online' } },
    request({ state }: { state: string }) {
      sent.push(state);
      return new Promise<void>((resolve) => void answers.push(resolve));
    },
  };
  const left = Promise.withResolvers<void>();
  const world = {
    store: createStore(WORDS.en, { singleKeys: true, sound: false }),
    tab: new FakeStorage(),
    auth: { signOut: async () => left.resolve() },
  } as unknown as Needs[0];
  const line = { client: () => client, connect() {}, disconnect() {}, flush() {} } as unknown as Needs[1];
  const actions = sessionActions(world, line, () => undefined);

  actions.presence('available');
  actions.signOut();
  await Promise.resolve();
  expect(sent).toEqual(['available']);
  answers[0]?.();
  await expect.poll(() => sent).toEqual(['available', 'off']);
  answers[1]?.();
  await left.promise;
});
