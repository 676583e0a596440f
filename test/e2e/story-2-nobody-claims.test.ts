import { expect, it } from 'vitest';
import { inBrowser } from '../support/in-browser.ts';
import { eventually } from '../support/stack.ts';

interface PageState {
  readonly status: string;
  readonly raisedAt: number;
  readonly step: number;
}

await inBrowser('story 2: nobody claims', (world) => {
  it('the rungs fire, a lead’s phone rings and rings on, and the lead answers from the link', async () => {
    const { stack } = world;
    const workspace = await stack.workspace();
    const oleg = await world.console(workspace, 'oleg');
    const ivan = await world.shop(workspace);
    await ivan.say('Is there anybody?');
    const row = oleg.row('Is there anybody?');
    await row.waitFor();

    // The team, the lead, the phone, in this order; the row says how far it has come.
    await row.getByText('Ringing Anna').waitFor({ state: 'attached' });
    expect(await rungsOf(workspace)).toEqual(['nudge.team', 'tell.lead', 'page']);
    const [first] = await eventually(async () => {
      const messages = await stack.phone(workspace, 'anna');
      return messages.length > 0 && messages;
    });
    expect(first?.text).toMatch(/^A guest has been waiting \d+ s, no one has come\. http\S+\/p\/[\w-]{22}$/);
    expect(await stack.phone(workspace, 'pyotr')).toEqual([]);

    // Anna sleeps on: the next rung rings Pyotr.
    const [code] = await eventually(async () => {
      const codes = await stack.links(workspace, 'pyotr');
      return codes.length > 0 && codes;
    });

    // He opens the link on his phone, sees who waits, and takes it with the button. Opening alone took nothing.
    const pyotr = await world.open(`/p/${code}`, { phone: true });
    await pyotr.page.getByRole('heading', { name: /Guest has been waiting/ }).waitFor();
    await pyotr.page.getByText('Is there anybody?').waitFor();
    expect((await pageOf()).status).toBe('ringing');
    await pyotr.page.getByRole('button', { name: 'I have it' }).click();
    await pyotr.page.getByText('has been told you are on your way.', { exact: false }).waitFor();
    await ivan.log.getByText('Pyotr has seen your message').waitFor();
    const { raisedAt, status, step } = await pageOf();
    expect(status).toBe('acknowledged');
    const sent = await everythingSent();

    // From that page he answers, without ever signing in; and so does Ivan.
    await pyotr.page.getByRole('textbox', { name: 'Message' }).fill('Pyotr here. What happened?');
    await pyotr.page.getByRole('button', { name: 'Send' }).click();
    await ivan.log.getByText('Pyotr here. What happened?').waitFor();
    await ivan.say('It leaks.');
    await pyotr.page.getByRole('log').getByText('It leaks.').waitFor();
    await row.getByText('Ringing Anna').waitFor({ state: 'detached' });

    // The two steps that would have come next have had their time: nothing more was sent.
    const { steps, repeat } = workspace.policy.ladders.staffed;
    const over = raisedAt + ((steps[step + 1]?.after ?? 0) + repeat + 1) * 1000;
    await eventually(() => Date.now() > over, { timeout: 30_000, what: 'the time of the next two steps' });
    expect(await everythingSent()).toEqual(sent);

    async function rungsOf({ id }: { readonly id: string }): Promise<string[]> {
      const commits = (await stack.everything()).filter(({ pk }) => String(pk).startsWith(`C#${id}#`));
      const events = commits
        .toSorted((a, b) => String(a['sk']).localeCompare(String(b['sk'])))
        .flatMap((commit) => commit['events'] as { type: string; act?: string }[]);
      return events.flatMap(({ type, act }) => (type === 'rung.reached' && act !== undefined ? act : []));
    }
    async function pageOf(): Promise<PageState> {
      return (await stack.log(workspace, 'oncall', 'P')).at(-1)?.['state'] as PageState;
    }
    async function everythingSent(): Promise<string[]> {
      const phones = await Promise.all(
        (['anna', 'pyotr', 'oleg', 'maria'] as const).map((person) => stack.phone(workspace, person)),
      );
      return phones.flat().map(({ id }) => id);
    }
  });

  it('the acknowledge page needs no scripts', async () => {
    const { stack } = world;
    const workspace = await stack.workspace();
    const ivan = await world.shop(workspace);
    await ivan.button('Talk to a person').click();
    const [code] = await eventually(async () => {
      const codes = await stack.links(workspace, 'anna');
      return codes.length > 0 && codes;
    });
    const { page } = await world.open(`/p/${code}`, { phone: true, scripts: false });
    await page.getByRole('button', { name: 'I have it' }).click();
    await page.getByRole('textbox', { name: 'Message' }).fill('I am up.');
    await page.getByRole('button', { name: 'Send' }).click();
    await page.getByRole('log').getByText('I am up.').waitFor();
    await ivan.log.getByText('I am up.').waitFor();
  });
});
