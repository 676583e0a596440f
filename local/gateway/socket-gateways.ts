import type { PublicServer } from '../server/public-server.ts';
import type { Connection } from './connection.ts';
import { createSocketGateway, type SocketGateway, type SocketGatewayOptions } from './socket-gateway.ts';

/** The WebSocket APIs on the public port, each at the path of its stage. */
export interface SocketGateways {
  readonly gateways: readonly SocketGateway[];
  /** Open connections of a stage. */
  readonly of: (stage: string) => readonly Connection[];
  /** Breaks the connections of a stage, or one of them, as a lost network would. */
  readonly cut: (stage: string, connectionId?: string) => void;
  readonly stop: () => Promise<void>;
}

export function startSocketGateways(server: PublicServer, options: readonly SocketGatewayOptions[]): SocketGateways {
  const gateways = options.map(createSocketGateway);
  server.onUpgrade((request, socket, head) => {
    const path = (request.url ?? '/').replace(/\?.*$/, '');
    const gateway = gateways.find(({ api }) => path === `/${api.stage}`);
    if (gateway === undefined) {
      socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n');
      return;
    }
    gateway.upgrade(request, socket, head).catch(() => socket.destroy());
  });
  const of = (stage: string) =>
    gateways.filter(({ api }) => api.stage === stage).flatMap((gateway) => gateway.connections());
  return {
    gateways,
    of,
    cut: (stage, connectionId) => {
      for (const connection of of(stage)) {
        if (connectionId === undefined || connection.facts.id === connectionId) connection.cut();
      }
    },
    stop: async () => {
      await Promise.all(gateways.map((gateway) => gateway.stop()));
    },
  };
}
