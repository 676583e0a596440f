import * as v from 'valibot';

/** An item of the table is not what its schema says: written by a newer version, or by hand. Nobody can mend it on the way. */
export class StoredItemError extends Error {
  override readonly name = 'StoredItemError';
}

/** An item as its schema says. @throws {StoredItemError} naming the item and the first thing wrong with it */
export function readItem<S extends v.GenericSchema>(schema: S, item: unknown): v.InferOutput<S> {
  const result = v.safeParse(schema, item);
  if (result.success) return result.output;
  const { pk, sk } = (item ?? {}) as { pk?: unknown; sk?: unknown };
  const [issue] = result.issues;
  // What was expected, never what was found: that may be what a person wrote.
  const wrong = `${v.getDotPath(issue) ?? 'item'} is not ${issue.expected ?? 'as it should be'}`;
  throw new StoredItemError(`${String(pk)} / ${String(sk)}: ${wrong}`);
}

/** Whether a write was refused by its own condition: an expected outcome, not a failure. */
const isRefusedByCondition = (error: unknown): boolean =>
  error instanceof Error && error.name === 'ConditionalCheckFailedException';

/** A write whose condition may fail; says whether it was made. */
export async function attempt(write: Promise<unknown>): Promise<boolean> {
  try {
    await write;
    return true;
  } catch (error) {
    if (isRefusedByCondition(error)) return false;
    throw error;
  }
}
