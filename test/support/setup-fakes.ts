import type { Operator, Workspace } from '../../functions/kernel/ports.ts';
import { SetupError } from '../../setup/errors.ts';
import type { NewUser, SetupPorts } from '../../setup/ports.ts';
import type { Contact } from '../../shared/domain/paging/contact.ts';

/** An empty deployment in memory, as the identity provider and the table hold it. */
export function fakeDeployment() {
  const users = new Map<string, NewUser & { id: string }>();
  const workspaces = new Map<string, Workspace>();
  const operators = new Map<string, Operator>();
  const contacts = new Map<string, Contact>();
  const rounds = new Set<string>();
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
      createContact: async (workspace, contact) => {
        const key = `${workspace}/${contact.person}/${contact.id}`;
        if (contacts.has(key)) return false;
        contacts.set(key, contact);
        return true;
      },
      beginRounds: async (workspace) => void rounds.add(workspace),
    },
    clock: { now: () => Date.UTC(2026, 10, 22, 9) },
    secret: () => `secret-number-${++secrets}-of-thirty-two-characters`,
  };
  return { ports, users, workspaces, operators, contacts, rounds };
}
