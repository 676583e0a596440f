import { isObject } from '../json.ts';

/**
 * Whether an event matches a pattern of EventBridge's language, which filters of event sources are written in.
 * @throws {Error} naming an operator that the runner does not know
 */
export function matchesPattern(pattern: unknown, event: unknown): boolean {
  if (Array.isArray(pattern)) return pattern.some((one) => matchesOne(one, event));
  if (!isObject(pattern)) throw new Error(`A pattern is an object or a list, not ${JSON.stringify(pattern)}.`);
  return Object.entries(pattern).every(([key, part]) => {
    if (key === '$or' && Array.isArray(part)) return part.some((one) => matchesPattern(one, event));
    return matchesPattern(part, isObject(event) ? event[key] : undefined);
  });
}

function matchesOne(wanted: unknown, value: unknown): boolean {
  if (Array.isArray(value)) return value.some((one) => matchesOne(wanted, one));
  if (!isObject(wanted)) return wanted === value;
  const [operator = '', argument] = Object.entries(wanted)[0] ?? [];
  const operate = OPERATORS[operator];
  if (operate === undefined) throw new Error(`The runner does not know the filter ${JSON.stringify(wanted)}.`);
  return operate(argument, value);
}

const OPERATORS: Readonly<Record<string, (argument: unknown, value: unknown) => boolean>> = {
  prefix: (prefix, value) => typeof value === 'string' && value.startsWith(String(prefix)),
  suffix: (suffix, value) => typeof value === 'string' && value.endsWith(String(suffix)),
  exists: (exists, value) => (value !== undefined) === exists,
  'equals-ignore-case': (text, value) =>
    typeof value === 'string' && value.toLowerCase() === String(text).toLowerCase(),
  'anything-but': (unwanted, value) =>
    value !== undefined && !(Array.isArray(unwanted) ? unwanted : [unwanted]).some((one) => matchesOne(one, value)),
};
