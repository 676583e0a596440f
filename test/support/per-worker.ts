import { it } from 'vitest';

const ends: (() => Promise<unknown>)[] = [];

/** Its clean-up is what Vitest calls when a worker has run the last of its files. */
const worker = it.extend(
  'ending',
  { scope: 'worker' },
  // biome-ignore lint/correctness/noEmptyPattern: Vitest reads the fixtures that a fixture needs in its first parameter
  async ({}, { onCleanup }) => {
    onCleanup(async () => {
      for (const end of ends.splice(0).reverse()) await end();
    });
    return true;
  },
);

/** Ends with the worker what its files share. To be called while a file is collected, by all that take something shared. */
export function endWithWorker(): void {
  worker.beforeAll(({ ending }) => void ending);
}

export interface PerWorkerOptions<T> {
  readonly begin: () => Promise<T>;
  readonly end: (shared: T) => Promise<unknown>;
  /** whether the next file may have it as well; if not, it is ended and begun anew */
  readonly isSound?: (shared: T) => boolean;
}

/**
 * Something costly that the test files of one worker share, where files are not isolated: begun by the first that asks for
 * it, ended with the worker, provided that each file that asks has called {@link endWithWorker}.
 */
export function perWorker<T>({ begin, end, isSound = () => true }: PerWorkerOptions<T>): () => Promise<T> {
  let begun: Promise<T> | undefined;
  const finish = async (): Promise<void> => {
    const ending = begun;
    begun = undefined;
    if (ending !== undefined) await end(await ending);
  };
  return async () => {
    if (begun !== undefined && !isSound(await begun)) await finish();
    if (begun === undefined) {
      begun = begin();
      // one that does not begin has nothing to end, and the next file tries again
      begun.then(
        () => ends.push(finish),
        () => {
          begun = undefined;
        },
      );
    }
    return begun;
  };
}
