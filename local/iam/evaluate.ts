import { isObject, listOf, optionalText } from '../json.ts';
import { type ConditionContext, conditionsHold } from './conditions.ts';
import { matches } from './patterns.ts';

/** One statement of a policy, its references resolved. */
export interface Statement {
  readonly effect: 'Allow' | 'Deny';
  readonly actions?: readonly string[];
  readonly notActions?: readonly string[];
  readonly resources?: readonly string[];
  readonly notResources?: readonly string[];
  readonly conditions?: unknown;
}

/** One thing that somebody wants to do. */
export interface AccessRequest {
  /** `service:Action` */
  readonly action: string;
  /** ARN, or what IAM takes for one (a phone number, for a text message) */
  readonly resource: string;
  readonly context?: ConditionContext;
}

/** Why a request is refused: an explicit Deny, or nothing that allows it. */
export type Decision = { readonly allowed: true } | { readonly allowed: false; readonly explicit: boolean };

/** Decides as IAM does within one account: an explicit Deny wins, else an Allow is needed. */
export function evaluate(statements: readonly Statement[], request: AccessRequest): Decision {
  const applying = statements.filter((statement) => applies(statement, request));
  if (applying.some(({ effect }) => effect === 'Deny')) return { allowed: false, explicit: true };
  return applying.length > 0 ? { allowed: true } : { allowed: false, explicit: false };
}

function applies(statement: Statement, { action, resource, context }: AccessRequest): boolean {
  const { actions, notActions, resources, notResources, conditions } = statement;
  const acts = (patterns: readonly string[]) =>
    patterns.some((pattern) => matches(pattern.toLowerCase(), action.toLowerCase()));
  const covers = (patterns: readonly string[]) => patterns.some((pattern) => matches(pattern, resource));
  return (
    (actions !== undefined ? acts(actions) : notActions !== undefined && !acts(notActions)) &&
    (resources !== undefined ? covers(resources) : notResources === undefined || !covers(notResources)) &&
    conditionsHold(conditions, context ?? {})
  );
}

/** Reads the statements of a policy document. */
export function statementsOf(document: unknown): readonly Statement[] {
  return listOf(isObject(document) ? document['Statement'] : undefined)
    .filter(isObject)
    .map((raw) => ({
      effect: optionalText(raw['Effect']) === 'Deny' ? 'Deny' : 'Allow',
      ...texts('actions', raw['Action']),
      ...texts('notActions', raw['NotAction']),
      ...texts('resources', raw['Resource']),
      ...texts('notResources', raw['NotResource']),
      conditions: raw['Condition'],
    }));
}

/** The property, unless the statement does not have it. */
function texts<Key extends string>(key: Key, value: unknown): Partial<Record<Key, readonly string[]>> {
  const property: Partial<Record<Key, readonly string[]>> = {};
  if (value !== undefined) property[key] = listOf(value).map(String);
  return property;
}
