import { type AwsAnswer, AwsError, type AwsService } from '../aws/call.ts';
import type { Guard } from '../aws/guard.ts';
import type { Faults } from '../faults.ts';
import type { Surroundings } from '../template/identities.ts';
import { SOCKET_LIMITS } from './limits.ts';
import type { SocketGateway } from './socket-gateway.ts';

/** Path under which a stage's `@connections` answer, on the address of the AWS services. */
export const managementPath = (apiId: string, stage: string): string => `/@gateway/${apiId}/${stage}`;

/** The management API of the socket gateways: post to a connection, ask after it, close it. */
export function managementService(
  gateways: readonly SocketGateway[],
  { region, account }: Surroundings,
  guard: Guard,
  faults: Faults,
): AwsService {
  return (call): AwsAnswer => {
    const [, apiId, stage, encoded = ''] =
      /^\/@gateway\/([^/]+)\/([^/]+)\/(?:@|%40)connections\/([^/?]+)/i.exec(call.path) ?? [];
    const gateway = gateways.find(({ api }) => api.id === apiId && api.stage === stage);
    if (gateway === undefined) throw new AwsError(403, 'ForbiddenException', 'Forbidden');
    const id = decodeURIComponent(encoded);
    permit(
      guard,
      call.caller,
      `arn:aws:execute-api:${region}:${account}:${apiId}/${stage}/${call.method}/@connections/${id}`,
    );

    const connection = gateway.find(id);
    if (connection === undefined) throw new AwsError(410, 'GoneException', '');
    if (call.method === 'DELETE') {
      connection.close(1000, '');
      return { status: 204, body: '' };
    }
    if (call.method === 'GET') {
      const { connectedAt, sourceIp, userAgent } = connection.facts;
      return {
        status: 200,
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({
          connectedAt: new Date(connectedAt).toISOString(),
          lastActiveAt: new Date(connection.lastActiveAt()).toISOString(),
          identity: { sourceIp, userAgent },
        }),
      };
    }
    if (call.body.length > SOCKET_LIMITS.messageBytes)
      throw new AwsError(413, 'PayloadTooLargeException', 'Payload too large');
    const text = call.body.toString('utf8');
    // A lost post: the poster is told that all is well.
    if (faults.isPostLost(gateway.api.stage, id, text)) return { status: 200, body: '' };
    if (!connection.send(text)) throw new AwsError(410, 'GoneException', '');
    return { status: 200, body: '' };
  };
}

/** This service calls a refusal by another name than most. */
function permit(guard: Guard, caller: string, resource: string): void {
  try {
    guard.check(caller, { action: 'execute-api:ManageConnections', resource });
  } catch (error) {
    throw error instanceof AwsError ? new AwsError(403, 'ForbiddenException', error.message) : error;
  }
}
