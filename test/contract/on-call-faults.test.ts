import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { SFNClient, StopExecutionCommand } from '@aws-sdk/client-sfn';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageEvent, Send } from '../../shared/domain/page/events.ts';
import type { Page } from '../../shared/domain/page/state.ts';
import { customerOf, operatorOf, post } from '../support/drive.ts';
import { freePort } from '../support/free-port.ts';
import { eventually, startTestStack, type TestStack } from '../support/stack.ts';
import { QUICK_POLICY, type StaffName, type TestWorkspace } from '../support/workspaces.ts';

/** On call by the whole machine, from the synthesized state machines: ladders of seconds, phones that are the pager's. */
let stack: TestStack;
beforeAll(async () => {
  stack = await startTestStack();
});
afterAll(() => stack?.stop());

interface PageCommit {
  readonly at: number;
  readonly events: readonly PageEvent[];
  readonly state: Page;
}
const commitsOf = async (workspace: TestWorkspace, ladder = 'oncall'): Promise<readonly PageCommit[]> =>
  (await stack.log(workspace, ladder, 'P')) as unknown as PageCommit[];
const pageOf = async (workspace: TestWorkspace, ladder?: string): Promise<Page | undefined> =>
  (await commitsOf(workspace, ladder)).at(-1)?.state;
const stepsOf = async (workspace: TestWorkspace, ladder?: string): Promise<readonly (readonly Send[])[]> =>
  (await commitsOf(workspace, ladder)).flatMap(({ events }) =>
    events.flatMap((event) => (event.type === 'step.begun' ? [event.sends] : [])),
  );

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

describe.concurrent('a ladder', () => {
  it('climbs from the first to everyone, once each, says so to the customer, and repeats until somebody has it', async () => {
    const workspace = await stack.workspace();
    const ivan = await wake(workspace);
    const steps = await eventually(async () => {
      const begun = await stepsOf(workspace);
      return begun.length >= 4 && (await pageOf(workspace))?.sent === true && begun;
    });
    const { people } = workspace;
    const everyone = Object.values(people).map(({ id }) => id);
    expect(steps[0]?.map(({ person }) => person)).toEqual([people.anna.id]);
    expect(steps[1]?.map(({ person }) => person)).toEqual([people.pyotr.id]);
    for (const step of steps.slice(2)) expect(new Set(step.map(({ person }) => person))).toEqual(new Set(everyone));
    const [raised, ...begun] = (await commitsOf(workspace)).filter(({ events }) =>
      events.some(({ type }) => type === 'page.raised' || type === 'step.begun'),
    );
    const after = begun.map(({ at }) => (at - (raised?.at ?? 0)) / 1000);
    for (const [step, due] of [0, 3, 6].entries()) expect(after[step]).toBeGreaterThanOrEqual(due);

    await eventually(() => {
      const { log } = ivan.client.state.conversations.get(ivan.conversation) ?? {};
      return log?.view?.wait?.everyone === true;
    });
    await post(stack, `/p/${await codeOf(workspace, 'maria')}/take`, '');
    const rung = async () => (await Promise.all(everyoneOf.map((person) => stack.links(workspace, person)))).flat();
    const codes = await rung();
    // Each message once: nothing crashed.
    expect(new Set(codes).size).toBe(codes.length);
    expect(codes.sort()).toEqual(
      (await stepsOf(workspace))
        .flat()
        .map(({ code }) => code)
        .sort(),
    );
    const { acknowledged } = (await pageOf(workspace)) ?? {};
    expect(acknowledged?.by).toBe(people.maria.id);
    await eventually(async () => (await pageOf(workspace))?.told === true);
    expect((await rung()).sort()).toEqual(codes);
    ivan.stop();
  });

  it('belongs to one of two phones on which it is taken at once, and the other is told who', async () => {
    const workspace = await stack.workspace();
    const ivan = await wake(workspace);
    const codes = { anna: await codeOf(workspace, 'anna'), pyotr: await codeOf(workspace, 'pyotr') };
    const presses = [codes.anna, codes.pyotr, codes.anna, codes.pyotr].map((code) =>
      post(stack, `/p/${code}/take`, ''),
    );
    const answers = await Promise.all(presses);
    const by = (await pageOf(workspace))?.acknowledged?.by;
    const [mine, other] = by === workspace.people.anna.id ? (['anna', 'pyotr'] as const) : (['pyotr', 'anna'] as const);
    expect(by).toBe(workspace.people[mine].id);
    const name = workspace.people[mine].name;
    expect(await stateOf(stack, codes[mine])).toMatchObject({ status: 'taken', mine: true });
    expect(await stateOf(stack, codes[other])).toEqual({ status: 'taken', by: name, at: expect.any(Number) });
    for (const [index, { status, text }] of answers.entries()) {
      expect(status).toBe(200);
      if (index % 2 === (other === 'anna' ? 0 : 1)) expect(text).toContain(name);
    }
    const events = (await commitsOf(workspace)).flatMap(({ events }) => events.map(({ type }) => type));
    expect(events.filter((type) => type === 'page.acknowledged')).toHaveLength(1);
    expect(events.slice(events.indexOf('page.acknowledged'))).not.toContain('step.begun');
    const { owner } = (await stack.log(workspace, ivan.conversation)).at(-1)?.['state'] as { owner: string };
    expect(owner).toBe(by);
    ivan.stop();
  });

  it('whose execution is lost is climbed by a new one, under another name', async () => {
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
      timeout: 100_000,
      interval: 250,
      what: 'the sweep to begin the step',
    });
    expect(next.at - began).toBeLessThanOrEqual(10_000 + 75_000 + 5_000);
    const [again, ...others] = await eventually(() => mine().length === 2 && mine());
    expect(again?.status).toBe('RUNNING');
    expect(others.map(({ name }) => name)).not.toContain(again?.name);
    await post(stack, `/p/${await codeOf(workspace, 'pyotr')}/take`, '');
    await eventually(async () => (await pageOf(workspace))?.claimed === true);
    ivan.stop();
  }, 150_000);

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

  it('shows what became of each short message, and climbs on whatever did', async () => {
    const workspace = await stack.workspace();
    stack.faults.makeUnreachable(workspace.people.anna.phone);
    const ivan = await wake(workspace);
    const reports = await eventually(async () => {
      const found = (await commitsOf(workspace)).flatMap(({ events }) =>
        events.flatMap((event) => (event.type === 'ring.reported' ? [event] : [])),
      );
      return found.length >= 2 && found;
    });
    const { anna, pyotr } = workspace.people;
    expect(reports).toContainEqual(expect.objectContaining({ person: anna.id, step: 0, result: 'undelivered' }));
    expect(reports).toContainEqual(expect.objectContaining({ person: pyotr.id, step: 1, result: 'delivered' }));
    await post(stack, `/p/${await codeOf(workspace, 'pyotr')}/take`, '');
    ivan.stop();
  });
});

