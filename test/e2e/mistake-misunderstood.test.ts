import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { inBrowser } from '../support/in-browser.ts';
import { customerOf, deskOf, WIDTHS } from '../support/mistakes.ts';

await inBrowser('mistake 3: misunderstood', (world) => {
  it.each(WIDTHS)('the problem in other words, “not quite”, a call that clears it up: on %s', async (_, width) => {
    const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY });
    const desk = await deskOf(world, workspace, width);
    const ivan = await customerOf(world, workspace, 'Ivan', width);
    await ivan.say('It does not work after I wash it');
    await desk.take('Ivan');

    // Asking is one press away, beside the field; what is asked is held like any message.
    await desk.button('Restate').click();
    await desk.page.getByRole('textbox', { name: /in your own words/ }).fill('Does it not heat up after a wash?');
    await desk.button('Ask Ivan').click();
    await desk.page.locator('.message-held').waitFor();
    await desk.button('Now').click();
    await desk.page.getByText('Waiting for Ivan').waitFor();
    await ivan.log.getByText('Does it not heat up after a wash?').waitFor();

    // "Not quite": both know, the question is as old as it was, and a call is offered.
    await ivan.button('Not quite').click();
    await desk.page.locator('.desk-card-restated', { hasText: 'Ivan: not quite' }).waitFor();
    await desk.page.locator('.head-clock').waitFor();
    await desk.page.locator('.desk-card-restated').getByRole('button', { name: 'Offer a call' }).click();
    await ivan.panel.getByText('Oleg offers you a call').first().waitFor();
    await ivan.panel.getByRole('button', { name: 'Call me', exact: true }).first().click();
    await ivan.panel.getByRole('textbox', { name: /Phone number/ }).fill('+44 20 7946 0958');
    await ivan.panel.locator('form').getByRole('button', { name: 'Call me', exact: true }).click();

    // A card with the number to dial and a clock; what came of the call stands in the conversation of both.
    const call = desk.page.locator('.desk-card-call');
    await call.waitFor();
    expect(await call.getByRole('link').getAttribute('href')).toBe('tel:+442079460958');
    await call.getByRole('textbox').fill('The lid was not closed.');
    await call.getByRole('button', { name: 'Reached' }).click();
    await call.getByText('Call completed').waitFor();
    await ivan.panel.getByText('Oleg called you').first().waitFor();

    // Understood now: asked again, the customer says yes.
    await desk.button('Restate').click();
    await desk.page.getByRole('textbox', { name: /in your own words/ }).fill('The lid does not close after a wash?');
    await desk.button('Ask Ivan').click();
    await desk.button('Now').click();
    await ivan.log.getByText('The lid does not close after a wash?').waitFor();
    await ivan.panel.getByRole('button', { name: 'Yes', exact: true }).click();
    await desk.page.locator('.desk-card-restated', { hasText: 'Ivan: yes' }).waitFor();
  });
});
