import { expect, it } from 'vitest';
import { endWithWorker, perWorker } from '../../support/per-worker.ts';

endWithWorker();

function counted(begin: () => void = () => undefined) {
  const ended: number[] = [];
  let begun = 0;
  const dead = new Set<number>();
  const take = perWorker({
    begin: async () => {
      begun += 1;
      begin();
      return begun;
    },
    end: async (number) => ended.push(number),
    isSound: (number) => !dead.has(number),
  });
  return { take, ended, dead };
}

it('what the files of a worker share is begun once, by the first that asks', async () => {
  const { take, ended } = counted();
  expect(await Promise.all([take(), take()])).toEqual([1, 1]);
  expect(await take()).toBe(1);
  expect(ended).toEqual([]);
});

it('what has died is ended, and the next file gets a fresh one', async () => {
  const { take, ended, dead } = counted();
  dead.add(await take());
  expect(await take()).toBe(2);
  expect(ended).toEqual([1]);
});

it('what did not begin is begun again for the next file', async () => {
  let isBroken = true;
  const { take } = counted(() => {
    if (isBroken) throw new Error('no room');
  });
  await expect(take()).rejects.toThrow('no room');
  isBroken = false;
  expect(await take()).toBe(2);
});
