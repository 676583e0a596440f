import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { inBrowser } from '../support/in-browser.ts';
import { cameOver, customerOf, deskOf, WIDTHS } from '../support/mistakes.ts';
import { wholeText } from '../support/whole-text.ts';

const REMARK = 'Note: third one this week, batch 7781';
const LEAK = 'Note: do not tell him about batch 7782';

await inBrowser('mistake 4: a note that goes out as a message', (world) => {
  it.each(WIDTHS)('is hard to make and can be put right, on %s', async (_, width) => {
    const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY });
    const desk = await deskOf(world, workspace, width);
    const ivan = await customerOf(world, workspace, 'Ivan', width);
    await ivan.say('It is broken');
    await desk.take('Ivan');
    await desk.sayNow('Hello Ivan.');

    // Another place, another field, another button: in the chat's own field there is nothing to switch.
    if ('phone' in width) await desk.page.getByRole('tab', { name: /Notes/ }).click();
    else
      await desk.page
        .getByRole('heading', { level: 1 })
        .click()
        .then(() => desk.page.keyboard.press('KeyN'));
    await desk.page.getByRole('textbox', { name: 'Note for the team' }).fill('Smells burnt, he says');
    await desk.button('Save note').click();
    await desk.page.locator('.notes .note', { hasText: 'Smells burnt' }).waitFor();
    if ('phone' in width) await desk.page.getByRole('tab', { name: 'Chat' }).click();

    // A reply that reads like a note is stopped, and can become one.
    await desk.write(REMARK);
    await desk.send();
    await desk.page.locator('.hint', { hasText: 'reads like a note' }).waitFor();
    await desk.button('Save as a note').click();
    await desk.page.locator('.note-line', { hasText: 'batch 7781' }).waitFor();
    expect(await desk.page.getByRole('textbox', { name: 'Message to Ivan' }).inputValue()).toBe('');

    // It happens all the same, and is put right.
    await desk.write(LEAK);
    await desk.send();
    await desk.send();
    await desk.button('Now').click();
    await ivan.log.getByText('batch 7782').waitFor();
    await desk.page.locator('.message', { hasText: 'batch 7782' }).hover();
    await desk.page.getByRole('button', { name: /^Withdraw: Note: do not/ }).click();
    await desk.page.getByText('It was a note', { exact: true }).click();
    await desk.page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await ivan.log.getByText(/^Withdrawn: /).waitFor();
    await desk.page.getByText('Withdrawn by Oleg: it was a note').waitFor();
    expect(await desk.page.getByRole('textbox', { name: 'Message to Ivan' }).inputValue()).toMatch(
      /a note for our team/,
    );

    // Nothing of what was a note has come to him, on the page or on the wire; what leaked is gone.
    expect(await wholeText(ivan.page)).not.toMatch(/Smells burnt|batch 778/);
    for (const text of ['Smells burnt', 'batch 7781', 'note.posted', 'message.withdrawn'])
      expect(cameOver(ivan, text)).toBe(false);
  });
});
