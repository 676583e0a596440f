import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { seriousInBothThemes } from '../support/axe.ts';
import { inBrowser } from '../support/in-browser.ts';
import { until } from '../support/until.ts';

/** Whether anything sticks out of the screen to the side. */
const fits = (page: Page): Promise<boolean> =>
  page.evaluate(() => (document.scrollingElement?.scrollWidth ?? 0) <= window.innerWidth);

/** Buttons on the screen that are smaller than a finger: 44 px in one direction and at least 24 in the other. */
const tooSmall = (page: Page): Promise<string[]> =>
  page.evaluate(() => {
    const all = (root: Document | ShadowRoot): Element[] =>
      [...root.querySelectorAll('*')].flatMap((element) => [
        ...(element.matches('button, a[href], select, textarea, summary') ? [element] : []),
        ...(element.shadowRoot ? all(element.shadowRoot) : []),
      ]);
    return all(document).flatMap((element) => {
      const { width, height, top, bottom } = element.getBoundingClientRect();
      const isSeen = width > 1 && height > 1 && bottom > 0 && top < innerHeight;
      const isBig = Math.min(width, height) >= 43.5;
      return isSeen && !isBig
        ? `${element.className || element.tagName} ${Math.round(width)}x${Math.round(height)}`
        : [];
    });
  });

await inBrowser('on a phone, 390 px wide', (world) => {
  it('a whole conversation, on both sides', async () => {
    const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY });
    const oleg = await world.console(workspace, 'oleg', { phone: true });
    expect(await fits(oleg.page)).toBe(true);
    const ivan = await world.shop(workspace, { phone: true });
    expect(await fits(ivan.page)).toBe(true);
    // The chat is the whole screen, and the message box is above its foot.
    expect(await ivan.panel.boundingBox()).toMatchObject({ x: 0, y: 0, width: 390, height: 844 });

    await ivan.say('My coffee machine is broken');
    await oleg.row('My coffee machine is broken').waitFor();
    expect(await fits(oleg.page)).toBe(true);
    expect(await seriousInBothThemes(oleg.page)).toEqual([]);
    await oleg.pick('My coffee machine is broken');

    // Claim is a button across the foot of the screen.
    const claim = oleg.button('Claim');
    const box = await claim.boundingBox();
    expect(box?.width).toBeGreaterThan(340);
    expect(box?.y).toBeGreaterThan(700);
    await claim.click();
    await ivan.log.getByText('Oleg has joined').waitFor();
    await oleg.say('Does it heat up?');
    await ivan.log.getByText('Does it heat up?').waitFor();
    expect([await fits(ivan.page), await fits(oleg.page)]).toEqual([true, true]);
    expect(await seriousInBothThemes(ivan.page)).toEqual([]);
    expect(await tooSmall(ivan.page)).toEqual([]);
    expect(await tooSmall(oleg.page)).toEqual([]);

    // Notes are in a tab of their own: the chat's field is not there, and a note goes to nobody else.
    await oleg.page.getByRole('tab', { name: /Notes/ }).click();
    expect(await oleg.page.getByRole('textbox', { name: /^Message to/ }).count()).toBe(0);
    await oleg.page.getByRole('textbox', { name: 'Note for the team' }).fill('the fuse');
    await oleg.button('Save note').click();
    await oleg.page.getByRole('listitem').filter({ hasText: 'the fuse' }).waitFor();
    expect(await seriousInBothThemes(oleg.page)).toEqual([]);
    await oleg.page.getByRole('tab', { name: 'Details' }).click();
    expect(await fits(oleg.page)).toBe(true);
    expect(ivan.frames.join('\n')).not.toContain('the fuse');

    // Begun on the phone, gone on with at the desk, from where it is sent: then it is on the phone no more.
    await oleg.page.getByRole('tab', { name: 'Chat' }).click();
    const field = (page: Page) => page.getByRole('textbox', { name: /^Message to/ });
    await field(oleg.page).fill('Please check the');
    await oleg.page.getByRole('button', { name: 'Back to the list' }).click();
    const desk = await world.console(workspace, 'oleg');
    await desk.pick('Does it heat up?');
    await until(async () => (await field(desk.page).inputValue()) === 'Please check the');
    await desk.say('Please check the fuse');
    await ivan.log.getByText('Please check the fuse').waitFor();
    expect(ivan.frames.join('\n')).not.toContain('"Please check the"');

    await oleg.page.getByRole('button', { name: /^Mine/ }).click();
    await oleg.page.getByRole('button', { name: /^Me/ }).click();
    expect(await fits(oleg.page)).toBe(true);
  });
});
