import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { codeOf } from '../errors.ts';

/** A small JSON file that is read once and written whole, readable by its owner only. */
export interface JsonFile<Value> {
  readonly value: Value;
  /** Writes the value as it is now. */
  readonly save: () => void;
}

/** @param initial the value of a file that is not there yet */
export function openJsonFile<Value>(file: string, initial: Value): JsonFile<Value> {
  mkdirSync(dirname(file), { recursive: true });
  const value = load(file, initial);
  return {
    value,
    save: () => {
      writeFileSync(`${file}.new`, JSON.stringify(value, undefined, 2), { mode: 0o600 });
      renameSync(`${file}.new`, file);
    },
  };
}

function load<Value>(file: string, initial: Value): Value {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Value;
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return initial;
    throw error;
  }
}
