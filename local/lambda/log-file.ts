import { createWriteStream, mkdirSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Readable } from 'node:stream';
import { isObject, parseJson } from '../json.ts';

/** A log of JSON lines. */
export interface LogFile {
  /** Writes one line. */
  readonly write: (entry: Readonly<Record<string, unknown>>) => void;
  /** Writes each line of a stream: JSON as it is, anything else as a message. */
  readonly read: (stream: Readable) => void;
  readonly close: () => Promise<void>;
}

export function openLog(file: string): LogFile {
  mkdirSync(dirname(file), { recursive: true });
  const out = createWriteStream(file, { flags: 'a' });
  out.on('error', () => {
    // A full disk must not end the machine; its logs are the smaller loss.
  });
  const write = (entry: Readonly<Record<string, unknown>>): void => {
    out.write(`${JSON.stringify(entry)}\n`);
  };
  return {
    write,
    read: (stream) => {
      let rest = '';
      stream.setEncoding('utf8');
      stream.on('data', (chunk: string) => {
        const lines = (rest + chunk).split('\n');
        rest = lines.pop() ?? '';
        for (const line of lines) {
          if (line.trim() === '') continue;
          const value = parseJson(line);
          write(isObject(value) ? value : { timestamp: new Date().toISOString(), message: line });
        }
      });
    },
    close: () => new Promise((resolve) => out.end(resolve)),
  };
}
