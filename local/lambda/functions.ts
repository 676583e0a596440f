import { errorOf, type Outcome } from './messages.ts';
import type { FunctionModel } from './model.ts';
import { plainArn } from './model.ts';
import { createPool, type FunctionPool, type PoolOptions } from './pool.ts';

/** All functions of the stack. */
export interface Functions {
  readonly models: readonly FunctionModel[];
  /** @param target short name, name in AWS, or ARN (with or without a version) */
  readonly find: (target: string) => FunctionPool | undefined;
  /** Invokes a function; one that does not exist is an outcome, too. */
  readonly invoke: (target: string, event: unknown) => Promise<Outcome>;
  /** Kills the worker that has this session token. */
  readonly kill: (session: string) => void;
  readonly stop: () => Promise<void>;
}

export function createFunctions(models: readonly FunctionModel[], options: PoolOptions): Functions {
  const pools = models.map((model) => createPool(model, options));
  const byName = new Map(
    pools.flatMap((pool) =>
      [pool.model.name, pool.model.functionName, pool.model.arn].map((name) => [name, pool] as const),
    ),
  );
  const find = (target: string): FunctionPool | undefined => byName.get(target) ?? byName.get(plainArn(target));
  return {
    models,
    find,
    invoke: async (target, event) => {
      const pool = find(target);
      if (pool !== undefined) {
        // What goes wrong on this side (no thread to be had) is the invocation's failure, not the machine's.
        return pool.invoke(event).catch((error: unknown): Outcome => ({ ok: false, error: errorOf(error) }));
      }
      return {
        ok: false,
        error: { errorType: 'ResourceNotFoundException', errorMessage: `Function not found: ${target}` },
      };
    },
    kill: (session) => {
      pools.some((pool) => pool.kill(session));
    },
    stop: async () => {
      await Promise.all(pools.map((pool) => pool.stop()));
    },
  };
}
