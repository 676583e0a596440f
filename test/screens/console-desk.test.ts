import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { PageOptions } from '../support/browser.ts';
import { onConsole } from '../support/console/screens.ts';
import { expectFit, smallTargets } from '../support/fit.ts';
import { until } from '../support/until.ts';

const NINA = 'conversation-nina-00004';
const IVAN = 'conversation-ivan-00003';

/** What Oleg and the customer of an open chat did, so many seconds ago. */
type Told = readonly [ago: number, who: 'oleg' | 'customer', command: Readonly<Record<string, unknown>>];
const tell = (page: Page, conversation: string, told: readonly Told[]): Promise<void> =>
  page.evaluate(
    ({ id, steps }) => {
      const { fake } = window;
      const customer = fake.copy(id).log.view?.customer ?? '';
      const name = fake.state.inbox.cards.get(id)?.name ?? '';
      for (const [ago, who, command] of steps)
        fake.tell(id, name, false, [
          [
            ago,
            who === 'oleg'
              ? { kind: 'operator', id: 'oleg', role: 'operator', name: 'Oleg' }
              : { kind: 'customer', id: customer, name },
            command as never,
          ],
        ]);
    },
    { id: conversation, steps: told },
  );
const commands = (page: Page) => page.evaluate(() => window.fake.commands.map((command) => ({ ...command })));
const write = (page: Page, text: string): Promise<void> => page.locator('.composer textarea').fill(text);
const send = (page: Page): Promise<void> => page.locator('.composer button[type=submit]').click();
const outside = (page: Page): Promise<void> => page.getByRole('heading', { level: 1 }).click();
const inMenu = async (page: Page, name: RegExp): Promise<void> => {
  await page.locator('.head .menu > button').click();
  await page.getByRole('menuitem', { name }).click();
};

/** Three of Oleg's: one that was read, one that only came, one that has not. */
const saidThrice = async (page: Page): Promise<void> => {
  await tell(page, NINA, [
    [90, 'oleg', { type: 'message.post', text: 'Here is the invoice.' }],
    [60, 'oleg', { type: 'message.post', text: 'Two machines, paid by transfer.' }],
    [30, 'oleg', { type: 'message.post', text: 'Anything else?' }],
  ]);
  await page.evaluate((id) => {
    const { seq } = window.fake.copy(id).log;
    window.fake.patch(id, { read: { customer: seq - 2, operator: seq, delivered: seq - 1 } });
  }, NINA);
  await page.locator('.ticks-delivered').waitFor();
};

/** What this person's phone wrote in a chat, at a moment after all that this page knows of it. */
const fromPhone = (page: Page, conversation: string, text: string | null): Promise<void> =>
  page.evaluate(
    ({ id, said }) => {
      const { fake } = window;
      const customer = fake.copy(id).log.view?.customer ?? '';
      const draft = said === null ? null : { conversation: id, customer, text: said };
      fake.patch(id, { drafts: [{ kind: 'message', at: Date.now() + 60_000, draft }] });
    },
    { id: conversation, said: text },
  );

