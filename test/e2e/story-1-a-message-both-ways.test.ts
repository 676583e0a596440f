import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { inBrowser } from '../support/in-browser.ts';
import { eventually } from '../support/stack.ts';
import { wholeText } from '../support/whole-text.ts';

interface ReviewOpened {
  readonly type: string;
  readonly owner?: string;
  readonly rated?: string;
  readonly due?: number;
}

await inBrowser('story 1: a message both ways', (world) => {
  it('from a broken coffee machine to a bad rating that somebody else looks into', async () => {
    const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY });
    const [oleg, anna] = await Promise.all([world.console(workspace, 'oleg'), world.console(workspace, 'anna')]);
    const ivan = await world.shop(workspace);

    // He asks; the team sees how long he has waited, and he sees the cup.
    await ivan.say('My coffee machine is broken');
    const row = oleg.row('My coffee machine is broken');
    const clock = row.locator('.row-time');
    await clock.waitFor();
    const first = await clock.textContent();
    expect(first).toMatch(/0:\d\d/);
    await eventually(async () => (await clock.textContent()) !== first, { what: 'the clock to run' });
    await ivan.panel.getByText('Finding someone for you.').first().waitFor();

    // Somebody claims it; he sees who.
    await oleg.pick('My coffee machine is broken');
    await oleg.button('Claim').click();
    await ivan.log.getByText('Oleg has joined').waitFor();

    // Both write, and see each other's words.
    await oleg.say('Does it heat up?');
    await ivan.log.getByText('Does it heat up?').waitFor();
    await ivan.say('It does not even blink');
    await oleg.conversation.getByText('It does not even blink').waitFor();

    // The note is seen by the team and never by him.
    await oleg.page.getByRole('textbox', { name: 'Note for the team' }).fill('Sounds like the fuse, see batch 7781');
    await oleg.button('Save note').click();
    await anna.button(/With colleagues/).click();
    await anna.pick('My coffee machine is broken');
    await anna.page.getByText('Sounds like the fuse, see batch 7781').first().waitFor();

    await oleg.say('We send you a new one today.');
    await ivan.log.getByText('We send you a new one today.').waitFor();
    await oleg.button('Close').click();

    // He is asked, and says what he thinks.
    await ivan.panel.getByText('Solved?').waitFor();
    await ivan.button('Yes').click();
    await ivan.button('Bad').click();
    await ivan.panel.getByRole('textbox', { name: /What was wrong/ }).fill('Took too long');
    await ivan.panel.getByRole('button', { name: 'Send', exact: true }).first().click();
    await ivan.panel.getByText(/Someone who was not involved/).waitFor();

    // A lead has it to look into: not Oleg, and by a time.
    const review = anna.inbox.locator('.group-review').getByRole('listitem');
    await review.filter({ hasText: /\((Anna|You)\)/ }).waitFor();
    const opened = (await world.stack.everything())
      .flatMap(({ events }) => (events ?? []) as ReviewOpened[])
      .find(({ type, rated }) => type === 'review.opened' && rated === workspace.people.oleg.id);
    expect(opened).toMatchObject({ owner: workspace.people.anna.id, rated: workspace.people.oleg.id });
    expect(opened?.due).toBeGreaterThan(Date.now());

    // Neither on his page nor on the wire was there a word of the note.
    expect(await wholeText(ivan.page)).not.toMatch(/Sounds like the fuse|note\.posted/);
    expect(ivan.frames.length).toBeGreaterThan(5);
    expect(ivan.frames.join('\n')).not.toMatch(/Sounds like the fuse|note\.posted|"notes"/);
  });

  it('an answer that does not answer: the wait goes on from its original time', async () => {
    const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY });
    const oleg = await world.console(workspace, 'oleg');
    const ivan = await world.shop(workspace);
    await ivan.say('Where is my parcel?');
    await oleg.pick('Where is my parcel?');
    await oleg.button('Claim').click();
    await oleg.say('Please read our terms.');
    await ivan.log.getByText('Please read our terms.').waitFor();
    const waitOf = async () => {
      const commits = (await world.stack.everything()).filter(({ pk }) => String(pk).startsWith(`C#${workspace.id}#`));
      const newest = commits.toSorted((a, b) => String(a['sk']).localeCompare(String(b['sk']))).at(-1);
      const { clocks } = newest?.['state'] as { clocks: { kind: string; since: number }[] };
      return { at: commits[0]?.['at'], clocks };
    };
    expect((await waitOf()).clocks).toEqual([]);

    await ivan.button(/What else you can do/).click();
    await ivan.panel.getByRole('menuitem', { name: "This doesn't answer my question" }).click();
    await ivan.log.getByText('The question is open again.', { exact: false }).waitFor();
    const { at, clocks } = await eventually(async () => {
      const found = await waitOf();
      return found.clocks.length > 0 && found;
    });
    expect(clocks).toMatchObject([{ kind: 'reply', since: at }]);
    await oleg.conversation.getByText(/this doesn't answer my question/).waitFor();
    await oleg.page.locator('.head-clock').waitFor();
  });
});
