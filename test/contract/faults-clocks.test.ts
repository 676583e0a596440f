import { afterAll, afterEach, beforeAll, describe, expect, it, type TestContext } from 'vitest';
import type { Pausable } from '../../local/faults.ts';
import type { Policy } from '../../shared/domain/kernel/policy.ts';
import { MAX_MORE, MAX_WAITS } from '../../shared/domain/paging/state.ts';
import { customerOf, newId, openSession, operatorOf, rawSocket } from '../support/drive.ts';
import { eventually, QUICK_SWEEP, SWEPT_WITHIN_MS, startTestStack, type TestStack } from '../support/stack.ts';
import { QUICK_POLICY, type TestWorkspace } from '../support/workspaces.ts';

/**
 * What becomes of who waits when what rings the clocks is dead. A stack for each, all at once: what is dead is so for a whole
 * stack.
 */
async function aStack({ onTestFinished }: TestContext): Promise<TestStack> {
  const stack = await startTestStack(QUICK_SWEEP);
  onTestFinished(stack.stop);
  return stack;
}

/** Twice what a test may need: its stack, its people, what is looked for, and its end. */
const LIMIT_MS = 2 * (SWEPT_WITHIN_MS + 30_000);

interface Event {
  readonly type: string;
  readonly act?: string;
}
const eventsOf = async (
  stack: TestStack,
  workspace: TestWorkspace,
  chat: string,
): Promise<(Event & { at: number })[]> =>
  (await stack.log(workspace, chat)).flatMap(({ events, at }) =>
    (events as Event[]).map((event) => ({ ...event, at: at as number })),
  );

/** Waits until each of these chats was looked at, and asserts that it was in time after its first rung. */
async function allFound(stack: TestStack, workspace: TestWorkspace, chats: readonly string[]): Promise<void> {
  await Promise.all(
    chats.map(async (chat) => {
      const rung = await eventually(
        async () => (await eventsOf(stack, workspace, chat)).find(({ type }) => type === 'rung.reached'),
        { timeout: 2 * SWEPT_WITHIN_MS, what: 'the sweep to find the chat' },
      );
      const [opened] = await eventsOf(stack, workspace, chat);
      const due = (opened?.at ?? 0) + workspace.policy.silence * 1000;
      expect(rung.at - due).toBeLessThanOrEqual(SWEPT_WITHIN_MS);
    }),
  );
}

describe.concurrent('the sweep finds each waiting chat within 15 s and one sweep', () => {
  it.for<[string, readonly Pausable[]]>([
    ['when the look queue is dead', ['queue']],
    ['when the projector is dead, and the queue with it', ['projector', 'queue']],
    ['when nothing but the sweep is alive', ['projector', 'queue', 'executions']],
  ])('%s', { timeout: LIMIT_MS }, async ([_what, dead], test) => {
    const stack = await aStack(test);
    const workspace = await stack.workspace();
    for (const part of dead) stack.faults.pause(part);
    const customers = await Promise.all([0, 1, 2].map(() => customerOf(stack, workspace)));
    for (const customer of customers) customer.say('Is anyone there?');
    await eventually(() => customers.every((customer) => customer.texts().length === 1));
    await allFound(
      stack,
      workspace,
      customers.map(({ conversation }) => conversation),
    );
    // All of them are on the one page, whoever is left to ring for it.
    await eventually(async () => {
      const state = (await stack.log(workspace, 'oncall', 'P')).at(-1)?.['state'] as { waits: unknown[] } | undefined;
      return state?.waits.length === 3;
    });
    for (const customer of customers) customer.stop();
  });

  it(
    'when the execution that climbs its rungs is dead',
    async (test) => {
      const stack = await aStack(test);
      // The first rung comes by the queue, the second would come by the execution.
      const workspace = await stack.workspace();
      const oleg = await operatorOf(stack, workspace, 'oleg');
      stack.faults.pause('executions');
      const ivan = await customerOf(stack, workspace);
      ivan.say('Is anyone there?');
      const acts = async (): Promise<(Event & { at: number })[]> =>
        (await eventsOf(stack, workspace, ivan.conversation)).filter(({ type }) => type === 'rung.reached');
      const [first] = await eventually(async () => {
        const reached = await acts();
        return reached.length > 0 && reached;
      });
      const last = await eventually(async () => (await acts()).find(({ act }) => act === 'page'), {
        timeout: 2 * SWEPT_WITHIN_MS,
        what: 'the sweep to ring the page',
      });
      expect(first?.act).toBe('nudge.team');
      expect(last.at - (first?.at ?? 0)).toBeLessThanOrEqual(SWEPT_WITHIN_MS);
      oleg.stop();
      ivan.stop();
    },
    LIMIT_MS,
  );
});

describe('a page', () => {
  let stack: TestStack;
  beforeAll(async () => {
    stack = await startTestStack();
  });
  afterEach(() => stack.faults.clear());
  afterAll(() => stack?.stop());

  it(
    'whose function dies between its write and its send is sent, with the same link',
    async () => {
      const workspace = await stack.workspace();
      stack.faults.killAfter({ caller: 'page-step', service: 'dynamodb', action: 'PutItem', includes: 'step.begun' });
      const ivan = await customerOf(stack, workspace);
      ivan.ask('human.request', { choice: 'wake' });
      const [code] = await eventually(
        async () => {
          const codes = await stack.links(workspace, 'anna');
          return codes.length > 0 && codes;
        },
        { what: 'the message that was begun' },
      );
      const begun = (await stack.log(workspace, 'oncall', 'P'))
        .flatMap(({ events }) => events as { type: string; sends?: { code: string }[] }[])
        .filter(({ type }) => type === 'step.begun');
      expect(begun[0]?.sends?.[0]?.code).toBe(code);
      ivan.stop();
    },
    LIMIT_MS,
  );

  it(
    'rings a lead once for a flood of anonymous visitors, not a hundred times',
    async () => {
      // The first step alone falls into the test.
      const ladder = { steps: [{ after: 0, who: 0 }], repeat: 600 };
      const policy: Policy = { ...QUICK_POLICY, ladders: { staffed: ladder, unstaffed: ladder } };
      const workspace = await stack.workspace({ policy });
      const flood = async (): Promise<void> => {
        const { session } = await openSession(stack, workspace.id);
        const socket = await rawSocket(stack, session);
        await socket.exchange({ type: 'hello', id: newId(), version: 1 });
        const call = { type: 'human.request', id: newId(), conversation: newId(), after: 0, choice: 'wake' };
        expect(await socket.exchange(call)).toMatchObject({ type: 'ack' });
        socket.close();
      };
      for (let i = 0; i < 10; i++) await Promise.all(Array.from({ length: 10 }, flood));
      const pages = () => stack.log(workspace, 'oncall', 'P');
      const state = async () =>
        (await pages()).at(-1)?.['state'] as { waits: unknown[]; more: number; episode: number };
      // So many are named, so many more are counted; who comes after writes nothing, and waits on the same page.
      const isFull = async (): Promise<boolean> => {
        const now = await state();
        return now?.waits.length === MAX_WAITS && now.more === MAX_MORE;
      };
      await eventually(isFull, { timeout: 60_000 });
      await stack.projected();
      expect(await state()).toMatchObject({ episode: 1 });
      expect(await stack.phone(workspace, 'anna')).toHaveLength(1);
      for (const person of ['pyotr', 'oleg', 'maria'] as const)
        expect(await stack.phone(workspace, person)).toEqual([]);
      expect((await pages()).length).toBeLessThan(MAX_WAITS + MAX_MORE + 20);
    },
    LIMIT_MS,
  );
});
