import type { OperatorState } from '../../../../shared/client/types.ts';

/** A conversation as the client holds it. */
export type Copy = OperatorState['conversations'] extends ReadonlyMap<string, infer C> ? C : never;
