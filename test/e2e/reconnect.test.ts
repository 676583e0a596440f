import type { Locator } from 'playwright-core';
import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { inBrowser } from '../support/in-browser.ts';
import { eventually } from '../support/stack.ts';

/** Messages as they stand on a page, in order. */
const said = async (log: Locator, pattern: RegExp): Promise<string[]> =>
  (await log.innerText()).split('\n').filter((line) => pattern.test(line));

await inBrowser('a lost connection', (world) => {
  it('loses nothing and doubles nothing, whichever side it is on', async () => {
    const { stack } = world;
    world.allow(/ERR_INTERNET_DISCONNECTED|WebSocket connection/);
    const workspace = await stack.workspace({ policy: DEFAULT_POLICY });
    const oleg = await world.console(workspace, 'oleg');
    const ivan = await world.shop(workspace);
    await ivan.say('message 1');
    await oleg.pick('message 1');
    await oleg.button('Claim').click();
    await oleg.say('message 2');
    await ivan.log.getByText('message 2').waitFor();
    const timeline = oleg.page.getByRole('log');

    // He drives into a tunnel, and writes on; she writes too.
    await ivan.context.setOffline(true);
    stack.cutSockets('customer');
    await ivan.panel.getByText("You're offline. Whatever you write will arrive.").waitFor();
    await ivan.say('message 4 from the tunnel');
    await oleg.say('message 3 while you were away');
    await timeline.getByText('message 3 while you were away').waitFor();
    expect(await ivan.log.getByText('message 3').count()).toBe(0);
    await ivan.context.setOffline(false);
    await timeline.getByText('message 4 from the tunnel').waitFor();
    await ivan.log.getByText('message 3 while you were away').waitFor();
    await ivan.panel.getByText("You're offline").waitFor({ state: 'detached' });

    // Her turn.
    await oleg.context.setOffline(true);
    stack.cutSockets('operator');
    await oleg.page.getByText(/^No connection\./).waitFor();
    await oleg.say('message 6 from a train');
    await ivan.say('message 5 meanwhile');
    await oleg.context.setOffline(false);
    await ivan.log.getByText('message 6 from a train').waitFor();
    await timeline.getByText('message 5 meanwhile').waitFor();

    // Both sockets are cut again and again while both write.
    for (let i = 7; i <= 12; i++) {
      await (i % 2 === 0 ? ivan.say(`message ${i}`) : oleg.say(`message ${i}`));
      stack.cutSockets(i % 3 === 0 ? 'operator' : 'customer');
    }
    const commits = await eventually(async () => {
      const items = (await stack.everything()).filter(({ pk }) => String(pk).startsWith(`C#${workspace.id}#`));
      const texts = items
        .toSorted((a, b) => String(a['sk']).localeCompare(String(b['sk'])))
        .flatMap(({ body }) => (body as { text?: string }).text ?? []);
      return texts.length === 12 && texts;
    });
    const onBoth = /^message \d+/;
    await eventually(async () => (await said(ivan.log, onBoth)).length === 12, { what: 'all of it with the customer' });
    await eventually(async () => (await said(timeline, onBoth)).length === 12, { what: 'all of it with the operator' });
    expect(await said(ivan.log, onBoth)).toEqual(commits);
    expect(await said(timeline, onBoth)).toEqual(commits);
    expect(new Set(commits).size).toBe(12);
  });

  it('a reload keeps the conversation, and what could not be sent', async () => {
    const { stack } = world;
    // The tickets that this test refuses, if the widget asks for one before the reload.
    world.allow(/ERR_INTERNET_DISCONNECTED|ERR_FAILED|WebSocket connection/);
    const workspace = await stack.workspace({ policy: DEFAULT_POLICY });
    const ivan = await world.shop(workspace);
    await ivan.say('before the reload');
    await ivan.log.getByText('before the reload').waitFor();
    await ivan.panel.getByRole('img', { name: 'Delivered' }).waitFor();
    // Nobody answers any more; what is written now waits in the browser.
    await ivan.page.route('**/v1/tickets', (route) => route.abort());
    stack.cutSockets('customer');
    await ivan.say('not sent yet');
    await ivan.log.getByText('not sent yet').waitFor();
    await ivan.page.unroute('**/v1/tickets');
    await ivan.page.reload();
    const panel = ivan.page.getByRole('dialog');
    await panel.getByRole('log').getByText('before the reload').waitFor();
    await eventually(async () => (await said(panel.getByRole('log'), /^not sent yet/)).length === 1);
    await eventually(async () =>
      JSON.stringify(
        (await stack.everything()).filter(({ pk }) => String(pk).startsWith(`C#${workspace.id}#`)),
      ).includes('not sent yet'),
    );
  });
});