interface Screen {
  readonly name: string;
  ready(page: Page, phone: boolean): Promise<unknown>;
}
const SCREENS: readonly Screen[] = [
  {
    name: 'a held message',
    async ready(page) {
      await write(page, 'It is on its way.');
      await send(page);
      await page.locator('.message-held').waitFor();
    },
  },
  {
    name: 'a hint with a way out',
    async ready(page) {
      await write(page, 'Заметка: не говорите ему');
      await send(page);
      await page.locator('.hint .button-note').waitFor();
    },
  },
  {
    name: 'a time that could be a promise',
    async ready(page) {
      await write(page, 'I will write within 30 minutes');
      await page.locator('.hint-offer').waitFor();
    },
  },
  {
    name: 'a draft of another device',
    async ready(page) {
      await write(page, 'We have three of them.');
      await fromPhone(page, NINA, 'Нина, счёт готов: отправила на почту, проверьте, пожалуйста. '.repeat(4));
      await page.locator('.draft-offer').waitFor();
    },
  },
  {
    name: 'a chat that cannot be seen any more',
    async ready(page) {
      await write(page, 'Dear Nina');
      await page.evaluate((id) => {
        const refusal = { id: 'w-1', conversation: id, code: 'not_found', command: { type: 'conversation.watch' } };
        window.fake.set({ refusals: [refusal] });
      }, NINA);
      await page.locator('.out-of-sight').waitFor();
    },
  },
  {
    name: 'putting a chat aside',
    async ready(page, phone) {
      if (phone) await inMenu(page, /Отложить|Snooze/);
      else await page.getByRole('button', { name: /Отложить|Snooze/ }).click();
      await page.locator('.desk-panel').waitFor();
    },
  },
  {
    name: 'a chat that is aside',
    async ready(page) {
      await tell(page, NINA, [[5, 'oleg', { type: 'conversation.snooze', until: null }]]);
      await page.locator('.desk-strip').waitFor();
    },
  },
  {
    name: 'cards: a wording, a promise, a call',
    async ready(page) {
      const seq = await page.evaluate((id) => window.fake.copy(id).log.seq, NINA);
      await tell(page, NINA, [
        [400, 'oleg', { type: 'understanding.propose', text: 'An invoice for two machines?' }],
        [300, 'customer', { type: 'understanding.answer', seq: seq + 1, yes: false }],
        [200, 'oleg', { type: 'promise.make', text: 'You will have it today.', due: Date.now() + 3_600_000 }],
        [100, 'customer', { type: 'callback.request', phone: '+7 912 345-67-89' }],
      ]);
      await page.locator('.desk-card-call').waitFor();
    },
  },
  {
    name: 'a call that is not needed any more',
    async ready(page) {
      await tell(page, NINA, [
        [200, 'customer', { type: 'callback.request', phone: '+7 912 345-67-89' }],
        [100, 'customer', { type: 'callback.cancel' }],
      ]);
      await page.locator('.desk-card-cancelled').waitFor();
    },
  },
  { name: 'how far words have come', ready: saidThrice },
  {
    name: 'taking a message back',
    async ready(page) {
      await page.locator('.message-ours').first().hover();
      await page.locator('.message-more').first().click();
      await page.locator('.desk-panel .chip').first().click();
    },
  },
  {
    name: 'a message that was taken back',
    async ready(page) {
      await page.locator('.message-ours').first().hover();
      await page.locator('.message-more').first().click();
      await page.locator('.desk-panel .chip').first().click();
      await page.locator('.desk-panel button[type=submit]').click();
      await page.locator('.original summary').click();
    },
  },
  {
    name: 'the problem in other words',
    async ready(page) {
      await page.getByRole('button', { name: /Уточнить|Restate/ }).click();
      await page.locator('.desk-panel textarea').waitFor();
    },
  },
];

