import type { Operator, Workspace } from '../../functions/ports.ts';
import { SetupError } from '../../setup/errors.ts';
import type { NewUser, SetupPorts } from '../../setup/ports.ts';

/** An empty deployment in memory, as the identity provider and the table hold it. */
export function fakeDeployment() {
  const users = new Map<string, NewUser & { id: string }>();
  const workspaces = new Map<string, Workspace>();
  const operators = new Map<string, Operator>();
  let secrets = 0;
  const ports: SetupPorts = {
    users: {
      ensure: async (user) => {
        const known = users.get(user.email);
        if (known && known.workspace !== user.workspace) throw new SetupError('belongs elsewhere');
        if (known) return { id: known.id, isNew: false };
        const id = `sub-${users.size + 1}`;
        users.set(user.email, { ...user, id });
        return { id, isNew: true };
      },
    },
    directory: {
      workspace: async (id) => workspaces.get(id) ?? null,
      createWorkspace: async (workspace) => {
        if (workspaces.has(workspace.id)) return false;
        workspaces.set(workspace.id, workspace);
        return true;
      },
      createOperator: async (workspace, operator) => {
        const key = `${workspace}/${operator.id}`;
        if (operators.has(key)) return false;
        operators.set(key, operator);
        return true;
      },
    },
    secret: () => `secret-number-${++secrets}-of-thirty-two-characters`,
  };
  return { ports, users, workspaces, operators };
}
