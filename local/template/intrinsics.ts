import { isObject, listOf, textOf } from '../json.ts';
import type { Template } from './assembly.ts';

/** Where references lead: pseudo-parameters and resources are known to the caller. */
export interface References {
  /** What `Ref` of a resource or pseudo-parameter gives; undefined when the name is unknown. */
  readonly ref: (name: string) => unknown;
  /** What `Fn::GetAtt` gives. */
  readonly attribute: (resource: string, name: string) => unknown;
}

/** Stands for `AWS::NoValue`: the property, or the element of a list, is left out. */
export const NO_VALUE = Symbol('AWS::NoValue');

/**
 * Makes the function that evaluates CloudFormation's intrinsic functions in a value of the template.
 * @returns a resolver that throws an error naming what it does not know
 */
export function intrinsics(template: Template, references: References): (value: unknown) => unknown {
  const ref = (name: string): unknown => {
    const parameter = template.Parameters?.[name];
    const value = parameter === undefined ? references.ref(name) : parameter.Default;
    if (value === undefined) throw new Error(`Ref to ${name}, which the template does not define.`);
    return value;
  };
  const text = (value: unknown, where: string): string => {
    const resolved = resolve(value);
    return typeof resolved === 'number' || typeof resolved === 'boolean' ? String(resolved) : textOf(resolved, where);
  };
  const list = (value: unknown): readonly unknown[] => listOf(resolve(value));
  const holds = (name: string): boolean => {
    const condition = template.Conditions?.[name];
    if (condition === undefined) throw new Error(`The condition ${name} is not in the template.`);
    return resolve(condition) === true;
  };

  const functions: Readonly<Record<string, (argument: unknown) => unknown>> = {
    Ref: (name) => ref(textOf(name, 'Ref')),
    Condition: (name) => holds(textOf(name, 'Condition')),
    'Fn::GetAtt': (argument) => {
      const [resource, ...path] = typeof argument === 'string' ? argument.split('.') : listOf(argument);
      return references.attribute(
        textOf(resource, 'Fn::GetAtt'),
        path.map((part) => text(part, 'Fn::GetAtt')).join('.'),
      );
    },
    'Fn::Join': (argument) => {
      const [separator, parts] = listOf(argument);
      return list(parts)
        .map((part) => text(part, 'a part of Fn::Join'))
        .join(text(separator, 'the separator of Fn::Join'));
    },
    'Fn::Sub': (argument) => {
      const [format, variables] = Array.isArray(argument) ? argument : [argument, {}];
      return substitute(textOf(format, 'Fn::Sub'), (name) => {
        if (isObject(variables) && name in variables) return text(variables[name], `\${${name}}`);
        const [resource = name, ...path] = name.split('.');
        return text(path.length > 0 ? references.attribute(resource, path.join('.')) : ref(name), `\${${name}}`);
      });
    },
    'Fn::Select': (argument) => {
      const [index, values] = listOf(argument);
      const all = list(values);
      const value = all[Number(resolve(index))];
      if (value === undefined) throw new Error(`Fn::Select has no element ${String(index)} in ${JSON.stringify(all)}.`);
      return value;
    },
    'Fn::Split': (argument) => {
      const [separator, value] = listOf(argument);
      return text(value, 'Fn::Split').split(text(separator, 'the separator of Fn::Split'));
    },
    'Fn::If': (argument) => {
      const [condition, yes, no] = listOf(argument);
      return resolve(holds(textOf(condition, 'Fn::If')) ? yes : no);
    },
    'Fn::Equals': (argument) => {
      const [left, right] = listOf(argument).map((side) => JSON.stringify(resolve(side)));
      return left === right;
    },
    'Fn::Not': (argument) => resolve(listOf(argument)[0]) !== true,
    'Fn::And': (argument) => listOf(argument).every((part) => resolve(part) === true),
    'Fn::Or': (argument) => listOf(argument).some((part) => resolve(part) === true),
    'Fn::Base64': (argument) => Buffer.from(text(argument, 'Fn::Base64')).toString('base64'),
    'Fn::GetAZs': () => ['a', 'b', 'c'].map((zone) => `${text({ Ref: 'AWS::Region' }, 'Fn::GetAZs')}${zone}`),
    'Fn::FindInMap': (argument) => {
      const [map, first, second] = listOf(argument).map((key) => text(key, 'Fn::FindInMap'));
      const value = template.Mappings?.[map ?? '']?.[first ?? '']?.[second ?? ''];
      if (value === undefined) throw new Error(`Fn::FindInMap finds nothing at ${map}.${first}.${second}.`);
      return value;
    },
  };

  function resolve(value: unknown): unknown {
    if (Array.isArray(value)) return value.map(resolve).filter((element) => element !== NO_VALUE);
    if (!isObject(value)) return value;
    const entries = Object.entries(value);
    const [only] = entries;
    if (entries.length === 1 && only !== undefined) {
      const [name, argument] = only;
      const evaluate = functions[name];
      // `Condition` is an intrinsic only inside conditions, where it names one; in a policy it is a plain key.
      if (evaluate !== undefined && (name !== 'Condition' || typeof argument === 'string')) return evaluate(argument);
      if (name.startsWith('Fn::')) throw new Error(`The runner does not know the intrinsic function ${name}.`);
    }
    const resolved = entries.map(([key, part]) => [key, resolve(part)] as const);
    return Object.fromEntries(resolved.filter(([, part]) => part !== NO_VALUE));
  }
  return resolve;
}

/** Replaces `${name}` by its value; `${!name}` is a literal `${name}`. */
function substitute(format: string, value: (name: string) => string): string {
  return format.replace(/\$\{(!?)([^}]+)\}/g, (_, literal: string, name: string) =>
    literal === '!' ? `\${${name}}` : value(name.trim()),
  );
}
