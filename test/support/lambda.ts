import type { Context } from 'aws-lambda';
import type { RequestLogger } from '../../functions/kernel/adapters/powertools.ts';
import { type FakeLogger, fakeLogger } from './fakes.ts';

/** What Lambda passes beside an event. */
export const aContext = (): Context =>
  ({
    awsRequestId: 'request-1',
    functionName: 'otvet-test',
    getRemainingTimeInMillis: () => 10_000,
  }) as unknown as Context;

/** A logger that also remembers the ids of its requests. */
export function requestLogger(): RequestLogger & FakeLogger & { readonly begun: Readonly<Record<string, string>>[] } {
  const begun: Readonly<Record<string, string>>[] = [];
  return { ...fakeLogger(), begun, begin: (_context, ids) => void begun.push(ids) };
}
