import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageEvent } from '../../shared/domain/paging/events.ts';
import type { Page } from '../../shared/domain/paging/state.ts';
import { startChild } from '../support/child.ts';
import { customerOf, operatorOf, post } from '../support/drive.ts';
import { freePort } from '../support/free-port.ts';
import { scratchDirectory } from '../support/scratch.ts';
import { eventually, QUICK_SWEEP, SWEPT_WITHIN_MS, startTestStack, type TestStack } from '../support/stack.ts';
import { QUICK_POLICY, type StaffName, type TestWorkspace } from '../support/workspaces.ts';

/**
 * On call by the whole machine, from the synthesized state machines: ladders of seconds, phones that are the pager's, a sweep
 * each five seconds. What each step does and who may press is told in memory (test/unit/paging/pages.test.ts).
 */
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack(QUICK_SWEEP);
});
afterAll(() => stack?.stop());

/** Twice what a test may need: its people, what is swept, and its end; or two starts of a machine and its ladder. */
const LIMIT_MS = 2 * (30_000 + 10_000 + SWEPT_WITHIN_MS);

interface PageCommit {
  readonly at: number;
  readonly events: readonly PageEvent[];
  readonly state: Page;
}
const commitsOf = async (workspace: TestWorkspace, ladder = 'oncall'): Promise<readonly PageCommit[]> =>
  (await stack.log(workspace, ladder, 'P')) as unknown as PageCommit[];
const pageOf = async (workspace: TestWorkspace, ladder?: string): Promise<Page | undefined> =>
  (await commitsOf(workspace, ladder)).at(-1)?.state;

/** The page's own state, as an open acknowledge page asks for it. */
const stateOf = async ({ url }: Pick<TestStack, 'url'>, code: string): Promise<Record<string, unknown>> =>
  (await (await fetch(`${url}/p/${code}/state`)).json()) as Record<string, unknown>;
const codeOf = (workspace: TestWorkspace, person: StaffName): Promise<string> =>
  eventually(async () => (await stack.links(workspace, person)).at(-1), { what: `a message to ${person}` });

/** A customer who wakes whoever is on call. */
async function wake(workspace: TestWorkspace) {
  const ivan = await customerOf(stack, workspace);
  ivan.ask('human.request', { choice: 'wake' });
  return ivan;
}

/** Anna and Pyotr press twice each, at the same moment: one has it, and the other is told who, however often. */
async function takenAtOnce(workspace: TestWorkspace, chat: string): Promise<void> {
  const codes = { anna: await codeOf(workspace, 'anna'), pyotr: await codeOf(workspace, 'pyotr') };
  const presses = [codes.anna, codes.pyotr, codes.anna, codes.pyotr].map((code) => post(stack, `/p/${code}/take`, ''));
  const answers = await Promise.all(presses);
  const by = (await pageOf(workspace))?.acknowledged?.by;
  const [mine, other] = by === workspace.people.anna.id ? (['anna', 'pyotr'] as const) : (['pyotr', 'anna'] as const);
  expect(by).toBe(workspace.people[mine].id);
  const { name } = workspace.people[mine];
  expect(await stateOf(stack, codes[mine])).toMatchObject({ status: 'taken', mine: true });
  expect(await stateOf(stack, codes[other])).toEqual({ status: 'taken', by: name, at: expect.any(Number) });
  for (const [index, { status, text }] of answers.entries()) {
    expect(status).toBe(200);
    if (index % 2 === (other === 'anna' ? 0 : 1)) expect(text).toContain(name);
  }
  const events = (await commitsOf(workspace)).flatMap(({ events }) => events.map(({ type }) => type));
  expect(events.filter((type) => type === 'page.acknowledged')).toHaveLength(1);
  expect(events.slice(events.indexOf('page.acknowledged'))).not.toContain('step.begun');
  await eventually(async () => (await pageOf(workspace))?.takes.at(-1)?.claimed === true);
  const { owner } = (await stack.log(workspace, chat)).at(-1)?.['state'] as { owner: string };
  expect(owner).toBe(by);
}

