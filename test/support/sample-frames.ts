import { CustomerCommandSchema, OperatorCommandSchema } from '../../shared/protocol/commands.ts';
import { IdSchema, LadderSchema, NameIdSchema, SkillSchema } from '../../shared/protocol/values.ts';

/** What tests read of a schema of valibot's. */
interface Shape {
  readonly type: string;
  readonly entries?: Readonly<Record<string, Shape>>;
  readonly wrapped?: Shape;
  readonly item?: Shape;
  readonly key?: Shape;
  readonly options?: readonly unknown[];
  readonly literal?: unknown;
  readonly pipe?: readonly Shape[];
}

/** A place in a frame: the names of its fields from the top, `also.0`. */
export interface Place {
  readonly path: string;
  /** `conversation`: an id of one, as whatever field; `text`: what somebody types */
  readonly kind: 'command' | 'conversation' | 'incident' | 'person' | 'ladder' | 'skill' | 'text' | 'number';
}
export interface SampleFrame {
  readonly type: string;
  readonly frame: Readonly<Record<string, unknown>>;
  readonly places: readonly Place[];
}

/**
 * A frame of each command of a door, with every field that it can have, made from the schemas: a command or a field that is
 * new is in all tests that ask for these, without a line of theirs. Values come from `fill`.
 */
export const sampleFrames = (
  door: 'customer' | 'operator',
  fill: (place: Place, type: string) => string | number,
): SampleFrame[] =>
  (door === 'customer' ? CustomerCommandSchema : OperatorCommandSchema).options.map((option) => {
    const type = option.entries.type.literal;
    const places: Place[] = [];
    const frame = sampleOf(option as unknown as Shape, '', (place) => {
      places.push(place);
      return fill(place, type);
    });
    return { type, frame: frame as SampleFrame['frame'], places };
  });

function sampleOf(shape: Shape, path: string, leaf: (place: Place) => string | number): unknown {
  const below = (name: string): string => (path === '' ? name : `${path}.${name}`);
  switch (shape.type) {
    case 'object':
    case 'strict_object':
      return Object.fromEntries(
        Object.entries(shape.entries ?? {}).map(([name, entry]) => [name, sampleOf(entry, below(name), leaf)]),
      );
    case 'optional':
    case 'nullable':
      return sampleOf(must(shape.wrapped), path, leaf);
    case 'array':
      return [sampleOf(must(shape.item), below('0'), leaf)];
    case 'record':
      return { [leaf({ path: below('*'), kind: kindOf(must(shape.key), '*') })]: 0 };
    case 'literal':
      return shape.literal;
    case 'picklist':
      return shape.options?.[0];
    case 'boolean':
      return true;
    case 'number':
      return leaf({ path, kind: 'number' });
    case 'string':
      return leaf({ path, kind: kindOf(shape, path) });
    default:
      throw new Error(`no sample of ${shape.type} at ${path}: say here what one is`);
  }
}

const must = (shape: Shape | undefined): Shape => {
  if (!shape) throw new Error('a schema of another kind than it says');
  return shape;
};

function kindOf(shape: Shape, path: string): Place['kind'] {
  if (shape === (IdSchema as unknown as Shape))
    return path === 'id' ? 'command' : path === 'incident' ? 'incident' : 'conversation';
  if (shape === (NameIdSchema as unknown as Shape)) return 'person';
  if (shape === (LadderSchema as unknown as Shape)) return 'ladder';
  return shape === (SkillSchema as unknown as Shape) ? 'skill' : 'text';
}

/** The same frame with another value at one place. */
export function withAt(frame: SampleFrame['frame'], path: string, value: string): Record<string, unknown> {
  const changed = structuredClone(frame) as Record<string, unknown>;
  const names = path.split('.');
  const last = names.pop() ?? '';
  let at = changed;
  for (const name of names) at = at[name] as Record<string, unknown>;
  if (last === '*') {
    for (const key of Object.keys(at)) delete at[key];
    at[value] = 0;
  } else at[last] = value;
  return changed;
}
