import * as v from 'valibot';
import { HttpError } from './http-errors.ts';
import type { HttpEvent } from './http-router.ts';

/** Few bodies of ours come near it; identities are the longest. */
const MAX_BYTES = 8 * 1024;

/**
 * The body of a request by its schema, of so many bytes at most.
 * @throws {HttpError} when it is too large, not JSON, or not what the schema says
 */
export function readBody<S extends v.GenericSchema>(
  schema: S,
  event: HttpEvent,
  maxBytes = MAX_BYTES,
): v.InferOutput<S> {
  const bytes = Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8');
  if (bytes.length > maxBytes) throw new HttpError('too_large');
  const parsed = v.safeParse(schema, parse(bytes.toString('utf8')));
  if (!parsed.success) throw new HttpError('invalid_body');
  return parsed.output;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw new HttpError('invalid_json');
  }
}
