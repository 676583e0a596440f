/**
 * What `shared/protocol` uses of valibot, in a tenth of its weight: the panel is built with this in its place (see
 * web/vite.config.ts), so that the widget checks every frame by the same schemas and still is small. It says yes and no as
 * valibot does, and gives the same output; it does not say why. `test/property/client-validation.test.ts` holds it to that.
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
const when = (is: (input: never) => unknown): Schema => ({ run: (input) => (is(input as never) ? input : fail()) });

export const string = (): Schema => when((input) => typeof input === 'string');
export const number = (): Schema => when((input) => typeof input === 'number' && !Number.isNaN(input));
export const boolean = (): Schema => when((input) => typeof input === 'boolean');
export const literal = (value: unknown) => ({ ...when((input) => input === value), literal: value });
export const picklist = (values: readonly unknown[]): Schema => when((input) => values.includes(input));
export const regex = (pattern: RegExp): Schema => when((input: string) => pattern.test(input));
export const maxLength = (most: number): Schema => when((input: string) => input.length <= most);
export const minValue = (least: number): Schema => when((input: number) => input >= least);
export const maxValue = (most: number): Schema => when((input: number) => input <= most);
export const integer = (): Schema => when(Number.isInteger);
export const safeInteger = (): Schema => when(Number.isSafeInteger);
export const check = when;
export const transform = (run: (input: never) => unknown): Schema => ({ run: run as Schema['run'] });
export const readonly = (): Schema => when(() => true);

export const nullable = ({ run }: Schema): Schema => ({ run: (input) => (input === null ? null : run(input)) });
export const optional = ({ run }: Schema) => ({
  run: (input: unknown) => (input === undefined ? input : run(input)),
  isOptional: true,
});
export const array = ({ run }: Schema): Schema => ({
  run: (input) => (Array.isArray(input) ? input.map((item) => run(item)) : fail()),
});
export const pipe = (...steps: readonly Schema[]): Schema => ({
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
export const object = (entries: Entries) => ({ entries, run: (input: unknown) => checked(entries, fieldsOf(input)) });
export const strictObject = (entries: Entries) => ({
  entries,
  run: (input: unknown) => {
    const fields = fieldsOf(input);
    const output = checked(entries, fields);
    for (const name in fields) if (!Object.hasOwn(entries, name)) fail();
    return output;
  },
});
export const looseObject = (entries: Entries) => ({
  entries,
  run: (input: unknown) => {
    const fields = fieldsOf(input);
    const rest = Object.entries(fields).filter(([name]) => known(name) && !Object.hasOwn(entries, name));
    return { ...checked(entries, fields), ...Object.fromEntries(rest) };
  },
});
export const record = (key: Schema, value: Schema): Schema => ({
  run: (input) =>
    Object.fromEntries(
      Object.entries(fieldsOf(input)).flatMap(([name, item]) =>
        known(name) ? [[key.run(name) as string, value.run(item)]] : [],
      ),
    ),
});

type Option = Schema & { readonly entries: Readonly<Record<string, { readonly literal?: unknown }>> };
export const variant = (name: string, options: readonly Option[]) => ({
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
