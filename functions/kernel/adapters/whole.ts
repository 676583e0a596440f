import type * as v from 'valibot';

/** Paths of all fields of a type, at any depth: `touches.customer`. Members of unions and of lists are looked into alike. */
type Paths<T> = T extends readonly (infer U)[]
  ? Paths<U>
  : T extends object
    ? { [K in keyof T & string]-?: K | `${K}.${Paths<T[K]>}` }[keyof T & string]
    : never;

type Typed = { readonly type: string };
/** What `A` lacks of `B`: fields, and of events whole types; `never` when it has them all. */
type Missing<A, B> = [B] extends [Typed]
  ? {
      [T in B['type']]: [Extract<A, { type: T }>] extends [never]
        ? T
        : Exclude<Paths<Extract<B, { type: T }>>, Paths<Extract<A, { type: T }>>>;
    }[B['type']]
  : Exclude<Paths<B>, Paths<A>>;

/**
 * Takes a schema for a type `T` only if it has everything of `T`: each type of an event, and each field at any depth. That
 * `v.object` fits `T` proves less: a type that a schema lacks makes every commit of it fail, and an optional field that it
 * lacks is dropped from the log without a word. What is missing stands in the compiler's message.
 */
export const whole =
  <T>() =>
  <S extends v.GenericSchema<unknown, T>>(
    schema: [Missing<v.InferOutput<S>, T>] extends [never] ? S : Missing<v.InferOutput<S>, T>,
  ): v.GenericSchema<unknown, T> =>
    schema as v.GenericSchema<unknown, T>;
