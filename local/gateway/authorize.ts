import type { IncomingMessage } from 'node:http';
import { evaluate, statementsOf } from '../iam/evaluate.ts';
import { isObject } from '../json.ts';
import type { Outcome } from '../lambda/messages.ts';
import { AUTHORIZER_CONTEXT_BYTES } from './limits.ts';
import type { AuthorizerModel } from './model.ts';
import { type AuthorizerContext, authorizerEvent, type ConnectionFacts } from './socket-events.ts';

/** Whether a handshake may go on. The status is what the client is refused with. */
export type Authorization =
  | { readonly allowed: true; readonly context: AuthorizerContext }
  | { readonly allowed: false; readonly status: 401 | 403 | 500 };

/** Asks the authorizer of `$connect`. */
export async function authorize(
  authorizer: AuthorizerModel,
  facts: ConnectionFacts,
  request: IncomingMessage,
  arn: string,
  invoke: (functionArn: string, event: unknown) => Promise<Outcome>,
): Promise<Authorization> {
  if (!authorizer.identitySources.every((source) => hasSource(source, request))) return { allowed: false, status: 401 };
  const started = performance.now();
  const outcome = await invoke(authorizer.functionArn, authorizerEvent(facts, request, arn));
  if (!outcome.ok) {
    // A function says "who are you?" by failing with this very message.
    return { allowed: false, status: outcome.error.errorMessage === 'Unauthorized' ? 401 : 500 };
  }
  const answer = outcome.payload;
  if (!isObject(answer) || typeof answer['principalId'] !== 'string' || !isObject(answer['policyDocument'])) {
    return { allowed: false, status: 500 };
  }
  if (!evaluate(statementsOf(answer['policyDocument']), { action: 'execute-api:Invoke', resource: arn }).allowed) {
    return { allowed: false, status: 403 };
  }
  const given = isObject(answer['context']) ? answer['context'] : {};
  const isFlat = Object.values(given).every((value) => ['string', 'number', 'boolean'].includes(typeof value));
  if (!isFlat || Buffer.byteLength(JSON.stringify(given)) > AUTHORIZER_CONTEXT_BYTES)
    return { allowed: false, status: 500 };
  const texts = Object.entries(given).map(([name, value]) => [name, String(value)] as const);
  return {
    allowed: true,
    context: {
      ...Object.fromEntries(texts),
      principalId: answer['principalId'],
      integrationLatency: Math.round(performance.now() - started),
    },
  };
}

function hasSource(source: string, request: IncomingMessage): boolean {
  const [, kind, name = ''] = /^route\.request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (kind === 'header') return (request.headers[name.toLowerCase()] ?? '') !== '';
  if (kind === 'querystring') return new URL(request.url ?? '/', 'http://host').searchParams.has(name);
  throw new Error(`The runner does not know the identity source ${source}.`);
}
