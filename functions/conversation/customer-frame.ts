import type { CustomerCommand } from '../../shared/protocol/commands.ts';
import type { CustomerPushSchema } from '../../shared/protocol/pushes.ts';
import type { Caller } from '../entry/ports.ts';
import type { answer } from '../kernel/frames.ts';
import type { Workspace } from '../kernel/ports.ts';

export type CustomerFrame<T extends CustomerCommand['type']> = Extract<CustomerCommand, { type: T }>;
export type CustomerAnswer = Parameters<typeof answer<typeof CustomerPushSchema>>[1];

/** Carries one frame out; the answer for its sender, or null for hints that have none. */
export type CustomerRun<D, F> = (
  deps: D,
  caller: Caller,
  frame: F,
  workspace: Workspace,
) => Promise<CustomerAnswer | null>;

/**
 * What carries out each frame of the customers' door. A capability has a part of it, and says in `D` what its part needs.
 * All of them reach conversations of the caller's own, and no others: each asks the log whose it is.
 */
export type CustomerFrameTable<D> = { readonly [T in CustomerCommand['type']]: CustomerRun<D, CustomerFrame<T>> };
