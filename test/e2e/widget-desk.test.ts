import { expect, it } from 'vitest';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { customerOf, type OperatorDriver, operatorOf } from '../support/drive.ts';
import { inBrowser } from '../support/in-browser.ts';
import type { ShopPage } from '../support/pages.ts';
import { eventually } from '../support/stack.ts';
import type { TestWorkspace } from '../support/workspaces.ts';

/** What an operator's commands look like on the customer's page, on the real stack; the operator is at the socket. */
await inBrowser('the customer’s side of the desk', (world) => {
  interface Chat {
    readonly workspace: TestWorkspace;
    readonly ivan: ShopPage;
    readonly oleg: OperatorDriver;
    /** a command of the chat */
    readonly ask: (type: string, fields?: Readonly<Record<string, unknown>>) => string;
    readonly draft: { readonly conversation: string; readonly customer: string };
    /** what the newest event of a type says, as the operator has it */
    readonly newest: (type: string) => { readonly seq: number } | undefined;
    readonly stop: () => void;
  }

  /** Ivan has written in his browser, Oleg has the chat. */
  async function aChat(options: { readonly phone?: boolean } = {}): Promise<Chat> {
    const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY });
    const oleg = await operatorOf(world.stack, workspace, 'oleg');
    const ivan = await world.shop(workspace, options);
    await ivan.say('It does not heat.');
    const card = await eventually(() => [...oleg.client.state.inbox.cards.values()][0]);
    const { conversation, customer } = card;
    oleg.client.watch(conversation);
    await eventually(() => oleg.texts(conversation).length === 1);
    const entries = () => oleg.client.state.conversations.get(conversation)?.log.entries ?? [];
    return {
      workspace,
      ivan,
      oleg,
      ask: (type, fields) => oleg.ask(conversation, type, fields),
      draft: { conversation, customer },
      newest: (type) => entries().findLast(({ events }) => events.some((event) => event.type === type)),
      stop: oleg.stop,
    };
  }

  it('a message for somebody else is taken back before the customer’s eyes, and is gone after a reload', async () => {
    const { ivan, oleg, ask, draft, newest, stop } = await aChat();
    oleg.say(draft.conversation, 'Maria, your card ends in 4242');
    await ivan.log.getByText('4242').waitFor();
    ask('message.recall', { seq: newest('message.posted')?.seq, reason: 'wrong_chat' });
    const tombstone = ivan.log.getByText('Withdrawn: it was not meant for you. Sorry.');
    await tombstone.waitFor();
    expect(await ivan.log.getByText('4242').count()).toBe(0);

    // Away: he is not shown it first; nor is it counted as something to read.
    await ivan.button('Close the chat').click();
    oleg.say(draft.conversation, 'The price is 100');
    const badge = ivan.page.locator('.badge');
    await eventually(async () => (await badge.textContent()) === '1');
    expect(await ivan.page.title()).toBe('(1) Shop');
    ask('message.recall', { seq: newest('message.posted')?.seq, reason: 'wrong_information' });
    await eventually(() => badge.isHidden());
    expect(await ivan.page.title()).toBe('Shop');
    await ivan.page.reload();
    await ivan.page.locator('.launcher').click();
    await ivan.log.getByText('please do not rely on it').waitFor();
    await tombstone.waitFor();
    expect(ivan.frames.filter((frame) => frame.includes('4242'))).toHaveLength(1);
    stop();
  });

  it('a promise has its time, is moved, and is kept; a question is answered; a call is asked for and made', async () => {
    const { workspace, ivan, ask, draft, newest, oleg, stop } = await aChat({ phone: true });
    const hour = 3_600_000;
    ask('promise.make', { text: 'I will ask the warehouse.', due: Date.now() + 100 * 24 * hour, draft });
    await eventually(() => oleg.client.state.refusals[0]?.code === 'bad_time');
    ask('promise.make', { text: 'I will ask the warehouse.', due: Date.now() + hour, draft });
    const promise = ivan.log.locator('.promise');
    await promise.getByText(/Oleg will answer/).waitFor();
    ask('promise.settle', { outcome: 'moved', due: Date.now() + 2 * hour });
    await ivan.log.getByText('This is the new time.').waitFor();
    await ivan.log.getByText('The time was moved.').waitFor();
    ask('promise.settle', { outcome: 'kept' });
    await ivan.log.getByText('Answered in time.').waitFor();

    ask('understanding.propose', { text: 'the light is on, the water is cold.', draft });
    await ivan.log.getByText('the light is on, the water is cold?').waitFor();
    await ivan.button('Not quite').tap();
    await ivan.log.getByText('You answered: not quite').waitFor();
    await eventually(() => newest('understanding.answered'));
    await ivan.panel.getByPlaceholder('What is not right?').waitFor();

    // Talking is easier: what the server would not take is said where it was typed.
    await ivan.button('Call me').tap();
    const number = ivan.panel.getByRole('textbox', { name: 'Phone number' });
    await number.fill('+7 912 345-67-89');
    await number.press('Enter');
    await ivan.log.getByText(/We will call by/).waitFor();
    await eventually(() => newest('callback.requested'));
    ask('callback.done', { outcome: 'missed' });
    await ivan.log.getByText(/We called at .* and did not reach you/).waitFor();
    await ivan.button('Call me again').tap();
    expect(await number.inputValue()).toBe('+79123456789');
    await ivan.button('In 30 minutes').tap();
    await number.press('Enter');
    await ivan.log.getByText(/We will call at/).waitFor();
    await eventually(() => oleg.client.state.conversations.get(draft.conversation)?.log.view?.callback !== undefined);
    ask('callback.done', { outcome: 'reached' });
    await ivan.log.getByText('Oleg called you').waitFor();

    // Another customer of the company is told nothing of it.
    const olga = await customerOf(world.stack, workspace);
    olga.client.watch(draft.conversation);
    await eventually(() => olga.received.some(({ type }) => type === 'error'));
    expect(JSON.stringify(olga.received)).not.toContain('912');
    olga.stop();
    stop();
  });

  it('a call is the first thing that is asked for, beside a person, and is taken back; the person comes all the same', async () => {
    const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY });
    const oleg = await operatorOf(world.stack, workspace, 'oleg');
    const ivan = await world.shop(workspace, { phone: true });
    await ivan.button('Call me').tap();
    const number = ivan.panel.getByRole('textbox', { name: 'Phone number' });
    await number.fill('+7 912 345-67-89');
    await ivan.button('Talk to a person').waitFor();
    await number.press('Enter');
    await ivan.log.getByText(/We will call by/).waitFor();
    await ivan.panel
      .getByText(/Finding someone for you/)
      .first()
      .waitFor();
    const { conversation } = await eventually(() => [...oleg.client.state.inbox.cards.values()][0]);
    oleg.client.watch(conversation);
    const clocks = () => oleg.client.state.conversations.get(conversation)?.log.view?.clocks.map(({ kind }) => kind);
    await eventually(() => clocks()?.length === 2);
    expect(clocks()?.toSorted()).toEqual(['callback', 'connect']);

    await ivan.button('No call needed').tap();
    await ivan.log.getByText('You cancelled the call').waitFor();
    await eventually(() => clocks()?.join() === 'connect');
    oleg.ask(conversation, 'conversation.claim');
    await ivan.log.getByText('Oleg has joined').waitFor();
    oleg.stop();
  });

  it('what came while the chat was folded away is delivered, what is before the customer’s eyes is read', async () => {
    const { ivan, oleg, draft, stop } = await aChat();
    const marks = () => oleg.client.state.conversations.get(draft.conversation)?.read;
    const newest = () => oleg.client.state.conversations.get(draft.conversation)?.log.seq ?? 0;
    oleg.say(draft.conversation, 'Good day!');
    await ivan.log.getByText('Good day!').waitFor();
    await eventually(() => marks()?.customer === newest());
    await ivan.button('Close the chat').click();
    const read = newest();
    oleg.say(draft.conversation, 'Is it the blue one?');
    await eventually(() => marks()?.delivered === newest());
    expect(marks()?.customer).toBe(read);
    await ivan.page.locator('.launcher').click();
    await eventually(() => marks()?.customer === newest());
    // Once: for what lay there unread, and not for what was read as it came.
    expect(oleg.received.filter(({ type }) => type === 'delivered')).toHaveLength(1);
    stop();
  });

  it('draws what came before its second file could be loaded', async () => {
    world.allow(/Failed to load resource|ERR_FAILED/);
    const { ivan, ask, draft, stop, oleg } = await aChat();
    await ivan.context.route('**/assets/later-*.js', (route) => route.abort());
    ask('understanding.propose', { text: 'The water is cold', draft });
    // Read as a message meanwhile, and a person can be called.
    await ivan.log.getByText('The water is cold').waitFor();
    await ivan.button('Talk to a person').waitFor();
    expect(await ivan.log.getByText('Did I get this right?').count()).toBe(0);
    await ivan.context.unroute('**/assets/later-*.js');
    oleg.say(draft.conversation, 'Are you there?');
    await ivan.log.getByText('Did I get this right?').waitFor();
    await ivan.button('Not quite').waitFor();
    stop();
  });
});
