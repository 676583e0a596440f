import type { Connections, Subscriptions } from '../kernel/ports.ts';
import type { Whereabouts } from './ports.ts';

export interface ConnectDeps {
  readonly connections: Connections;
  readonly subscriptions: Pick<Subscriptions, 'forget'>;
  /** the customers' door only: operators are shown when somebody left */
  readonly whereabouts?: Pick<Whereabouts, 'left'>;
}

/** Notes a socket that is about to open. Nothing is posted to it yet: until we return it does not exist. */
export async function connect(
  { connections }: ConnectDeps,
  socket: { readonly connection: string; readonly workspace: string; readonly subject: string },
): Promise<void> {
  await connections.open(socket.connection, { workspace: socket.workspace, subject: socket.subject });
}

/**
 * Forgets a socket that has closed, with all it listened to. The gateway does not promise to tell us: rows also go by a
 * post that finds nobody, and by their own time.
 */
export async function disconnect(
  { subscriptions, whereabouts }: ConnectDeps,
  {
    connection,
    workspace,
    subject,
  }: { readonly connection: string; readonly workspace: string; readonly subject: string },
): Promise<void> {
  await Promise.all([subscriptions.forget(workspace, connection), whereabouts?.left(workspace, subject)]);
}
