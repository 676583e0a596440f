import { cpSync, existsSync, globSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { functionBundle } from '../../../scripts/bundles.ts';

/** Frames of this type go to the floor. */
export const FLOOR_ROUTE = 'floor.post';

const FLOOR = import.meta.dirname;
const STACK = 'Otvet';
const ASSET = 'floor';

interface Resource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** Bundles one of the files here as functions are bundled. @returns the bundle's file */
export async function bundleFloor(
  name: 'handler' | 'bare-customer' | 'bare-operator',
  folder: string,
): Promise<string> {
  const file = join(folder, 'index.mjs');
  await build([functionBundle(join(FLOOR, `${name}.ts`), file)]);
  return file;
}

/**
 * A copy of the synthesized template in which both doors have one route more. It leads to a function of its own, which is
 * like the door's socket function in everything but its code: memory, role, environment.
 */
export async function deployFloor(assembly: string, target: string): Promise<void> {
  mkdirSync(target, { recursive: true });
  for (const path of globSync('asset.*', { cwd: assembly })) symlinkSync(join(assembly, path), join(target, path));
  await bundleFloor('handler', join(target, ASSET));
  for (const name of ['manifest.json', 'cdk.out']) {
    if (existsSync(join(assembly, name))) cpSync(join(assembly, name), join(target, name));
  }
  const assets = read(join(assembly, `${STACK}.assets.json`)) as { files: Record<string, unknown> };
  assets.files[ASSET] = { source: { path: ASSET }, destinations: { here: { objectKey: `${ASSET}.zip` } } };
  write(join(target, `${STACK}.assets.json`), assets);
  const template = read(join(assembly, `${STACK}.template.json`)) as { Resources: Record<string, Resource> };
  for (const side of ['customer', 'operator']) Object.assign(template.Resources, floorOf(template.Resources, side));
  write(join(target, `${STACK}.template.json`), template);
}

/** Copies of all that leads a frame of this door to its socket function, under names of their own. */
function floorOf(resources: Readonly<Record<string, Resource>>, side: string): Record<string, Resource> {
  const all = Object.entries(resources);
  const find = (type: string, holds: (text: string) => boolean): string => {
    const found = all.find(([, one]) => one.Type === type && holds(JSON.stringify(one)));
    if (found === undefined) throw new Error(`The template has no ${type} of the ${side} door.`);
    return found[0];
  };
  const fn = find('AWS::Lambda::Function', (text) => text.includes(`-${side}-socket"`));
  const integration = find('AWS::ApiGatewayV2::Integration', (text) => text.includes(`"${fn}"`));
  const route = find('AWS::ApiGatewayV2::Route', (text) => text.includes(`"${integration}"`));
  const response = find('AWS::ApiGatewayV2::RouteResponse', (text) => text.includes(`"${route}"`));
  const permission = find('AWS::Lambda::Permission', (text) => text.includes(`"${fn}"`) && text.includes('$default'));

  const named = [fn, integration, route, response, permission];
  const copies = named.map((id): [string, Resource] => {
    let text = JSON.stringify(resources[id]);
    for (const other of named) text = text.replaceAll(`"${other}"`, `"${other}Floor"`);
    return [`${id}Floor`, JSON.parse(text) as Resource];
  });
  const changes: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
    [`${fn}Floor`]: { FunctionName: `otvet-dev-floor-${side}`, Code: { S3Key: `${ASSET}.zip` } },
    [`${route}Floor`]: { RouteKey: FLOOR_ROUTE },
  };
  return Object.fromEntries(
    copies.map(([id, one]) => [id, { ...one, Properties: { ...one.Properties, ...changes[id] } }] as const),
  );
}

const read = (file: string): unknown => JSON.parse(readFileSync(file, 'utf8'));
const write = (file: string, value: unknown): void => writeFileSync(file, JSON.stringify(value));
