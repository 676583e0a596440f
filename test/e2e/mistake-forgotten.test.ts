import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { operatorOf } from '../support/drive.ts';
import { type BrowserWorld, inBrowser } from '../support/in-browser.ts';
import { customerOf, deskOf, WIDTHS } from '../support/mistakes.ts';
import { eventually } from '../support/stack.ts';

/** Long enough to be seen put aside, on two screens and a busy machine. */
const A_WHILE = 30_000;
const PATIENCE = { timeout: 45_000 };

await inBrowser('mistake 1: a chat that is forgotten', (world) => {
  // Both widths at once: each waits for the same time to pass.
  it(
    'is hard to make, comes back by itself, and is handed over when its operator goes',
    { timeout: 240_000 },
    async () => {
      await Promise.all(WIDTHS.map(([, width]) => story(world, width)));
    },
  );
});

async function story(world: BrowserWorld, width: (typeof WIDTHS)[number][1]): Promise<void> {
  const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY });
  const isPhone = 'phone' in width;
  const desk = await deskOf(world, workspace, width);
  const { page } = desk;
  const group = (name: 'snoozed' | 'mine' | 'person') => page.locator(`.group-${name}`);
  /** to the list, and there to the tab of a phone */
  const list = async (tab: 'waiting' | 'mine'): Promise<void> => {
    if (!isPhone) return;
    const back = desk.button('Back to the list');
    if ((await back.count()) > 0) await back.click();
    await page
      .locator('.tab-bar button')
      .nth(tab === 'waiting' ? 0 : 1)
      .click();
  };
  /** what Oleg sends from another tab of his, for times that no button offers */
  const other = await operatorOf(world.stack, workspace, 'oleg');
  const ask = (conversation: string, type: string, fields: Record<string, unknown> = {}): void => {
    other.client.watch(conversation);
    other.ask(conversation, type, fields);
  };
  const chatOf = (name: string): Promise<string> =>
    eventually(() => [...other.client.state.inbox.cards.values()].find((card) => card.name === name)?.conversation);

  // Put aside until Ivan writes: it is out of the way, and still in view.
  const ivan = await customerOf(world, workspace, 'Ivan', width);
  await ivan.say('When will my order come?');
  await desk.take('Ivan');
  await desk.sayNow('It is on its way.');
  await ivan.log.getByText('It is on its way.').waitFor();
  if (isPhone) {
    await desk.button('More').click();
    await page.getByRole('menuitem', { name: 'Snooze' }).click();
    await desk.button(/Ivan replies/).click();
  } else {
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('KeyS');
    await desk.button(/Ivan replies/).waitFor();
    await page.keyboard.press('KeyC');
  }
  await list('mine');
  await group('snoozed').getByText('Until Ivan replies').waitFor();

  // A bare "thanks" asks for nothing; a question does.
  await ivan.say('Thanks!');
  const chat = await chatOf('Ivan');
  // Nobody watches what was put aside: its row says it all the same.
  await eventually(() => other.client.state.inbox.cards.get(chat)?.preview === 'Thanks!');
  await group('snoozed').getByText('Thanks!').waitFor();
  other.client.watch(chat);
  await eventually(() => other.texts(chat).includes('Thanks!'));
  expect(other.client.state.inbox.cards.get(chat)?.bucket).toBe('snoozed');
  await group('snoozed').getByText('Until Ivan replies').waitFor();
  await ivan.say('But where is it?');
  await group('mine').getByText('But where is it?').waitFor(PATIENCE);
  await desk.to('Ivan');
  await desk.sayNow('In the next street.');
  await ivan.log.getByText('In the next street.').waitFor();

  // A promise made with a message: Nina reads the time, and the row says it.
  const nina = await customerOf(world, workspace, 'Nina', width);
  await nina.say('What does the repair cost?');
  await list('waiting');
  await desk.take('Nina');
  await desk
    .button(/^Promise/)
    .first()
    .click();
  await desk.button('In 1 hour').click();
  await desk.sayNow('I will ask the workshop.');
  await nina.log.getByText(/^Oleg will answer/).waitFor();
  await list('mine');
  await group('mine')
    .getByText(/Promised by/)
    .waitFor();
  await desk.to('Nina');
  // While it stands the chat is not closed in passing.
  if (!isPhone) {
    await page.getByRole('heading', { level: 1 }).click();
    await page.keyboard.press('KeyE');
    await page.getByText(/There is an open promise/).waitFor();
  }

  // Olga's chat is put aside for a while, Nina's promise is moved to half of it; then Oleg goes home.
  const olga = await customerOf(world, workspace, 'Olga', width);
  await olga.say('Can I change the colour?');
  await list('waiting');
  await desk.take('Olga');
  await desk.sayNow('I will look.');
  await olga.log.getByText('I will look.').waitFor();
  const [ninas, olgas] = [await chatOf('Nina'), await chatOf('Olga')];
  const until = Date.now() + A_WHILE;
  ask(olgas, 'conversation.snooze', { until });
  ask(ninas, 'promise.settle', { outcome: 'moved', due: until - A_WHILE / 2 });
  await list('mine');
  await group('snoozed')
    .getByText(/^Back /)
    .waitFor();
  await nina.log.getByText('The time was moved.').waitFor();
  const maria = await world.console(workspace, 'maria', width);
  other.stop();
  if (isPhone) await page.locator('.presence select').selectOption('off');
  else await page.locator('.top .presence select').selectOption('off');

  // Neither is lost with him: Nina is told, and both stand before Maria, who was never told of them.
  const needsPerson = maria.page.locator('.group-person');
  await nina.log
    .getByText(/We didn't make it/)
    .first()
    .waitFor(PATIENCE);
  await needsPerson.getByText('Nina').waitFor(PATIENCE);
  await needsPerson.getByText('Olga').waitFor({ timeout: A_WHILE + 45_000 });
  expect(Date.now()).toBeGreaterThanOrEqual(until);
  await maria.pick('Olga');
  await maria.button('Claim').click();
  await olga.panel.getByText(/Maria/).first().waitFor();
}