describe.concurrent('a ladder', () => {
  it(
    'whose execution is lost is climbed by a new one, under another name, and belongs to one of two who take it at once',
    async () => {
      // Rare steps: the execution waits when it is stopped.
      const ladder = {
        steps: [
          { after: 0, who: 0 },
          { after: 10, who: 1 },
          { after: 100, who: 'everyone' as const },
        ],
        repeat: 20,
      };
      const workspace = await stack.workspace({
        policy: { ...QUICK_POLICY, ladders: { staffed: ladder, unstaffed: ladder } },
      });
      const mine = () => stack.executions('page').filter(({ input }) => input.includes(`"${workspace.id}"`));
      const ivan = await wake(workspace);
      await codeOf(workspace, 'anna');
      const [first] = mine();
      expect(first).toMatchObject({ status: 'RUNNING' });
      const states = new SFNClient({
        endpoint: stack.awsEndpoint,
        region: 'us-east-1',
        credentials: { accessKeyId: 'owner', secretAccessKey: 'not-a-secret' },
      });
      const executionArn = `${first?.machineArn.replace(':stateMachine:', ':execution:')}:${first?.name}`;
      await states.send(new StopExecutionCommand({ executionArn }));
      states.destroy();
      await eventually(() => mine()[0]?.status === 'ABORTED');

      const began = (await commitsOf(workspace)).find(({ state }) => state.step === 0)?.at ?? 0;
      const next = await eventually(async () => (await commitsOf(workspace)).find(({ state }) => state.step === 1), {
        timeout: 2 * (10_000 + SWEPT_WITHIN_MS),
        what: 'the sweep to begin the step',
      });
      expect(next.at - began).toBeLessThanOrEqual(10_000 + SWEPT_WITHIN_MS);
      const [again, ...others] = await eventually(() => mine().length === 2 && mine());
      expect(again?.status).toBe('RUNNING');
      expect(others.map(({ name }) => name)).not.toContain(again?.name);
      await takenAtOnce(workspace, ivan.conversation);
      ivan.stop();
    },
    LIMIT_MS,
  );

  it('by the alarm button is taken by a lead, who wakes a specialist, who takes that page by its link', async () => {
    const workspace = await stack.workspace();
    const { people } = workspace;
    const [oleg, anna] = [await operatorOf(stack, workspace, 'oleg'), await operatorOf(stack, workspace, 'anna')];
    await oleg.client.request({ type: 'alarm.raise', reason: 'payments fail' });
    const [message] = await eventually(async () => {
      const messages = await stack.phone(workspace, 'anna');
      return messages.length > 0 && messages;
    });
    expect(message?.text).toMatch(/^Alarm by Oleg: payments fail/);
    const { episode } = await eventually(() => pageOf(workspace));
    await anna.client.request({ type: 'page.acknowledge', ladder: 'oncall', episode });
    await anna.client.request({ type: 'specialist.wake', who: { person: people.maria.id }, reason: 'who knows banks' });

    const code = await codeOf(workspace, 'maria');
    const ladder = `person.${people.maria.id}`;
    expect(await stateOf(stack, code)).toEqual({ status: 'open' });
    expect((await post(stack, `/p/${code}/take`, '')).status).toBe(200);
    expect((await pageOf(workspace, ladder))?.acknowledged?.by).toBe(people.maria.id);
    expect(await stateOf(stack, code)).toMatchObject({ status: 'taken', mine: true });
    expect((await pageOf(workspace))?.acknowledged?.by).toBe(people.anna.id);
    expect(await stack.phone(workspace, 'maria')).toHaveLength(1);
    expect(await stack.phone(workspace, 'pyotr')).toEqual([]);
    oleg.stop();
    anna.stop();
  });
});

const everyoneOf = ['anna', 'pyotr', 'oleg', 'maria'] as const;

describe.concurrent('a machine killed with -9 in the middle of a ladder', () => {
  it(
    'climbs on where it stood: no step is left out, no person is lost, and the links still work',
    async (test) => {
      const data = await scratchDirectory(test);
      const port = String(await freePort());
      type Running = Pick<TestStack, 'url' | 'outputs'> & { workspace: TestWorkspace };
      const first = await startChild<Running>(test, 'stack-process.ts', [data, port, 'kill']);
      const { url, workspace } = first.said;
      const { people } = workspace;
      const rung = async (): Promise<{ to: string; text: string }[]> => {
        const messages = (await (await fetch(`${url}/pager/messages`)).json()) as { to: string; text: string }[];
        const phones = everyoneOf.map((person) => people[person].phone);
        return messages.filter(({ to }) => phones.includes(to));
      };
      const ivan = await customerOf(first.said, workspace);
      test.onTestFinished(ivan.stop);
      ivan.ask('human.request', { choice: 'wake' });
      await eventually(async () => (await rung()).some(({ to }) => to === people.anna.phone));
      await first.kill();
      await startChild(test, 'stack-process.ts', [data, port]);

      for (const person of everyoneOf)
        await eventually(async () => (await rung()).some(({ to }) => to === people[person].phone), {
          timeout: 2 * SWEPT_WITHIN_MS,
          what: `a ring for ${person} after the restart`,
        });
      const to = (await rung()).map((message) => message.to);
      expect(to.indexOf(people.pyotr.phone)).toBeGreaterThan(0);
      expect(to.indexOf(people.maria.phone)).toBeGreaterThan(to.indexOf(people.pyotr.phone));
      const code = (await rung()).find((message) => message.to === people.anna.phone)?.text.split('/p/')[1] ?? '';
      expect((await post(first.said, `/p/${code}/take`, '')).status).toBe(200);
      expect(await stateOf(first.said, code)).toMatchObject({ status: 'taken', mine: true });
    },
    LIMIT_MS,
  );
});
