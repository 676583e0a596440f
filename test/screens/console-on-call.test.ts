import type { Page } from 'playwright-core';
import { expect, it } from 'vitest';
import type { WirePage } from '../../shared/protocol/pushes.ts';
import type { PageOptions } from '../support/browser.ts';
import { checkScreens, onConsole, type Screen } from '../support/console/screens.ts';
import { until } from '../support/until.ts';

const wide: PageOptions = { height: 900 };
const phone: PageOptions = { phone: true };

const AREAS = [
  ['now', '#/on-call', '.oc-people, .oc-alert'],
  ['the calendar', '#/on-call/calendar', '.oc-entry'],
  ['the policy', '#/on-call/policy', '.oc-preview-rows'],
  ['pages', '#/on-call/pages', '.oc-story'],
  ['my alerts', '#/on-call/alerts', '.oc-contact'],
] as const;

const SCREENS: readonly Screen[] = [
  ...AREAS.flatMap(([name, hash, shown]) =>
    ([wide, phone] as const).map((options) => ({
      name: options === phone ? `${name} on a phone` : name,
      query: `me=anna${hash}`,
      options,
      ready: (page: Page) => page.locator(shown).first().waitFor(),
    })),
  ),
  {
    name: 'the first day: nobody on call, nobody reachable',
    query: 'me=anna&oncall=new#/on-call',
    options: wide,
    ready: (page) => page.locator('.oc-alert').waitFor(),
  },
  {
    name: 'an override with mistakes',
    query: 'me=anna#/on-call/calendar',
    options: wide,
    async ready(page) {
      await page.locator('.oc-bar-gap').last().click();
      await page.locator('.oc-problem-error').waitFor();
    },
  },
  {
    name: 'a rotation’s form on a phone',
    query: 'me=anna#/on-call/calendar',
    options: phone,
    async ready(page) {
      await page.locator('.oc-entry-buttons .button').first().click();
      await page.locator('.oc-entry-form').waitFor();
    },
  },
  {
    name: 'the week',
    query: 'me=anna#/on-call/calendar',
    options: wide,
    async ready(page) {
      await page.locator('.oc-switch button').last().click();
      await page.locator('.oc-grid-week').waitFor();
    },
  },
  {
    name: 'the key of an endpoint',
    query: 'me=anna#/on-call/alerts',
    options: wide,
    async ready(page) {
      await page.locator('.oc-add .oc-row .button').last().click();
      await page.locator('.oc-form input').first().fill('https://goalert.example/x');
      await page.locator('.oc-form .button-primary').click();
      await page.locator('.oc-secret').waitFor();
    },
  },
  {
    name: 'waking a specialist, and what rings for whom',
    query: 'me=anna&open=conversation-ivan-00003',
    options: wide,
    async ready(page) {
      await page.locator('.head .menu > button').click();
      await page.getByRole('menuitem').last().click();
      await page.getByRole('dialog').locator('.chip').first().waitFor();
    },
  },
];

