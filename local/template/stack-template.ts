import { StartError } from '../errors.ts';
import { isObject, type JsonObject, objectOf } from '../json.ts';
import type { Assembly, TemplateResource } from './assembly.ts';
import { IDENTITIES, inertAttribute, inertIdentity, type Subject, type Surroundings } from './identities.ts';
import { isInert } from './inert.ts';
import { intrinsics, NO_VALUE } from './intrinsics.ts';

/** A resource with all its references resolved. */
export interface Resource {
  readonly id: string;
  readonly type: string;
  readonly properties: JsonObject;
  readonly metadata: JsonObject;
}

/** The template as the services of the runner read it. */
export interface StackTemplate {
  readonly surroundings: Surroundings;
  /** All resources of the named types, in the order of the template, whose condition holds. */
  readonly all: (...types: readonly string[]) => readonly Resource[];
  /** What `Ref` (no attribute) or `Fn::GetAtt` of a resource gives. */
  readonly identity: (id: string, attribute?: string) => string;
  /** The outputs of the template. */
  readonly outputs: () => Readonly<Record<string, string>>;
}

/**
 * Makes a template readable.
 * @throws {StartError} naming each resource type that the runner neither runs nor leaves out on purpose
 */
export function readTemplate(assembly: Assembly, surroundings: Surroundings): StackTemplate {
  const { template } = assembly;
  const resources = new Map<string, TemplateResource>(Object.entries(template.Resources));
  refuseUnknownTypes(resources);

  const pseudo: Readonly<Record<string, unknown>> = {
    'AWS::Region': surroundings.region,
    'AWS::AccountId': surroundings.account,
    'AWS::Partition': 'aws',
    'AWS::URLSuffix': 'amazonaws.com',
    'AWS::StackName': surroundings.stackName,
    'AWS::StackId': `arn:aws:cloudformation:${surroundings.region}:${surroundings.account}:stack/${surroundings.stackName}/1`,
    'AWS::NoValue': NO_VALUE,
  };
  const resolving = new Set<string>();
  const subjects = new Map<string, Subject>();
  const resolve = intrinsics(template, {
    ref: (name) => pseudo[name] ?? (resources.has(name) ? identity(name) : undefined),
    attribute: (id, name) => identity(id, name),
  });

  function subjectOf(id: string): Subject {
    const known = subjects.get(id);
    if (known !== undefined) return known;
    const resource = resources.get(id);
    if (resource === undefined) throw new Error(`The template refers to ${id}, which it does not define.`);
    // Names may be built from other resources, never in a circle.
    if (resolving.has(id)) throw new Error(`The names of ${[...resolving, id].join(' -> ')} depend on each other.`);
    resolving.add(id);
    const properties = Object.fromEntries(
      Object.entries(resource.Properties ?? {})
        .filter(([key, value]) => NAMING.has(key) && !isPlainObject(value))
        .map(([key, value]) => [key, resolve(value)]),
    );
    resolving.delete(id);
    const subject = { ...surroundings, id, properties };
    subjects.set(id, subject);
    return subject;
  }

  function identity(id: string, attribute?: string): string {
    const subject = subjectOf(id);
    const type = resources.get(id)?.Type ?? '';
    const known = IDENTITIES[type] ?? inertIdentity;
    if (attribute === undefined) return known.ref(subject);
    const value =
      known.attributes?.[attribute] ?? (isInert(type) ? (s: Subject) => inertAttribute(s, attribute) : undefined);
    if (value === undefined) throw new Error(`The runner does not know the attribute ${attribute} of ${id} (${type}).`);
    return value(subject);
  }

  const exists = (resource: TemplateResource): boolean =>
    resource.Condition === undefined || resolve({ Condition: resource.Condition }) === true;
  const read = new Map<string, Resource>();
  const resourceOf = (id: string, resource: TemplateResource): Resource => {
    const known = read.get(id);
    if (known !== undefined) return known;
    const made: Resource = {
      id,
      type: resource.Type,
      properties: objectOf(resolve(resource.Properties ?? {})),
      metadata: resource.Metadata ?? {},
    };
    read.set(id, made);
    return made;
  };

  return {
    surroundings,
    identity,
    all: (...types) =>
      [...resources]
        .filter(([, resource]) => types.includes(resource.Type) && exists(resource))
        .map(([id, resource]) => resourceOf(id, resource)),
    outputs: () =>
      Object.fromEntries(
        Object.entries(template.Outputs ?? {}).map(([name, { Value }]) => [name, String(resolve(Value))] as const),
      ),
  };
}

/** The properties that names and ids are made of: only these are resolved to answer a reference. */
const NAMING = new Set([
  'BucketName',
  'Domain',
  'EmailIdentity',
  'FunctionName',
  'LogGroupName',
  'ManagedPolicyName',
  'Name',
  'PolicyName',
  'ProtocolType',
  'QueueName',
  'RoleName',
  'StageName',
  'StateMachineName',
  'TableName',
  'TopicName',
]);
const isPlainObject = (value: unknown): boolean =>
  isObject(value) && !Object.keys(value).some((key) => key === 'Ref' || key.startsWith('Fn::'));

function refuseUnknownTypes(resources: ReadonlyMap<string, TemplateResource>): void {
  const unknown = [...resources].filter(([, { Type }]) => !(Type in IDENTITIES) && !isInert(Type));
  if (unknown.length === 0) return;
  const names = unknown.map(([id, { Type }]) => `${Type} (${id})`).join(', ');
  throw new StartError(
    `The runner does not know how to run ${names}: give the type a service, or list it with a reason in local/template/inert.ts.`,
  );
}
