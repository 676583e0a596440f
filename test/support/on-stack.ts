import { afterAll, afterEach, beforeAll } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { type CustomerDriver, customerOf, type OperatorDriver, operatorOf } from './drive.ts';
import { eventually, startTestStack, type TestStack } from './stack.ts';
import type { TestWorkspace } from './workspaces.ts';

/** A chat of Ivan with Oleg. */
export interface Chat {
  readonly workspace: TestWorkspace;
  readonly ivan: CustomerDriver;
  readonly oleg: OperatorDriver;
  /** the conversation's id */
  readonly chat: string;
}

interface ChatOptions {
  readonly question?: string;
  readonly answer?: string;
  /** how much faster their clocks run */
  readonly speed?: number;
}

/** What the tests of a file share: one stack. */
export interface StackWorld {
  readonly stack: TestStack;
  /** Stops it after the test. */
  readonly kept: <T extends { readonly stop: () => void }>(driven: T) => T;
  /** A workspace of their own in which Ivan has written, and Oleg has answered. */
  readonly aChat: (options?: ChatOptions) => Promise<Chat>;
}

/** One stack for all tests of a file; whoever a test drives is stopped after it, and what was made to fail works again. */
export function onStack(): StackWorld {
  let running: TestStack | undefined;
  const stops: (() => void)[] = [];
  const stackOf = (): TestStack => {
    if (running === undefined) throw new Error('The stack is not running.');
    return running;
  };
  beforeAll(async () => {
    running = await startTestStack();
  });
  afterEach(() => {
    for (const stop of stops.splice(0)) stop();
    running?.faults.clear();
  });
  afterAll(() => running?.stop());

  const kept: StackWorld['kept'] = (driven) => {
    stops.push(driven.stop);
    return driven;
  };
  return {
    get stack() {
      return stackOf();
    },
    kept,
    async aChat({ question = 'first', answer = 'second', speed = 1 } = {}) {
      const stack = stackOf();
      const workspace = await stack.workspace({ policy: DEFAULT_POLICY });
      const oleg = kept(await operatorOf(stack, workspace, 'oleg', { speed }));
      const ivan = kept(await customerOf(stack, workspace, { speed }));
      const chat = ivan.conversation;
      ivan.say(question);
      await eventually(() => oleg.client.state.inbox.cards.has(chat));
      oleg.client.watch(chat);
      oleg.say(chat, answer);
      await eventually(() => ivan.texts().length === 2 && oleg.texts(chat).length === 2);
      return { workspace, ivan, oleg, chat };
    },
  };
}
