import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import fc from 'fast-check';
import { rolldown } from 'rolldown';
import * as v from 'valibot';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { CustomerCommandSchema, OperatorCommandSchema } from '../../shared/protocol/commands.ts';
import { CustomerPushSchema, OperatorPushSchema } from '../../shared/protocol/pushes.ts';

/** The widget's small stand-in for valibot says of every frame what valibot says. */
const TOP = new URL('../../', import.meta.url);
const SCHEMAS = { CustomerCommandSchema, OperatorCommandSchema, CustomerPushSchema, OperatorPushSchema };
type Name = keyof typeof SCHEMAS;
type Small = Record<Name, unknown> & {
  safeParse(schema: unknown, input: unknown): { success: boolean; output?: unknown };
};
let small: Small;
const folder = mkdtempSync(join(tmpdir(), 'otvet-schemas-'));

/** The same schemas, built on the stand-in as the panel is. */
beforeAll(async () => {
  const stand = new URL('web/widget/valibot.ts', TOP).pathname;
  const source = `export * from './shared/protocol/commands.ts'; export * from './shared/protocol/pushes.ts';
    export { safeParse } from 'valibot';`;
  const build = await rolldown({
    input: 'entry',
    cwd: decodeURIComponent(TOP.pathname),
    resolve: { alias: { valibot: decodeURIComponent(stand) } },
    plugins: [
      {
        name: 'entry',
        resolveId: (id) => (id === 'entry' ? join(decodeURIComponent(TOP.pathname), 'entry.ts') : null),
        load: (id) => (id.endsWith('entry.ts') ? source : null),
      },
    ],
  });
  const file = join(folder, 'schemas.mjs');
  await build.write({ file, format: 'esm' });
  small = (await import(pathToFileURL(file).href)) as Small;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every frame of the contract's examples, good for one schema at least. */
const examples = readFileSync(new URL('docs/PROTOCOL.md', TOP), 'utf8')
  .split('\n')
  .filter((line) => /^[→←] \{/.test(line))
  .map((line) => JSON.parse(line.slice(2)) as unknown);

const odd = fc.oneof(
  fc.constantFrom(
    null,
    true,
    0,
    -1,
    1.5,
    2 ** 60,
    '',
    ' ',
    'open',
    'a'.repeat(70),
    [],
    {},
    '\u0000',
    'x'.repeat(5_001),
  ),
  fc.jsonValue({ maxDepth: 2 }),
);
const key = fc.constantFrom('type', 'id', 'extra', 'view', '__proto__', 'constructor', 'seq', 'events');

/** Changes one place of a frame: takes something out, puts something odd in, or adds what nobody asked for. */
function spoil(frame: unknown, dice: readonly number[], name: string, value: unknown): unknown {
  const copy: unknown = structuredClone(frame);
  let at: unknown = copy;
  for (const [i, die] of dice.entries()) {
    if (at === null || typeof at !== 'object') break;
    const fields = at as Record<string, unknown>;
    const names = Object.keys(fields);
    const picked = names[die % Math.max(1, names.length)];
    const isLast = i === dice.length - 1 || picked === undefined || typeof fields[picked] !== 'object';
    if (!isLast) at = fields[picked];
    else {
      if (picked === undefined || die % 5 === 0)
        Reflect.defineProperty(fields, name, { value, enumerable: true, configurable: true, writable: true });
      else if (die % 5 === 1) Array.isArray(at) ? at.splice(Number(picked), 1) : delete fields[picked];
      else fields[picked] = value;
      break;
    }
  }
  return JSON.parse(JSON.stringify(copy)); // what JSON cannot say, no frame says
}

const agree = (input: unknown): void => {
  for (const [name, schema] of Object.entries(SCHEMAS) as [Name, v.GenericSchema][]) {
    const real = v.safeParse(schema, input);
    const ours = small.safeParse(small[name], input);
    expect(ours.success, name).toBe(real.success);
    if (real.success) expect(ours.output, name).toEqual(real.output);
  }
};

it('agrees on every example of the contract', () => {
  expect(examples.length).toBeGreaterThan(50);
  for (const example of examples) agree(example);
});

it('agrees on every example spoilt at one place', () => {
  fc.assert(
    fc.property(
      fc.constantFrom(...examples),
      fc.array(fc.nat(), { minLength: 1, maxLength: 5 }),
      key,
      odd,
      (example, dice, name, value) => agree(spoil(example, dice, name, value)),
    ),
    { numRuns: 3_000 },
  );
});

it('agrees on anything else that JSON can say', () => {
  fc.assert(
    fc.property(fc.jsonValue(), (value) => agree(value)),
    { numRuns: 500 },
  );
});
