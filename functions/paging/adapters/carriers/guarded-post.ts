import { request as httpRequest, type IncomingMessage, type OutgoingHttpHeaders } from 'node:http';
import { request as httpsRequest, type RequestOptions } from 'node:https';
import { CarrierRefusal } from '../../ports.ts';
import type { NetworkGuard } from './network-guard.ts';
import { wordsOf } from './refusal.ts';

/** A server that takes longer has not taken the ring; a step of a page has 30 s for all. */
const PATIENCE_MS = 10_000;
/** So much of an answer is read at most: what a person is shown of it is shorter still. */
const MAX_ANSWER = 2_000;

export interface Answered {
  readonly status: number;
  /** beginning of the answer's body, on one line */
  readonly words: string;
}

/**
 * Posts to a contact's URL, follows no redirect, and answers with the status whatever it is.
 * @param patience milliseconds until an answer
 * @throws CarrierRefusal when the address is not allowed or does not answer in time
 */
export async function guardedPost(
  guard: NetworkGuard,
  address: string,
  { headers, body }: { readonly headers: OutgoingHttpHeaders; readonly body: Buffer | string },
  patience = PATIENCE_MS,
): Promise<Answered> {
  if (!URL.canParse(address)) throw new CarrierRefusal('The address is no URL.');
  const url = new URL(address);
  guard.check(url);
  const options: RequestOptions = {
    method: 'POST',
    headers: { ...headers, 'content-length': Buffer.byteLength(body) },
    lookup: guard.lookup,
    // A connection of its own: one that was kept may be long dead in a function that slept.
    agent: false,
    signal: AbortSignal.timeout(patience),
  };
  try {
    const response = await new Promise<IncomingMessage>((resolve, reject) => {
      const begin = url.protocol === 'http:' ? httpRequest : httpsRequest;
      begin(url, options, resolve).on('error', reject).end(body);
    });
    return { status: response.statusCode ?? 0, words: await beginningOf(response) };
  } catch (error) {
    if (error instanceof CarrierRefusal) throw error;
    throw new CarrierRefusal(wordsOf(reasonOf(error, patience)), { cause: error });
  }
}

async function beginningOf(response: IncomingMessage): Promise<string> {
  let text = '';
  for await (const chunk of response.setEncoding('utf8')) {
    text += chunk;
    if (text.length >= MAX_ANSWER) break;
  }
  return wordsOf(text);
}

function reasonOf(error: unknown, patience: number): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === 'AbortError' || error.name === 'TimeoutError') return `No answer in ${patience / 1000} seconds.`;
  // An address with several addresses fails with the errors of all.
  const first = error instanceof AggregateError ? (error.errors[0] as Error | undefined) : error;
  return first?.message || error.message || error.name;
}