const everyoneOf = ['anna', 'pyotr', 'oleg', 'maria'] as const;

describe.concurrent('a machine killed with -9 in the middle of a ladder', () => {
  it('climbs on where it stood: no step is left out, no person is lost, and the links still work', async () => {
    const data = await mkdtemp(join(tmpdir(), 'otvet-on-call-'));
    const port = await freePort();
    let child: ChildProcess | undefined;
    try {
      const start = async (workspace?: string) => {
        const script = join(import.meta.dirname, '../support/stack-process.ts');
        const args = [script, data, String(port), ...(workspace === undefined ? [] : [workspace])];
        child = spawn(process.execPath, ['--no-warnings', ...args], { stdio: ['pipe', 'pipe', 'inherit'] });
        const [line] = await once(createInterface({ input: child.stdout as NodeJS.ReadableStream }), 'line');
        return JSON.parse(String(line)) as Pick<TestStack, 'url' | 'outputs'> & { workspace: TestWorkspace };
      };
      const first = await start('kill');
      const { people } = first.workspace;
      const messages = async (): Promise<{ to: string; text: string }[]> =>
        (await (await fetch(`${first.url}/pager/messages`)).json()) as { to: string; text: string }[];
      const rung = async () => {
        const phones = everyoneOf.map((person) => people[person].phone);
        return (await messages()).filter(({ to }) => phones.includes(to));
      };
      const ivan = await customerOf(first, first.workspace);
      ivan.ask('human.request', { choice: 'wake' });
      await eventually(async () => (await rung()).some(({ to }) => to === people.anna.phone));
      const ended = once(child as ChildProcess, 'exit');
      child?.kill('SIGKILL');
      await ended;
      await start();

      for (const person of everyoneOf)
        await eventually(async () => (await rung()).some(({ to }) => to === people[person].phone), {
          timeout: 120_000,
          interval: 250,
          what: `a ring for ${person} after the restart`,
        });
      const to = (await rung()).map((message) => message.to);
      expect(to.indexOf(people.pyotr.phone)).toBeGreaterThan(0);
      expect(to.indexOf(people.maria.phone)).toBeGreaterThan(to.indexOf(people.pyotr.phone));
      const code = (await rung()).find((message) => message.to === people.anna.phone)?.text.split('/p/')[1] ?? '';
      expect((await post(first, `/p/${code}/take`, '')).status).toBe(200);
      expect(await stateOf(first, code)).toMatchObject({ status: 'taken', mine: true });
      ivan.stop();
    } finally {
      child?.kill('SIGKILL');
      await rm(data, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 });
    }
  }, 200_000);
});
