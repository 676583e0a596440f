import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { listOf, numberOf, objectOf, optionalText, textOf } from '../json.ts';
import type { Assembly } from '../template/assembly.ts';
import type { Resource, StackTemplate } from '../template/stack-template.ts';

/** A function of the template. */
export interface FunctionModel {
  /** Short name (`customer-socket`). It names its log, its access key and its faults. */
  readonly name: string;
  /** Name in AWS. */
  readonly functionName: string;
  readonly arn: string;
  readonly roleArn: string;
  /** Directory of its bundle. */
  readonly directory: string;
  /** `file.export` */
  readonly handler: string;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  /** Limit of the template on how many events it handles at once, if there is one. */
  readonly concurrency: number | undefined;
  readonly environment: Readonly<Record<string, string>>;
}

/** Reads the functions that are ours: those of custom resources serve a deployment, and are left out. */
export function readFunctions(template: StackTemplate, assembly: Assembly): readonly FunctionModel[] {
  return template
    .all('AWS::Lambda::Function')
    .filter(({ properties }) => optionalText(properties['Runtime'])?.startsWith('nodejs') === true)
    .flatMap((resource) => {
      const directory = bundleOf(resource, assembly);
      return directory === undefined ? [] : [modelOf(template, resource, directory)];
    });
}

function modelOf(template: StackTemplate, resource: Resource, directory: string): FunctionModel {
  const { id, properties } = resource;
  const variables = Object.entries(objectOf(objectOf(properties['Environment'])['Variables']));
  const reserved = properties['ReservedConcurrentExecutions'];
  return {
    name: nameOf(resource, template.surroundings.stackName),
    functionName: template.identity(id),
    arn: template.identity(id, 'Arn'),
    roleArn: textOf(properties['Role'], `the role of ${id}`),
    directory,
    handler: textOf(properties['Handler'], `the handler of ${id}`),
    timeoutMs: numberOf(properties['Timeout'], 3) * 1000,
    memoryMb: numberOf(properties['MemorySize'], 128),
    concurrency: reserved === undefined ? undefined : numberOf(reserved, 1),
    environment: Object.fromEntries(variables.map(([name, value]) => [name, String(value)] as const)),
  };
}

/** The name without the stack's (`otvet-dev-customer-socket` is `customer-socket`), else that of the construct. */
function nameOf({ id, metadata, properties }: Resource, stackName: string): string {
  const name = optionalText(properties['FunctionName']);
  if (name?.startsWith(`${stackName}-`) === true) return name.slice(stackName.length + 1);
  const path = optionalText(metadata['aws:cdk:path'])?.split('/') ?? [];
  return name ?? (path.at(-1) === 'Resource' ? path.at(-2) : undefined) ?? id;
}

/** The bundle, if it is one of ours: a directory with the file that the handler names. */
function bundleOf({ properties }: Resource, assembly: Assembly): string | undefined {
  const key = optionalText(objectOf(properties['Code'])['S3Key']);
  const directory = key === undefined ? undefined : assembly.assetPath(key);
  if (directory === undefined || !existsSync(directory) || !statSync(directory).isDirectory()) return undefined;
  const isCustomResource = existsSync(join(directory, '__entrypoint__.js'));
  return isCustomResource ? undefined : directory;
}

/** Function ARNs may name a version or alias: the function is the same. */
export const plainArn = (arn: string): string => arn.split(':').slice(0, 7).join(':');

/** The function that an API Gateway URI (`…:path/2015-03-31/functions/<arn>/invocations`) or a target names. */
export function functionArnIn(uri: unknown): string | undefined {
  const [, arn] = /functions\/(.+)\/invocations/.exec(String(listOf(uri)[0])) ?? [];
  return arn === undefined ? undefined : plainArn(arn);
}
