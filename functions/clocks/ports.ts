import type { Millis } from '../../shared/domain/kernel/types.ts';
import type { LogKey } from '../kernel/ports.ts';

/** What the clocks need of the world besides the logs. */

/** A due lease, as the sweep finds it. */
export interface DueLease {
  /** a workspace's rounds are no log: their `seq` is 0, and `key.id` is the workspace */
  readonly kind: 'conversation' | 'page' | 'rounds';
  readonly key: LogKey;
  readonly seq: number;
  readonly due: Millis;
}

export interface DueIndex {
  /** Leases due before `before`, oldest first, at most `limit` per shard. */
  dueBefore(before: Millis, limit: number): Promise<readonly DueLease[]>;
}
