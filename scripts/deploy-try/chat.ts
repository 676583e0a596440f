import { randomBytes, randomUUID } from 'node:crypto';
import { type IncomingMessage, request } from 'node:http';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { WebSocket } from 'ws';
import { jwtTokens } from '../../functions/entry/adapters/jwt.ts';
import { signingKey } from '../../functions/kernel/adapters/secrets.ts';
import { chatWithItself, type SelfChat } from '../../shared/client/self-chat.ts';
import type { SocketLike } from '../../shared/client/types.ts';
import { type Engine, REGION } from './engine.ts';

/** What of a deployment a chat needs. */
export interface Deployed {
  readonly stack: string;
  readonly workspace: string;
  /** who answers: an operator that the set-up has made */
  readonly operator: string;
  readonly origin: string;
  readonly apiId: string;
  readonly customerAddress: string;
  readonly operatorAddress: string;
}

/** A chat through the doors of the engine: session and ticket by the HTTP API, frames by the sockets. */
export async function smokeChat(engine: Engine, deployed: Deployed): Promise<SelfChat> {
  const { workspace, origin, apiId } = deployed;
  const http = async (path: string, body: object, bearer?: string): Promise<Record<string, string>> => {
    const headers = {
      origin,
      'content-type': 'application/json',
      ...(bearer && { authorization: `Bearer ${bearer}` }),
    };
    const { status, text } = await post(engine, `${apiId}.execute-api`, path, headers, JSON.stringify(body));
    if (status !== 200) throw new Error(`${path} answered ${status}: ${text}`);
    return JSON.parse(text) as Record<string, string>;
  };
  const { session = '' } = await http('/v1/sessions', { workspace });
  const clock = { now: () => Date.now() };
  const secrets = new SecretsManagerClient({
    endpoint: engine.url,
    region: REGION,
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
  });
  const tokens = jwtTokens(signingKey(secrets, `${deployed.stack}/signing`), clock);
  return await chatWithItself(
    {
      ticket: async (side) => {
        if (side === 'customer') {
          const { ticket = '', address = '' } = await http('/v1/tickets', {}, session);
          return { ticket, address };
        }
        // The engine has no sign-in page: the operator's ticket is signed with the stack's own key.
        const inAMinute = clock.now() + 60_000;
        const ticket = await tokens.writeTicket({
          workspace,
          subject: deployed.operator,
          kind: 'operator',
          role: 'lead',
          verified: false,
          locale: 'en',
          expiresAt: clock.now() + 600_000,
          id: randomUUID(),
          usableUntil: inAMinute,
        });
        return { ticket, address: deployed.operatorAddress };
      },
      openSocket: (address, protocols) => openSocket(engine, address, protocols, origin),
      now: clock.now,
      setTimer: (run, ms) => setTimeout(run, ms),
      clearTimer: (timer) => clearTimeout(timer as NodeJS.Timeout),
      random: Math.random,
      newId: () => randomBytes(16).toString('base64url'),
    },
    30_000,
  );
}

/** `wss://<api>.execute-api.<region>.amazonaws.com/<stage>` at the engine, which knows it by its path. */
function openSocket(engine: Engine, address: string, protocols: readonly string[], origin: string): SocketLike {
  const { hostname, pathname } = new URL(address);
  const [api = ''] = hostname.split('.');
  // The engine repeats no subprotocol: as a header, so that the client does not expect one.
  const socket = new WebSocket(`ws://127.0.0.1:${engine.port}/_aws/execute-api/${api}${pathname}`, {
    headers: { origin, 'sec-websocket-protocol': protocols.join(', ') },
  });
  const like: SocketLike = {
    send: (data) => socket.send(data),
    close: (code) => socket.close(code),
    onopen: null,
    onmessage: null,
    onclose: null,
  };
  socket.on('open', () => like.onopen?.());
  socket.on('message', (data) => like.onmessage?.({ data: String(data) }));
  socket.on('error', () => undefined); // its close follows
  socket.on('close', (code) => like.onclose?.({ code }));
  return like;
}

/** A request to an API of the engine, which tells them apart by the name in `Host`. */
function post(
  { port }: Engine,
  host: string,
  path: string,
  headers: Record<string, string>,
  body: string,
): Promise<{ readonly status: number; readonly text: string }> {
  return new Promise((resolve, reject) => {
    const options = {
      host: '127.0.0.1',
      port,
      path,
      method: 'POST',
      headers: { ...headers, host: `${host}.127.0.0.1:${port}` },
    };
    const sent = request(options, (answer: IncomingMessage) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk;
      });
      answer.on('end', () => resolve({ status: answer.statusCode ?? 0, text }));
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
