import { expect, it } from 'vitest';
import { openDemo } from '../../local/demo/demo.ts';
import { DEFAULT_POLICY } from '../../shared/domain/kernel/policy.ts';
import { seriousIn, seriousInBothThemes } from '../support/axe.ts';
import { inBrowser } from '../support/in-browser.ts';
import { eventually } from '../support/stack.ts';

/** Every page in both languages, in light and dark: nothing that axe calls serious. */
await inBrowser('nothing serious stands in anybody’s way', (world) => {
  it.each([
    ['en', false],
    ['ru', true],
  ] as const)('on the widget and the console, in each state of a conversation (%s, dark: %s)', async (locale, dark) => {
    const workspace = await world.stack.workspace({ policy: DEFAULT_POLICY, locale });
    const says = {
      en: {
        claim: 'Claim',
        close: 'Close',
        joined: 'Oleg has joined',
        alarm: 'Alarm',
        yes: 'Yes',
        bad: 'Bad',
        alone: /is fine$/,
      },
      ru: {
        claim: 'Беру',
        close: 'Закрыть',
        joined: 'К вам подключился Олег',
        alarm: 'Тревога',
        yes: 'Да',
        bad: 'Плохо',
        alone: /^Ответьте /,
      },
    }[locale];
    const nobody = await world.shop(workspace, { locale, dark });
    await nobody.button(says.alone).waitFor();
    expect(await seriousIn(nobody.page)).toEqual([]);
    const oleg = await world.console(workspace, 'oleg', { locale, dark });
    expect(await seriousIn(oleg.page)).toEqual([]);

    const ivan = await world.shop(workspace, { locale, dark });
    await ivan.say('Кофемашина не включается');
    await oleg.row('Кофемашина').waitFor();
    expect(await seriousIn(ivan.page)).toEqual([]);
    await oleg.pick('Кофемашина');
    await oleg.button(says.claim).click();
    await ivan.log.getByText(says.joined).waitFor();
    await oleg.say('Сейчас посмотрю: https://shop.example/7781');
    await ivan.log.getByText('Сейчас посмотрю').waitFor();
    await oleg.page.getByRole('textbox').last().fill('Похоже на предохранитель');
    await oleg.page.locator('.button-note').click();
    await oleg.page.locator('.note-line').waitFor();
    expect(await seriousIn(ivan.page)).toEqual([]);
    expect(await seriousIn(oleg.page)).toEqual([]);

    await oleg.button(says.alarm).click();
    await oleg.page.getByRole('dialog').waitFor();
    expect(await seriousIn(oleg.page)).toEqual([]);
    await oleg.page.keyboard.press('Escape');
    await oleg.button(says.close).click();
    await ivan.button(says.yes).click();
    await ivan.button(says.bad).waitFor();
    expect(await seriousIn(ivan.page)).toEqual([]);
  });

  it('on shop, stage, pager and acknowledge page', async () => {
    const { stack } = world;
    const demo = await openDemo({
      endpoint: stack.awsEndpoint,
      tableName: stack.table.name,
      userPoolId: stack.outputs['UserPoolId'] ?? '',
      origins: [stack.url],
      locale: 'en',
    });
    stack.addRoutes(...demo.routes);
    await demo.seed();
    const ivan = await world.open('/?lang=en');
    await ivan.page.getByRole('button', { name: 'Write to us' }).first().click();
    const panel = ivan.page.getByRole('dialog');
    await panel.getByRole('button', { name: 'Talk to a person' }).click();
    const { text } = await eventually(() => stack.pager.messages().find(({ channel }) => channel === 'sms'));
    expect(await seriousInBothThemes(ivan.page)).toEqual([]);

    for (const path of ['/?lang=ru', '/returns/?lang=ru', '/pager/?lang=ru', '/stage/?lang=ru']) {
      const opened = await world.open(path, { width: 1600, height: 900 });
      // The stage asks for its story again and again: its network is never idle.
      await opened.page.waitForLoadState('load');
      await opened.page.locator('main, iframe').first().waitFor({ state: 'attached' });
      expect(await seriousInBothThemes(opened.page), path).toEqual([]);
      await opened.close();
    }

    const code = text.split('/p/')[1];
    const anna = await world.open(`/p/${code}`, { phone: true });
    expect(await seriousInBothThemes(anna.page)).toEqual([]);
    await anna.page.getByRole('button', { name: 'I have it' }).click();
    await anna.page.getByRole('textbox').waitFor();
    expect(await seriousInBothThemes(anna.page)).toEqual([]);
  });
});
