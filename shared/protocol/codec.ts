import * as v from 'valibot';
import { CODES, type Code } from './codes.ts';
import { MAX_FRAME_BYTES } from './values.ts';

/** A frame as an object, or why it is none. `id` is the sender's, when it could be read. */
export type Parsed<T> =
  | { readonly ok: true; readonly frame: T }
  | { readonly ok: false; readonly code: Code; readonly id: string | null };

const bytes = (text: string): number => new TextEncoder().encode(text).length;

function readJson(text: string): { id: string | null; type: string | null; value: unknown } | null {
  try {
    const value: unknown = JSON.parse(text);
    const field = (name: string): string | null => {
      const found = value !== null && typeof value === 'object' ? (value as Record<string, unknown>)[name] : null;
      return typeof found === 'string' && found.length <= 64 ? found : null;
    };
    return { id: field('id'), type: field('type'), value };
  } catch {
    return null; // not JSON: the caller answers with a code
  }
}

/** Reads a command. Size first, then JSON, then whether the type exists on this door, then every field. */
export function parseCommand<S extends v.GenericSchema>(
  schema: S,
  types: ReadonlySet<string>,
  text: string,
): Parsed<v.InferOutput<S>> {
  if (text.length > MAX_FRAME_BYTES || bytes(text) > MAX_FRAME_BYTES) return { ok: false, code: 'too_large', id: null };
  const read = readJson(text);
  if (!read) return { ok: false, code: 'invalid_json', id: null };
  if (read.type === null) return { ok: false, code: 'invalid_frame', id: read.id };
  if (!types.has(read.type)) return { ok: false, code: 'unknown_type', id: read.id };
  const result = v.safeParse(schema, read.value);
  return result.success ? { ok: true, frame: result.output } : { ok: false, code: 'invalid_frame', id: read.id };
}

/** Reads a frame from the server; null for types this client does not know and for the gateway's own frames. */
export function parsePush<S extends v.GenericSchema>(schema: S, text: string): v.InferOutput<S> | null {
  const read = readJson(text);
  const result = read && v.safeParse(schema, read.value);
  return result?.success ? result.output : null;
}

/** Writes a frame; throws when it is not what the schema says, so that our own mistakes fail where they are made. */
export const encode = <S extends v.GenericSchema>(schema: S, frame: v.InferInput<S>): string =>
  JSON.stringify(v.parse(schema, frame));

/** The `error` frame of a code. */
export const errorFrame = (id: string | null, code: Code, more: { by?: string; at?: number } = {}) => ({
  type: 'error' as const,
  id,
  code,
  retry: CODES[code].retry,
  message: CODES[code].meaning,
  ...more,
});
