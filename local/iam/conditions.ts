import { isObject, listOf } from '../json.ts';
import { matches } from './patterns.ts';

/** Values of the condition keys of one request, by key in lower case. A key that is absent was not in the request. */
export type ConditionContext = Readonly<Record<string, readonly string[]>>;

type Test = (value: string, wanted: string) => boolean;

const TESTS: Readonly<Record<string, Test>> = {
  StringEquals: (value, wanted) => value === wanted,
  StringEqualsIgnoreCase: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  StringLike: (value, wanted) => matches(wanted, value),
  ArnEquals: (value, wanted) => matches(wanted, value),
  ArnLike: (value, wanted) => matches(wanted, value),
  Bool: (value, wanted) => value.toLowerCase() === wanted.toLowerCase(),
  NumericEquals: (value, wanted) => Number(value) === Number(wanted),
  NumericLessThanEquals: (value, wanted) => Number(value) <= Number(wanted),
};
const NEGATED: Readonly<Record<string, Test>> = {
  StringNotEquals: (value, wanted) => value !== wanted,
  StringNotLike: (value, wanted) => !matches(wanted, value),
  ArnNotLike: (value, wanted) => !matches(wanted, value),
};

/**
 * Whether all conditions of a statement hold.
 * @throws {Error} naming an operator that the runner does not know: a condition is never taken for granted
 */
export function conditionsHold(conditions: unknown, context: ConditionContext): boolean {
  if (!isObject(conditions)) return true;
  return Object.entries(conditions).every(([operator, keys]) =>
    Object.entries(isObject(keys) ? keys : {}).every(([key, wanted]) =>
      holds(operator, listOf(wanted).map(String), context[key.toLowerCase()]),
    ),
  );
}

function holds(operator: string, wanted: readonly string[], values: readonly string[] | undefined): boolean {
  if (operator === 'Null') return wanted.includes(String(values === undefined || values.length === 0));

  const [, quantifier, rest] = /^(ForAllValues:|ForAnyValue:)?(.*)$/.exec(operator) ?? [];
  const ifExists = rest?.endsWith('IfExists') === true;
  const name = (rest ?? '').replace(/IfExists$/, '');
  const positive = TESTS[name];
  const negated = NEGATED[name];
  if (positive === undefined && negated === undefined)
    throw new Error(`The runner does not know the condition ${operator}.`);
  const passes = (value: string): boolean =>
    positive !== undefined ? wanted.some((one) => positive(value, one)) : wanted.every((one) => negated?.(value, one));

  if (values === undefined || values.length === 0) {
    // As in IAM: "for all" of nothing is true, which is why a policy on leading keys needs the Null guard beside it.
    return quantifier === 'ForAllValues:' || ifExists || (negated !== undefined && quantifier === undefined);
  }
  return quantifier === 'ForAnyValue:' ? values.some(passes) : values.every(passes);
}