await onConsole('on-call screens of the console', (go) => {
  checkScreens(go, SCREENS, async (page) => {
    const body = page.locator('.oc-body');
    if ((await body.count()) === 0) return;
    expect(await body.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)).toBe(0);
  });

  it('is reached from the top bar and left by the way back, with the chat as it was', async () => {
    const { page, close } = await go('me=oleg&open=conversation-ivan-00003', wide);
    await page.getByRole('link', { name: /^On call: Anna/ }).click();
    await page.getByRole('heading', { name: 'On call now' }).waitFor();
    await page.getByRole('link', { name: 'Pages' }).click();
    await page.locator('.oc-story').first().waitFor();
    await page.goBack();
    await page.getByRole('heading', { name: 'On call now' }).waitFor();
    await page.getByRole('button', { name: 'Chats' }).click();
    await page.locator('.bubble').last().waitFor();
    await close();
  });

  it('a gap is filled from the keyboard alone: override, person, save, undo', async () => {
    const { page, close } = await go('me=anna#/on-call', wide);
    await page.getByRole('button', { name: 'Add an override' }).first().focus();
    await page.keyboard.press('Enter');
    const person = page.getByLabel('Person', { exact: true });
    await person.waitFor();
    await until(() => person.evaluate((field) => field === document.activeElement));
    expect(await page.getByText('Fix 1 thing first.').count()).toBe(1);
    await page.keyboard.type('Pyotr');
    await page.getByText('The calendar already shows the draft.').waitFor();
    await page.getByRole('button', { name: 'Save' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('Saved.').waitFor();
    const saved = await page.evaluate(() => window.onCall.data.schedule.entries.at(-1));
    expect(saved).toMatchObject({ kind: 'override', person: 'pyotr', place: 0 });
    await page.getByRole('button', { name: 'Undo' }).press('Enter');
    await until(() => page.evaluate(() => window.onCall.data.schedule.entries.length === 4));
    await close();
  });

  it('keeps a draft when a colleague has saved in between, and says who', async () => {
    const { page, close } = await go('me=anna#/on-call/calendar', wide);
    await page.getByRole('button', { name: 'Remove (3)' }).click();
    await page.evaluate(() => {
      const { staffed, entries } = window.onCall.data.schedule;
      window.onCall.editedBy('Pyotr', { staffed, entries: entries.slice(0, 2) });
    });
    await page.getByRole('button', { name: 'Save' }).click();
    await page.getByText('Pyotr saved while you were editing. Your draft is kept.').waitFor();
    expect(await page.locator('.oc-entry').count()).toBe(3);
    await page.getByRole('button', { name: 'Load theirs, discard mine' }).click();
    await until(async () => (await page.locator('.oc-entry').count()) === 2);
    await close();
  });

  it('shows operators everything and lets them change nothing', async () => {
    const { page, close } = await go('me=oleg#/on-call/calendar', wide);
    await page.getByText('Only leads can change the schedule.').waitFor();
    expect(await page.locator('.oc-entry-buttons').count()).toBe(0);
    await page.locator('.oc-bar-gap').last().press('Enter');
    expect(await page.locator('.oc-entry').count()).toBe(4);
    await page.getByRole('link', { name: 'Policy' }).click();
    await page.getByText('Only leads can change the policy.').waitFor();
    expect(await page.getByLabel('Seconds (1)').first().isDisabled()).toBe(true);
    await close();
  });

  it('a policy under which somebody could wait unpaged is named where it is, shown, and not saved', async () => {
    const { page, close } = await go('me=anna#/on-call/policy', wide);
    await page.getByText('Rings Anna', { exact: false }).first().waitFor();
    await page.getByRole('button', { name: 'Remove this step (5)' }).click();
    await page.getByText('No one is rung: this customer could wait forever.').waitFor();
    await page.getByText(/No phone would ever ring for customers who wait while no one is there/).waitFor();
    await page.getByRole('button', { name: 'Save' }).press('Enter');
    expect(await page.evaluate(() => window.onCall.requests.some(({ path }) => path.endsWith('/policy')))).toBe(false);
    await page.getByRole('button', { name: 'Restore defaults' }).click();
    await page.getByText('Rings Anna', { exact: false }).first().waitFor();
    await close();
  });

  it('a contact is added, its code sent back as soon as it is whole, rung, and removed with a way back', async () => {
    const { page, close } = await go('me=anna#/on-call/alerts', wide);
    await page.getByRole('button', { name: 'SMS' }).click();
    await page.getByLabel('Phone number, with country code').fill('12');
    await page.getByRole('button', { name: 'Add and send a code' }).click();
    await page.getByText(/not a valid phone number/).waitFor();
    await page.getByLabel('Phone number, with country code').fill('+49 170 1234567');
    await page.getByLabel('Name', { exact: true }).fill('Night phone');
    await page.getByRole('button', { name: 'Add and send a code' }).click();
    const code = page.getByLabel('Code sent to Night phone');
    expect(await code.getAttribute('autocomplete')).toBe('one-time-code');
    await code.fill('111111');
    await page.getByText(/^Wrong code/).waitFor();
    await code.fill('123456');
    await page.getByText('Verified. Pages reach you here from now on.').waitFor();
    await page.getByRole('button', { name: 'Test ring: Night phone' }).click();
    await page.getByText(/^Test sent/).waitFor();
    await page.getByRole('button', { name: 'Remove: Night phone' }).click();
    await page.getByRole('button', { name: 'Undo' }).click();
    await page.getByRole('button', { name: 'Remove: Night phone' }).click();
    // leaving sends it at once
    await page.getByRole('link', { name: 'Now' }).click();
    await until(() => page.evaluate(() => window.onCall.contacts.every(({ label }) => label !== 'Night phone')));
    await close();
  });

  it('what was loaded stays when the server is down, with a way to try again', async () => {
    const { page, close } = await go('me=anna#/on-call/pages', wide);
    await page.locator('.oc-story').first().waitFor();
    await page.evaluate(() => {
      window.onCall.isDown = true;
      document.dispatchEvent(new Event('visibilitychange'));
    });
    await page.getByRole('alert').waitFor();
    expect(await page.locator('.oc-story').count()).toBe(2);
    await page.evaluate(() => {
      window.onCall.isDown = false;
    });
    await page.getByRole('button', { name: 'Try again' }).click();
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await close();
  });

  it('leads hear of somebody on call whom nothing can ring, wherever they are', async () => {
    const { page, close } = await go('me=pyotr&oncall=unreachable', wide);
    await page.getByText('Anna is on call but can’t be reached: no verified contact').waitFor();
    await page.getByRole('button', { name: 'Open', exact: true }).click();
    await page.locator('.oc-person-bad').waitFor();
    await close();
  });

  it('a specialist is woken with a reason, and the page shows in a strip with its own buttons', async () => {
    const { page, close } = await go('me=anna&open=conversation-ivan-00003', wide);
    await page.locator('.head .menu > button').click();
    await page.getByRole('menuitem', { name: 'Page a specialist' }).click();
    await page.getByLabel('payments: Pyotr').check();
    await page.getByLabel('Why, in one sentence').fill('Payments fail');
    await page.getByRole('button', { name: 'Page', exact: true }).click();
    await page.getByRole('dialog').waitFor({ state: 'detached' });
    expect(await page.evaluate(() => window.fake.requests.at(-1))).toMatchObject({
      type: 'specialist.wake',
      who: { skill: 'payments' },
      reason: 'Payments fail',
      conversation: 'conversation-ivan-00003',
    });
    const rings: WirePage = {
      ladder: 'skill.payments',
      episode: 3,
      status: 'ringing',
      raisedAt: Date.now(),
      step: 0,
      ringing: ['anna', 'pyotr'],
      waits: [],
      more: 0,
      alarm: null,
      acknowledged: null,
      reached: true,
    };
    await page.evaluate((one) => window.fake.set({ otherPages: new Map([[one.ladder, one]]) }), rings);
    await page.getByText('Specialist: ringing Anna, Pyotr').waitFor();
    await page.getByRole('button', { name: 'Cancel page' }).click();
    await page.getByRole('button', { name: 'I have it' }).click();
    expect(await page.evaluate(() => window.fake.requests.slice(-2).map(({ type }) => type))).toEqual([
      'page.call_off',
      'page.acknowledge',
    ]);
    await close();
  });
});
