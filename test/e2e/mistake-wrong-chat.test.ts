import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { inBrowser } from '../support/in-browser.ts';
import { cameOver, customerOf, deskOf, WIDTHS } from '../support/mistakes.ts';
import { eventually } from '../support/stack.ts';
import { wholeText } from '../support/whole-text.ts';

const SECRET = 'Your order 4471023 leaves today, Olga.';

await inBrowser('mistake 2: the wrong chat, the wrong customer', (world) => {
  it.each(WIDTHS)('is hard to make and can be put right, on %s', async (_, width) => {
    const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY });
    const desk = await deskOf(world, workspace, width);
    const [ivan, olga] = await Promise.all(['Ivan', 'Olga'].map((name) => customerOf(world, workspace, name, width)));
    if (!ivan || !olga) throw new Error('nobody came');
    await ivan.say('My coffee machine is broken');
    await olga.say('Where is my order 4471023?');
    await desk.take('Olga');
    await desk.sayNow('Hello Olga, one second.');
    await desk.take('Ivan');
    await desk.sayNow('Hello Ivan, does it blink?');
    // A first word waits for no clock.
    await ivan.log.getByText('Hello Ivan, does it blink?').waitFor();

    // The button says to whom; a text about Olga is stopped with her name, and nothing has left.
    await desk.write(SECRET);
    await desk.button('Send to Ivan').click();
    await desk.page.locator('.hint', { hasText: 'Olga' }).waitFor();
    expect(await desk.page.locator('.message-held').count()).toBe(0);

    // Sent all the same, it is held longer, he sees typing, and it comes back by one press.
    await desk.send();
    await desk.page.locator('.message-held').waitFor();
    await eventually(() => cameOver(ivan, '"typing"'), { what: 'the customer to see typing' });
    await desk.button('Undo').click();
    await desk.page.locator('.message-held').waitFor({ state: 'detached' });
    expect(await desk.page.getByRole('textbox', { name: 'Message to Ivan' }).inputValue()).toBe(SECRET);
    expect(cameOver(ivan, SECRET)).toBe(false);

    // It happens all the same.
    await desk.send();
    await desk.send();
    await desk.button('Now').click();
    await ivan.log.getByText(SECRET).waitFor();

    // Taken back: he reads that it was not meant for him, and no longer what it said.
    await desk.page.locator('.message', { hasText: SECRET }).hover();
    await desk.page.getByRole('button', { name: `Withdraw: ${SECRET.slice(0, 40)}`, exact: true }).click();
    await desk.page.getByText('Wrong chat').click();
    await desk.page.getByRole('combobox', { name: 'Who was it meant for?' }).selectOption({ label: 'Olga' });
    await desk.page.getByRole('button', { name: 'Withdraw', exact: true }).click();
    await ivan.log.getByText('Withdrawn: it was not meant for you. Sorry.').waitFor();
    expect(await wholeText(ivan.page)).not.toContain(SECRET);

    // The team keeps the original, with who and why; the mistake is recorded with both whom it touches.
    await desk.page.getByText('Withdrawn by Oleg: wrong chat').waitFor();
    await desk.page.getByText('Original message').click();
    await desk.page.locator('.original', { hasText: SECRET }).waitFor();
    const opened = (await world.stack.everything())
      .flatMap(({ events }) => (events ?? []) as { type: string; touches?: unknown[] }[])
      .find(({ type }) => type === 'incident.opened');
    expect(opened?.touches).toHaveLength(2);

    // An apology is drafted, and only drafted.
    const apology = 'My last message was meant for someone else';
    const field = desk.page.getByRole('textbox', { name: 'Message to Ivan' });
    expect(await field.inputValue()).toContain(apology);
    expect(cameOver(ivan, apology)).toBe(false);
    // It waits for the words that only a person has: pressed as often as one likes, it does not go without them.
    await desk.send();
    await desk.page.locator('.hint', { hasText: 'Fill in {{where their own question stands}}' }).waitFor();
    await desk.send();
    expect(await desk.page.locator('.message-held').count()).toBe(0);
    expect(cameOver(ivan, apology)).toBe(false);
    // The words to be replaced are marked: one just writes.
    await desk.page.keyboard.type('Your machine is being looked at right now.');
    expect(await field.inputValue()).toMatch(/I’m sorry\. Your machine is being looked at right now\.$/);
    await desk.send();
    await ivan.log.getByText(apology).waitFor();

    // Who was away reads no more of it than who was there.
    await ivan.page.reload();
    await ivan.page
      .getByRole('dialog')
      .or(ivan.page.getByRole('button', { name: /Write to us/ }))
      .first()
      .waitFor();
    expect(await wholeText(ivan.page)).not.toContain(SECRET);
  });

  it('a draft cut out of one chat goes to another only by name', async () => {
    const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY });
    const desk = await deskOf(world, workspace, WIDTHS[0][1]);
    const ivan = await customerOf(world, workspace, 'Ivan', WIDTHS[0][1]);
    const olga = await customerOf(world, workspace, 'Olga', WIDTHS[0][1]);
    await ivan.say('It is broken');
    await olga.say('It is late');
    await desk.take('Olga');
    await desk.write('We pay for the delivery.');
    await desk.page.keyboard.press('Control+A');
    await desk.page.keyboard.press('Control+X');
    await desk.take('Ivan');
    await desk.page.getByRole('textbox', { name: 'Message to Ivan' }).click();
    await desk.page.keyboard.press('Control+V');
    await desk.send();
    await desk.page.getByText('This was written for Olga').waitFor();
    await desk.send();
    expect(await desk.page.locator('.message-held').count()).toBe(0);
    expect(cameOver(ivan, 'We pay for')).toBe(false);
    await desk.button('Send to Ivan anyway').click();
    await desk.button('Now').click();
    await ivan.log.getByText('We pay for the delivery.').waitFor();
  });

  it('a tab that is closed loses nothing and sends nothing twice', async () => {
    const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY });
    const desk = await deskOf(world, workspace, WIDTHS[0][1]);
    const ivan = await customerOf(world, workspace, 'Ivan', WIDTHS[0][1]);
    await ivan.say('It is broken');
    await desk.take('Ivan');
    await desk.sayNow('Hello Ivan.');
    await desk.write('A new one leaves today.');
    await desk.send();
    await desk.page.locator('.message-held').waitFor();
    await desk.page.close();
    const again = await desk.context.newPage();
    await again.goto(`${world.stack.url}/console/?lang=en`);
    await again.getByRole('button', { name: 'Sign in' }).click();
    await again.getByRole('link', { name: workspace.people.oleg.email }).click();
    await again.getByRole('navigation', { name: 'Inbox' }).waitFor();
    await ivan.log.getByText('A new one leaves today.').waitFor();
    // A command that is given now goes after it: had it been sent twice, both would stand before this one.
    await again.getByRole('listitem').filter({ hasText: 'Ivan' }).getByRole('button').click();
    await again.getByRole('textbox', { name: 'Message to Ivan' }).fill('Anything else?');
    await again.getByRole('button', { name: 'Send to Ivan' }).click();
    await again.getByRole('button', { name: 'Now' }).click();
    await ivan.log.getByText('Anything else?').waitFor();
    expect(await ivan.log.getByText('A new one leaves today.').count()).toBe(1);
  });
});
