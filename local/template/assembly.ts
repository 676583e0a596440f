import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { codeOf, StartError } from '../errors.ts';
import { isObject, type JsonObject, objectOf, optionalText } from '../json.ts';

/** One resource as CloudFormation reads it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Condition?: string;
  readonly Metadata?: JsonObject;
}

export interface Template {
  readonly Resources: Readonly<Record<string, TemplateResource>>;
  readonly Parameters?: Readonly<Record<string, { readonly Default?: unknown }>>;
  readonly Conditions?: Readonly<Record<string, unknown>>;
  readonly Mappings?: Readonly<Record<string, Readonly<Record<string, JsonObject>>>>;
  readonly Outputs?: Readonly<Record<string, { readonly Value: unknown }>>;
}

/** What `node infra/app.ts` wrote: one stack's template and where its assets lie. */
export interface Assembly {
  readonly directory: string;
  readonly stackName: string;
  readonly template: Template;
  /** Directory or file of the asset whose object key (`<hash>.zip`) the template names. */
  readonly assetPath: (objectKey: string) => string | undefined;
}

/**
 * Reads a synthesized cloud assembly. With several stacks in it, `stackName` says which one to boot.
 * @throws {StartError} when there is none
 */
export function loadAssembly(directory: string, stackName?: string): Assembly {
  const root = resolve(directory);
  const artifacts = Object.entries(objectOf(read(join(root, 'manifest.json'))['artifacts']));
  const stacks = artifacts.filter(([, artifact]) => objectOf(artifact)['type'] === 'aws:cloudformation:stack');
  const wanted = stackName === undefined ? stacks : stacks.filter(([name]) => name === stackName);
  const [first] = wanted;
  if (first === undefined) throw new StartError(`No stack ${stackName ?? ''} in ${root}: run npm run synth.`);
  if (wanted.length > 1) {
    throw new StartError(
      `${root} holds several stacks (${stacks.map(([name]) => name).join(', ')}): name the one to boot.`,
    );
  }
  const [name, artifact] = first;
  const properties = objectOf(objectOf(artifact)['properties']);
  const template = read(join(root, optionalText(properties['templateFile']) ?? `${name}.template.json`));
  if (!isObject(template['Resources']))
    throw new StartError(`The template of ${name} has no resources: run npm run synth.`);
  const assets = assetPaths(root, join(root, `${name}.assets.json`));
  return {
    directory: root,
    stackName: optionalText(properties['stackName']) ?? name,
    template: template as unknown as Template,
    assetPath: (objectKey) => assets.get(objectKey),
  };
}

/** Maps each asset's object key to its path; a stack without assets has no manifest of them. */
function assetPaths(root: string, file: string): ReadonlyMap<string, string> {
  const paths = new Map<string, string>();
  let manifest: JsonObject;
  try {
    manifest = JSON.parse(readFileSync(file, 'utf8')) as JsonObject;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return paths;
    throw error;
  }
  for (const entry of Object.values(objectOf(manifest['files']))) {
    const path = optionalText(objectOf(objectOf(entry)['source'])['path']);
    if (path === undefined) continue;
    for (const destination of Object.values(objectOf(objectOf(entry)['destinations']))) {
      const key = optionalText(objectOf(destination)['objectKey']);
      if (key !== undefined) paths.set(key, join(root, path));
    }
  }
  return paths;
}

function read(file: string): JsonObject {
  try {
    return objectOf(JSON.parse(readFileSync(file, 'utf8')));
  } catch (error) {
    if (codeOf(error) === 'ENOENT') throw new StartError(`${file} is missing: run npm run synth.`);
    throw error;
  }
}
