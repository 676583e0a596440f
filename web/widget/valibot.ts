/**
 * What `shared/protocol` uses of valibot, in a tenth of its weight: the panel is built with this in its place (see
 * web/vite.config.ts), so that the widget checks every frame by the same schemas and still is small. It says yes and no as
 * valibot does, and gives the same output; it does not say why. What a schema is made by has no effects, so that the build
 * drops the schemas of the other door. `test/property/client-validation.test.ts` holds it to that.
 */
interface Schema {
  /** The output for an input. @throws {TypeError} when the input is not what the schema says */
  run(input: unknown): unknown;
}
type Entries = Readonly<Record<string, Schema & { readonly isOptional?: boolean }>>;
type Fields = Readonly<Record<string, unknown>>;

const fail = (): never => {
  throw new TypeError('The frame is not what its schema says.');
};
const when = /* @__NO_SIDE_EFFECTS__ */ (is: (input: never) => unknown): Schema => ({
  run: (input) => (is(input as never) ? input : fail()),
});

export const string = /* @__NO_SIDE_EFFECTS__ */ (): Schema => when((input) => typeof input === 'string');
export const number = /* @__NO_SIDE_EFFECTS__ */ (): Schema =>
  when((input) => typeof input === 'number' && !Number.isNaN(input));
export const boolean = /* @__NO_SIDE_EFFECTS__ */ (): Schema => when((input) => typeof input === 'boolean');
export const literal = /* @__NO_SIDE_EFFECTS__ */ (value: unknown) => ({
  ...when((input) => input === value),
  literal: value,
});
export const picklist = /* @__NO_SIDE_EFFECTS__ */ (values: readonly unknown[]): Schema =>
  when((input) => values.includes(input));
export const regex = /* @__NO_SIDE_EFFECTS__ */ (pattern: RegExp): Schema =>
  when((input: string) => pattern.test(input));
export const maxLength = /* @__NO_SIDE_EFFECTS__ */ (most: number): Schema =>
  when((input: string) => input.length <= most);
export const minValue = /* @__NO_SIDE_EFFECTS__ */ (least: number): Schema => when((input: number) => input >= least);
export const maxValue = /* @__NO_SIDE_EFFECTS__ */ (most: number): Schema => when((input: number) => input <= most);
export const integer = /* @__NO_SIDE_EFFECTS__ */ (): Schema => when(Number.isInteger);
export const safeInteger = /* @__NO_SIDE_EFFECTS__ */ (): Schema => when(Number.isSafeInteger);
/** In words of its own: an alias would not be known to have no effects. */
export const check = /* @__NO_SIDE_EFFECTS__ */ (is: (input: never) => unknown): Schema => when(is);
export const transform = /* @__NO_SIDE_EFFECTS__ */ (run: (input: never) => unknown): Schema => ({
  run: run as Schema['run'],
});
export const readonly = /* @__NO_SIDE_EFFECTS__ */ (): Schema => when(() => true);

export const nullable = /* @__NO_SIDE_EFFECTS__ */ ({ run }: Schema): Schema => ({
  run: (input) => (input === null ? null : run(input)),
});
export const optional = /* @__NO_SIDE_EFFECTS__ */ ({ run }: Schema) => ({
  run: (input: unknown) => (input === undefined ? input : run(input)),
  isOptional: true,
});
export const array = /* @__NO_SIDE_EFFECTS__ */ ({ run }: Schema): Schema => ({
  run: (input) => (Array.isArray(input) ? input.map((item) => run(item)) : fail()),
});
export const pipe = /* @__NO_SIDE_EFFECTS__ */ (...steps: readonly Schema[]): Schema => ({
  run: (input) => steps.reduce((value, { run }) => run(value), input),
});

const fieldsOf = (input: unknown): Fields => (input && typeof input === 'object' ? (input as Fields) : fail());
/** Names that would reach into an object's making; a schema has none of them, and they are dropped. */
const ODD = ['__proto__', 'prototype', 'constructor'];
const known = (name: string): boolean => !ODD.includes(name);

/** The entries of an object, checked. */
function checked(entries: Entries, fields: Fields): Record<string, unknown> {
  const output: Record<string, unknown> = {};
  for (const [name, { run, isOptional }] of Object.entries(entries)) {
    if (name in fields) output[name] = run(fields[name]);
    else if (!isOptional) fail();
  }
  return output;
}
export const object = /* @__NO_SIDE_EFFECTS__ */ (entries: Entries) => ({
  entries,
  run: (input: unknown) => checked(entries, fieldsOf(input)),
});
export const strictObject = /* @__NO_SIDE_EFFECTS__ */ (entries: Entries) => ({
  entries,
  run: (input: unknown) => {
    const fields = fieldsOf(input);
    const output = checked(entries, fields);
    for (const name in fields) if (!Object.hasOwn(entries, name)) fail();
    return output;
  },
});
export const looseObject = /* @__NO_SIDE_EFFECTS__ */ (entries: Entries) => ({
  entries,
  run: (input: unknown) => {
    const fields = fieldsOf(input);
    const rest = Object.entries(fields).filter(([name]) => known(name) && !Object.hasOwn(entries, name));
    return { ...checked(entries, fields), ...Object.fromEntries(rest) };
  },
});
export const record = /* @__NO_SIDE_EFFECTS__ */ (key: Schema, value: Schema): Schema => ({
  run: (input) =>
    Object.fromEntries(
      Object.entries(fieldsOf(input)).flatMap(([name, item]) =>
        known(name) ? [[key.run(name) as string, value.run(item)]] : [],
      ),
    ),
});

type Option = Schema & { readonly entries: Readonly<Record<string, { readonly literal?: unknown }>> };
export const variant = /* @__NO_SIDE_EFFECTS__ */ (name: string, options: readonly Option[]) => ({
  options,
  run: (input: unknown) => {
    const value = fieldsOf(input)[name];
    return (options.find(({ entries }) => entries[name]?.literal === value) ?? { run: fail }).run(input);
  },
});

export const parse = ({ run }: Schema, input: unknown): unknown => run(input);
export function safeParse({ run }: Schema, input: unknown) {
  try {
    return { success: true, output: run(input) };
  } catch {
    return { success: false }; // only `fail` throws in here, and checks that were given what they cannot read
  }
}
