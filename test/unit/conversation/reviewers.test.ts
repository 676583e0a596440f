import { expect, it } from 'vitest';
import { runConversationCommand } from '../../../functions/conversation/command.ts';
import type { ConversationCommand } from '../../../shared/domain/conversation/commands.ts';
import { aWorld } from '../../support/world.ts';

const CHAT = 'conversation-0000000001';

it('a command looks up the team for the names that it posts, and once more only if it is a bad rating', async () => {
  const world = await aWorld();
  let asked = 0;
  const directory = {
    ...world.store.directory,
    operators: (workspace: string) => {
      asked += 1;
      return world.store.directory.operators(workspace);
    },
  };
  const run = async (command: ConversationCommand): Promise<number> => {
    asked = 0;
    const result = await runConversationCommand(
      { ...world.deps, directory },
      {
        workspace: world.workspace,
        conversation: CHAT,
        actor: { kind: 'customer', id: 'ivan' },
        id: world.newId(),
        command,
      },
    );
    expect(result).toMatchObject({ ok: true });
    return asked;
  };

  expect(await run({ type: 'message.post', text: 'Не греет' })).toBe(1);
  expect(await run({ type: 'conversation.close' })).toBe(1);
  expect(await run({ type: 'conversation.rate', score: 'bad' })).toBe(2);
  expect((await world.state(CHAT)).review).toMatchObject({ owner: 'anna' });
});
