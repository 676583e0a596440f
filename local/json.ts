/** Reading values of unknown shape: templates, requests, answers of functions. */

export type JsonObject = Record<string, unknown>;

export const isObject = (value: unknown): value is JsonObject =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** The object at hand, or an empty one. */
export const objectOf = (value: unknown): JsonObject => (isObject(value) ? value : {});

/** The list at hand; a single value is a list of one, as in policies; nothing is an empty list. */
export const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined || value === null ? [] : [value];

/** @throws {TypeError} naming `what` when the value is no string */
export function textOf(value: unknown, what: string): string {
  if (typeof value === 'string') return value;
  throw new TypeError(`${what} should be a string, but is ${JSON.stringify(value)}`);
}

export const optionalText = (value: unknown): string | undefined => (typeof value === 'string' ? value : undefined);

/** A number; CloudFormation also accepts it as a string. */
export function numberOf(value: unknown, otherwise: number): number {
  const number = typeof value === 'string' ? Number(value) : value;
  return typeof number === 'number' && Number.isFinite(number) ? number : otherwise;
}

/** A boolean; CloudFormation also accepts it as a string. */
export const flagOf = (value: unknown): boolean => value === true || value === 'true';

/** Parses JSON, or says undefined. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
