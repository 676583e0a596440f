import * as v from 'valibot';
import { INDEX, TABLE } from '../../../shared/contract.ts';
import type { Commit } from '../../../shared/domain/kernel/log.ts';
import type { Millis } from '../../../shared/domain/kernel/types.ts';
import type { LogKey } from '../ports.ts';
import { duePartition, pkOf, seqKey } from './keys.ts';
import { BodySchema, type LogSpec } from './log-schemas.ts';
import { readItem } from './stored.ts';

/**
 * A commit as an item: `pk` names the log, `sk` its place in it. `body` is an attribute of its own, the one that can be
 * removed; the lease is two attributes that put the item into the due index while they are there.
 */
export function commitItem<E, S>(
  spec: LogSpec<E, S>,
  key: LogKey,
  commit: Commit<E, S>,
  due: Millis | null,
): Record<string, unknown> {
  const pk = pkOf(spec.keyClass, key.workspace, key.id);
  const { seq, prev, commitId, command, at, by, events, body, state } = commit;
  const lease = due === null ? {} : { [INDEX.due.pk]: duePartition(pk), [INDEX.due.sk]: due };
  return {
    [TABLE.pk]: pk,
    [TABLE.sk]: seqKey(seq),
    commitId,
    command,
    at,
    by: { kind: by.kind, id: by.id },
    prev,
    events,
    body,
    state,
    ...lease,
  };
}

/** Reads the items of one kind of log. */
export function commitReader<E, S>({ event, state }: LogSpec<E, S>): (item: unknown) => Commit<E, S> {
  const schema = v.object({
    sk: v.pipe(v.string(), v.digits(), v.transform(Number)),
    commitId: v.string(),
    command: v.string(),
    at: v.number(),
    by: v.object({ kind: v.picklist(['customer', 'operator', 'system']), id: v.string() }),
    prev: v.object({ customer: v.number(), operator: v.number() }),
    events: v.array(event),
    body: v.optional(BodySchema, {}),
    state,
  });
  return (item) => {
    const { sk: seq, ...commit } = readItem(schema, item);
    return { seq, ...commit };
  };
}
