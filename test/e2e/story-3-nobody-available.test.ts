import { expect, it } from 'vitest';
import type { Policy } from '../../shared/domain/kernel/policy.ts';
import { inBrowser } from '../support/in-browser.ts';
import { eventually } from '../support/stack.ts';
import { QUICK_POLICY } from '../support/workspaces.ts';

/**
 * Silence would count as the tap only long after the test: what rings, rings by a tap. Both leads are rung soon, and nobody
 * is late before the test has read that a person is being rung, on a busy machine too.
 */
const PATIENT: Policy = {
  ...QUICK_POLICY,
  targets: { ...QUICK_POLICY.targets, connect: 60 },
  silence: 300,
  ladders: {
    ...QUICK_POLICY.ladders,
    unstaffed: {
      steps: [
        { after: 0, who: 0 },
        { after: 2, who: 1 },
      ],
      repeat: 60,
    },
  },
};

interface Page {
  readonly episode: number;
  readonly status: string;
  readonly waits: readonly unknown[];
  readonly acknowledged: { readonly by: string } | null;
}

await inBrowser('story 3: nobody is available', (world) => {
  it('waking pages at once, others join the page, and of two leads one owns it', async () => {
    const { stack } = world;
    const workspace = await stack.workspace({ policy: PATIENT });
    const pageOf = async (): Promise<Page> => (await stack.log(workspace, 'oncall', 'P')).at(-1)?.['state'] as Page;
    const [ivan, olga] = await Promise.all([world.shop(workspace), world.shop(workspace)]);

    // Both choices stand, before a word is written and after.
    await ivan.button('Talk to a person').waitFor();
    await ivan.button(/^(Tomorrow by|By) \d+:\d\d is fine$/).waitFor();
    await ivan.say('The machine is on fire');
    await ivan.panel.getByText('No one is at a desk right now. What would you prefer?', { exact: false }).waitFor();
    await ivan.button(/is fine$/).waitFor();
    expect(await stack.phone(workspace, 'anna')).toEqual([]);

    // Waking rings the first lead on call.
    await ivan.button('Talk to a person').click();
    const [first] = await eventually(async () => {
      const messages = await stack.phone(workspace, 'anna');
      return messages.length > 0 && messages;
    });
    expect(first?.text).toMatch(/waiting \d+ s, nobody is there\./);
    await ivan.panel.getByText('Ringing the person on call.', { exact: false }).first().waitFor();

    // A second customer joins the page that rings: no second page, no second call for it.
    await olga.button('Talk to a person').click();
    await eventually(async () => (await pageOf()).waits.length === 2);
    expect(await pageOf()).toMatchObject({ episode: 1, status: 'ringing' });
    expect(await stack.phone(workspace, 'anna')).toHaveLength(1);

    // Both leads have the link open and press at the same moment.
    const [annas] = await stack.links(workspace, 'anna');
    const [pyotrs] = await eventually(async () => {
      const codes = await stack.links(workspace, 'pyotr');
      return codes.length > 0 && codes;
    });
    const leads = [
      { name: 'Anna', ...(await world.open(`/p/${annas}`, { phone: true })) },
      { name: 'Pyotr', ...(await world.open(`/p/${pyotrs}`, { phone: true })) },
    ] as const;
    for (const { page } of leads) await page.getByText('1 more waiting').waitFor();
    await Promise.all(leads.map(({ page }) => page.getByRole('button', { name: 'I have it' }).click()));
    const isOwner = await Promise.all(
      leads.map(({ page }) =>
        Promise.race([
          page
            .getByRole('textbox', { name: 'Message' })
            .waitFor()
            .then(() => true),
          page
            .getByText(/ took .+ Others are waiting\./)
            .waitFor()
            .then(() => false),
        ]),
      ),
    );
    expect(isOwner.toSorted()).toEqual([false, true]);
    const [owner, other] = isOwner[0] ? leads : leads.toReversed();
    // One customer is taken, the other still waits: the page rings on, and the other lead is offered that chat.
    await other?.page.getByText(new RegExp(`^${owner?.name} took .+ Others are waiting\\.$`)).waitFor();
    await ivan.log.getByText(`${owner?.name} has seen your message`).waitFor();
    expect(await pageOf()).toMatchObject({ episode: 2, status: 'ringing' });
    const taken = (await stack.log(workspace, 'oncall', 'P')).flatMap(
      (commit) => commit['events'] as { type: string; by?: string }[],
    );
    expect(taken.filter(({ type }) => type === 'page.acknowledged')).toMatchObject([
      { by: workspace.people[owner?.name === 'Anna' ? 'anna' : 'pyotr'].id },
    ]);
  });

  it('an answer by the morning is a promise, and rings nobody', async () => {
    const { stack } = world;
    const workspace = await stack.workspace({ policy: PATIENT });
    const ivan = await world.shop(workspace);
    await ivan.say('When do you open?');
    await ivan.button(/is fine$/).click();
    await ivan.log.getByText(/^We will answer (tomorrow )?by \d+:\d\d$/).waitFor();
    // A person is one tap away all the same.
    await ivan.button('Talk to a person').waitFor();
    const commits = (await stack.everything()).filter(({ pk }) => String(pk).startsWith(`C#${workspace.id}#`));
    const { clocks } = commits.at(-1)?.['state'] as { clocks: { kind: string }[] };
    expect(clocks.map(({ kind }) => kind)).toEqual(['promise']);
    expect(await stack.log(workspace, 'oncall', 'P')).toEqual([]);
  });

  it('who says nothing for a while is taken to have asked for a person', async () => {
    const { stack } = world;
    const workspace = await stack.workspace();
    const ivan = await world.shop(workspace);
    await ivan.say('Hello?');
    await ivan.panel.getByText("If you don't choose, we'll call someone in.").waitFor();
    await eventually(async () => (await stack.phone(workspace, 'anna')).length === 1);
  });
});
