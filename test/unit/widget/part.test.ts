import { expect, it } from 'vitest';
import { createPart, nextAddress } from '../../../web/widget/services/part.ts';

it.each([
  ['Failed to fetch dynamically imported module: https://chat.example/assets/later-a1.js', '?2'],
  ['error loading dynamically imported module: https://chat.example/assets/later-a1.js?2', '?3'],
  ['Importing a module script failed.', null],
])('a part that failed to load is tried under the next address: %s', (message, query) => {
  expect(nextAddress(message)).toBe(query && `https://chat.example/assets/later-a1.js${query}`);
});

it('a part that failed to load is tried again with the next use, and does only what was asked last', async () => {
  const failures = [new Error('no connection')];
  const done: string[] = [];
  const part = createPart<string>(
    async () => {
      const failure = failures.pop();
      if (failure) throw failure;
      return 'the part';
    },
    (it) => void done.push(`ready ${it}`),
  );
  part.load(() => done.push('first wish'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(part.get()).toBeNull();
  part.load(() => done.push('second wish'));
  await new Promise((resolve) => setImmediate(resolve));
  expect(done).toEqual(['ready the part', 'second wish']);
});
