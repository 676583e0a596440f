import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { messageOf } from '../errors.ts';
import type { Faults } from '../faults.ts';
import type { Usage } from '../usage.ts';
import { type AwsAnswer, type AwsCall, AwsError, type AwsService, errorAnswer, NoAnswer } from './call.ts';
import { actionOf, signerOf } from './signature.ts';

/** The AWS services of the machine behind one address. Functions find them by `AWS_ENDPOINT_URL_<SERVICE>`. */
export interface AwsEndpoint {
  /** `http://127.0.0.1:<port>`; never reachable from another machine. */
  readonly url: string;
  /** Registers what answers for a service, named as in the scope of signatures. */
  readonly serve: (service: string, handler: AwsService) => void;
  readonly stop: () => Promise<void>;
}

/** Bodies larger than this are refused; the largest that AWS takes here is a batch of 16 MB. */
const MAX_BODY_BYTES = 17 * 1024 * 1024;

export async function startAwsEndpoint(usage: Usage, faults: Faults): Promise<AwsEndpoint> {
  const services = new Map<string, AwsService>();

  const answer = async (call: AwsCall): Promise<AwsAnswer> => {
    const handler = services.get(call.service);
    if (handler === undefined) {
      throw new AwsError(501, 'NotImplemented', `The runner has no service ${call.service} (${call.action}).`);
    }
    usage.call(call.caller, call.service, call.action);
    faults.beforeCall(call);
    const answered = await handler(call);
    faults.afterCall(call, answered);
    return answered;
  };

  const server = createServer((request, response) => {
    handle(request, response).catch((error: unknown) => {
      if (error instanceof NoAnswer) response.destroy();
      else if (!response.headersSent) response.writeHead(500).end(messageOf(error));
    });
  });
  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const signer = signerOf(request.headers);
    if (signer === undefined) {
      // A page in a browser cannot add this header to a request without asking first, and is not answered then.
      response.writeHead(403, { 'content-type': 'text/plain' }).end('Requests to AWS services are signed.');
      return;
    }
    const body = await bodyOf(request);
    const method = request.method ?? 'GET';
    const path = request.url ?? '/';
    const session = request.headers['x-amz-security-token'];
    const call: AwsCall = {
      caller: signer.accessKey,
      session: typeof session === 'string' ? session : undefined,
      service: signer.service,
      action: actionOf(request.headers, method, path, body),
      method,
      path,
      headers: request.headers,
      body,
    };
    const answered = await answer(call).catch((error: unknown) => {
      if (error instanceof NoAnswer) throw error;
      const known = error instanceof AwsError ? error : new AwsError(500, 'InternalFailure', messageOf(error));
      return errorAnswer(call.service, known);
    });
    response.writeHead(answered.status, answered.headers).end(answered.body);
  };
  server.keepAliveTimeout = 60_000;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });

  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    serve: (service, handler) => services.set(service, handler),
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new Error('The request is too large.');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
