import { appendFileSync, mkdirSync, readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isObject, parseJson } from '../json.ts';

/** A message as SNS and SES would deliver it: to a phone, to a mailbox, or once to the topic. */
export interface PagerMessage {
  readonly id: string;
  /** ISO 8601 */
  readonly at: string;
  readonly channel: 'sms' | 'email' | 'topic';
  /** phone number in E.164, e-mail address, or ARN of the topic */
  readonly to: string;
  readonly text: string;
  readonly subject: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
}

/** The phones of the machine: what was sent, oldest first, kept over restarts. */
export interface Pager {
  readonly record: (message: Omit<PagerMessage, 'at'>) => void;
  readonly messages: () => readonly PagerMessage[];
  /** Hears of each new message. @returns what ends it */
  readonly subscribe: (listener: (message: PagerMessage) => void) => () => void;
}

/** Older ones leave the list; the file keeps them. */
const MAX_MESSAGES = 500;

export function openPager(file: string): Pager {
  mkdirSync(dirname(file), { recursive: true });
  const messages = load(file).slice(-MAX_MESSAGES);
  const listeners = new Set<(message: PagerMessage) => void>();
  return {
    record: (sent) => {
      const message = { ...sent, at: new Date().toISOString() };
      appendFileSync(file, `${JSON.stringify(message)}\n`);
      messages.push(message);
      if (messages.length > MAX_MESSAGES) messages.shift();
      for (const listener of listeners) listener(message);
    },
    messages: () => messages,
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

function load(file: string): PagerMessage[] {
  try {
    const lines = readFileSync(file, 'utf8').split('\n').map(parseJson);
    return lines.filter(isObject) as unknown as PagerMessage[];
  } catch {
    return [];
  }
}