await onConsole('the desk: what is done besides writing', (openConsole) => {
  const open = async (conversation: string, options: PageOptions = {}) => {
    const opened = await openConsole(`open=${conversation}`, options);
    await opened.page.locator('.bubble').last().waitFor();
    return opened;
  };

  it.each(SCREENS)(
    '$name: nothing serious for axe, nothing too wide, by day and by night, nothing too small for a thumb',
    async ({ ready }) => {
      for (const options of [{ locale: 'en' }, { locale: 'ru', phone: true }] as const) {
        const { page, errors, close } = await open(NINA, options);
        const isPhone = 'phone' in options;
        await ready(page, isPhone);
        await expectFit(page);
        if (isPhone) expect(await smallTargets(page)).toEqual([]);
        expect(errors).toEqual([]);
        await close();
      }
    },
  );

  it('U takes back what was sent, from another chat as well, with Russian letters on', async () => {
    const { page, close } = await open(NINA);
    await write(page, 'It is on its way.');
    await send(page);
    await page.locator('.message-held').waitFor();
    await page.locator('.row', { hasText: 'Ivan' }).click();
    await page.locator('.desk-strip', { hasText: 'To Nina in' }).waitFor();
    await page.evaluate(() =>
      dispatchEvent(new KeyboardEvent('keydown', { code: 'KeyU', key: 'г', bubbles: true, cancelable: true })),
    );
    await page.getByRole('heading', { level: 1, name: 'Nina' }).waitFor();
    expect(await page.locator('.composer textarea').inputValue()).toBe('It is on its way.');
    expect(await commands(page)).toEqual([]);
    await close();
  });

  it('addresses in messages and notes can be followed, and nothing is read as a page of our own', async () => {
    const { page, close } = await open(NINA);
    const text = '<img src=x onerror=alert(1)> see https://shop.example/order/44712, please';
    await tell(page, NINA, [[5, 'customer', { type: 'message.post', text }]]);
    await page.evaluate(([id, note]) => window.fake.note(id, 5, 'oleg', 'Oleg', note), [NINA, text] as const);
    const links = page.locator('.bubble a, .note a');
    await until(async () => (await links.count()) === 2);
    for (const link of await links.all()) {
      expect(await link.innerText()).toBe('https://shop.example/order/44712');
      expect(await link.getAttribute('href')).toBe('https://shop.example/order/44712');
      expect(await link.getAttribute('rel')).toContain('noopener');
    }
    expect(await page.locator('.bubble img, .note img').count()).toBe(0);
    expect(await page.locator('.bubble').last().innerText()).toContain('<img src=x onerror=alert(1)>');
    await close();
  });

  it('a row of mine says how much came in while I looked elsewhere, until I look', async () => {
    const { page, close } = await open(NINA);
    await page.locator('.row', { hasText: 'Ivan' }).click();
    await tell(page, NINA, [
      [5, 'customer', { type: 'message.post', text: 'Here they are.' }],
      [2, 'customer', { type: 'message.post', text: 'And the address.' }],
    ]);
    const row = page.locator('.row', { hasText: 'Nina' });
    await row.getByText('2 unread').waitFor();
    await row.click();
    await row.getByText('unread').waitFor({ state: 'detached' });
    await close();
  });

  it('says of each message of ours how far it has come, not by colour alone', async () => {
    const { page, close } = await open(NINA);
    await saidThrice(page);
    const last = page.locator('.message-ours').filter({ has: page.locator('.ticks') });
    const marks = await last.evaluateAll((all) =>
      all.slice(-3).map((one) => ({
        title: one.querySelector<HTMLElement>('.ticks')?.title,
        said: one.querySelector('.ticks .hidden')?.textContent,
        drawn: one.querySelector('.ticks path')?.getAttribute('d'),
        word: one.querySelector('.read-word')?.textContent,
      })),
    );
    expect(marks.map(({ title, word }) => [title, word])).toEqual([
      ['Read', 'Read'],
      ['Delivered, not read yet', undefined],
      ['Sent', undefined],
    ]);
    expect(marks.map(({ said }) => said)).toEqual(marks.map(({ title }) => title));
    const [read, delivered, sent] = marks.map(({ drawn }) => drawn);
    expect(read).toBe(delivered);
    expect(delivered).not.toBe(sent);
    expect(await page.locator('.read-word').count()).toBe(1);
    await close();
  });

  it('a call that is taken back leaves nothing to be done: no clock, no card to fill in, and the chat can be closed', async () => {
    const { page, close } = await open(NINA);
    await tell(page, NINA, [[200, 'customer', { type: 'callback.request', phone: '+7 912 345-67-89' }]]);
    await page.locator('.desk-card-call form').waitFor();
    await tell(page, NINA, [[100, 'customer', { type: 'callback.cancel' }]]);
    await page.locator('.desk-card-call form').waitFor({ state: 'detached' });
    await page.locator('.fact', { hasText: 'Nina no longer needs the call' }).waitFor();
    await page.locator('.desk-card-call').getByText('No longer needed').waitFor();
    expect(await page.locator('a[href^="tel:"]').count()).toBe(0);
    const clocks = await page.evaluate((id) => window.fake.copy(id).log.view?.clocks.map(({ kind }) => kind), NINA);
    expect(clocks).not.toContain('callback');
    await close();
  });

  it('a held message goes by itself, once', async () => {
    const { page, close } = await open(NINA);
    await write(page, 'It is on its way.');
    await send(page);
    await page.locator('.message-held').waitFor();
    await page.locator('.message-held').waitFor({ state: 'detached' });
    expect(await commands(page)).toMatchObject([{ type: 'message.post', conversation: NINA }]);
    expect(await page.locator('.bubble', { hasText: 'It is on its way.' }).count()).toBe(1);
    await close();
  });

  it('S then T puts aside until tomorrow at nine, U brings back', async () => {
    const { page, close } = await open(NINA);
    await outside(page);
    await page.keyboard.press('KeyS');
    await page.locator('.desk-panel').waitFor();
    await page.keyboard.press('KeyT');
    await page.locator('.desk-strip', { hasText: 'tomorrow 9:00' }).waitFor();
    await page.locator('.row', { hasText: 'Nina' }).waitFor();
    await outside(page);
    await page.keyboard.press('KeyU');
    await page.locator('.desk-strip').waitFor({ state: 'detached' });
    await close();
  });

  it('says at the field what is wrong with a time', async () => {
    const { page, close } = await open(NINA);
    await outside(page);
    await page.keyboard.press('KeyS');
    await page.locator('input[type=datetime-local]').fill('2020-01-01T09:00');
    await page.locator('.desk-panel').getByRole('button', { name: 'Snooze' }).click();
    await page.getByRole('alert').filter({ hasText: 'at least a minute from now' }).waitFor();
    expect(await commands(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.desk-panel').waitFor({ state: 'detached' });
    await close();
  });

  it('a time in the text becomes a promise; the chat is not closed before it is settled', async () => {
    const { page, close } = await open(NINA);
    await write(page, 'I will write within 30 minutes');
    await page.locator('.hint-offer button').click();
    await page.locator('.promise-chip').waitFor();
    await send(page);
    await page.getByRole('button', { name: 'Now' }).click();
    await page.locator('.desk-card-open').waitFor();
    expect(await commands(page)).toMatchObject([{ type: 'promise.make', text: 'I will write within 30 minutes' }]);
    await outside(page);
    await page.keyboard.press('KeyE');
    await page.getByText('There is an open promise').waitFor();
    await page.getByRole('button', { name: 'Kept, close' }).click();
    await page.locator('.fact', { hasText: 'Oleg closed the chat' }).waitFor();
    await page.locator('.desk-card-kept').waitFor();
    await close();
  });

  it('closing lets what is held go first', async () => {
    const { page, close } = await open(IVAN);
    await write(page, 'A new one leaves today.');
    await send(page);
    await page.locator('.message-held').waitFor();
    await outside(page);
    await page.keyboard.press('KeyE');
    await until(async () => (await commands(page)).length === 2);
    expect(await commands(page)).toMatchObject([{ type: 'message.post' }, { type: 'conversation.close' }]);
    await page.locator('.closed-toast', { hasText: 'Closed: Ivan' }).waitFor();
    await close();
  });

  it('closing what still waits for an answer says so and leads to the field', async () => {
    const { page, close } = await open(IVAN);
    await outside(page);
    await page.keyboard.press('KeyE');
    await page.getByText('last message has no answer yet').waitFor();
    await page.getByRole('button', { name: 'Answer', exact: true }).click();
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('TEXTAREA');
    await close();
  });

  it('what a colleague of another door refuses as begun elsewhere can go by name', async () => {
    const { page, close } = await open(NINA);
    await page.evaluate(
      (id) =>
        void window.fake.command(id, {
          type: 'message.post',
          text: 'Dear Olga',
          draft: { conversation: 'conversation-olga-0001', customer: 'customer-olga' },
        }),
      NINA,
    );
    await page.getByRole('button', { name: 'Send to Nina anyway' }).click();
    await page.locator('.bubble', { hasText: 'Dear Olga' }).waitFor();
    await close();
  });

  it('a draft goes from device to device: kept when the chat is left, taken when nothing stands here, offered beside it', async () => {
    const { page, close } = await open(NINA);
    const field = page.locator('.composer textarea');
    await write(page, 'We have three of them.');
    await page.locator('.row', { hasText: 'Ivan' }).click();
    await page.getByRole('heading', { level: 1, name: 'Ivan' }).waitFor();
    expect(await page.evaluate(() => window.fake.requests.filter(({ type }) => type === 'draft.keep'))).toMatchObject([
      { conversation: NINA, kind: 'message', since: 0, draft: { text: 'We have three of them.' } },
    ]);
    await fromPhone(page, NINA, 'We have three of them. Which one');
    await page.locator('.row', { hasText: 'Nina' }).click();
    await page.getByRole('heading', { level: 1, name: 'Nina' }).waitFor();
    expect(await field.inputValue()).toBe('We have three of them. Which one');
    // Written on both sides: the field is left alone, and the two change places as often as one likes.
    await field.pressSequentially(' would you like?');
    await page.evaluate((id) => {
      const draft = { conversation: id, customer: 'customer-nina', text: 'Here is the invoice.' };
      window.fake.patch(id, { drafts: [{ kind: 'message', at: Date.now() + 90_000, draft }] });
    }, NINA);
    const offer = page.locator('.draft-offer');
    await offer.filter({ hasText: /You wrote this on another device: Here is the invoice/ }).waitFor();
    expect(await field.inputValue()).toBe('We have three of them. Which one would you like?');
    await offer.getByRole('button', { name: 'Use it' }).click();
    await offer.filter({ hasText: /was here before: We have three of them. Which one would/ }).waitFor();
    expect(await field.inputValue()).toBe('Here is the invoice.');
    await page.reload();
    await page.locator('.bubble').last().waitFor();
    expect(await field.inputValue()).toBe('Here is the invoice.');
    await offer.getByRole('button', { name: 'Use it' }).click();
    expect(await field.inputValue()).toBe('We have three of them. Which one would you like?');
    await offer.getByRole('button', { name: 'Discard' }).click();
    await offer.waitFor({ state: 'detached' });
    await close();
  });

  it('keeps a wording that was begun, over a reload', async () => {
    const { page, close } = await open(NINA);
    await page.getByRole('button', { name: 'Restate' }).click();
    await page.locator('.desk-panel textarea').fill('An invoice for');
    await page.reload();
    await page.locator('.bubble').last().waitFor();
    await page.getByRole('button', { name: 'Restate' }).click();
    expect(await page.locator('.desk-panel textarea').inputValue()).toBe('An invoice for');
    expect(await page.locator('.composer textarea').inputValue()).toBe('');
    await close();
  });

  it('scripts in messages, names and wordings stay text', async () => {
    const { page, errors, close } = await open(NINA);
    const script = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>';
    await tell(page, NINA, [
      [50, 'customer', { type: 'message.post', text: script }],
      [40, 'oleg', { type: 'understanding.propose', text: script }],
    ]);
    await page.locator('.desk-card-text', { hasText: '<script>' }).waitFor();
    await write(page, script);
    await send(page);
    await page.locator('.message-held', { hasText: '<script>' }).waitFor();
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    expect(errors).toEqual([]);
    await close();
  });
});
