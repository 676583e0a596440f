import { expect, it } from 'vitest';
import { openDemo } from '../../local/demo/demo.ts';
import { type BrowserWorld, inBrowser } from '../support/in-browser.ts';
import { eventually } from '../support/stack.ts';

const SAYS = {
  en: {
    anna: 'Anna is at her desk',
    nobody: 'Nobody is here',
    name: 'Anna',
    write: 'Write to us',
    text: 'My machine does not start',
    steps: ['Write as Ivan', 'Wait for the phone', 'Press “I have it” on the phone', 'Answer him there'],
    open: 'Open the link',
    take: 'I have it',
    answer: 'Is the lamp on it lit?',
    message: 'Message',
    send: 'Send',
    presence: 'My presence',
  },
  ru: {
    anna: 'Анна на месте',
    nobody: 'Никого нет',
    name: 'Анна',
    write: 'Написать нам',
    text: 'Кофемашина не включается',
    steps: ['Напишите за Ивана', 'Дождитесь звонка', 'Нажмите «Беру» в телефоне', 'Ответьте там же'],
    open: 'Открыть ссылку',
    take: 'Беру',
    answer: 'А лампочка на корпусе горит?',
    message: 'Сообщение',
    send: 'Отправить',
    presence: 'Я сейчас',
  },
} as const;

async function openStage(world: BrowserWorld, locale: 'ru' | 'en') {
  const { stack } = world;
  const demo = await openDemo({
    endpoint: stack.awsEndpoint,
    tableName: stack.table.name,
    userPoolId: stack.outputs['UserPoolId'] ?? '',
    origins: [stack.url],
    locale,
  });
  stack.addRoutes(...demo.routes);
  await demo.seed();
  const { page } = await world.open(`/stage/?lang=${locale}`, { locale, width: 1600, height: 900 });
  const frame = (path: string) => page.frameLocator(`iframe[src^="${path}?"]`);
  return { page, shop: frame('/'), console: frame('/console/'), phone: frame('/pager/') };
}

for (const locale of ['en', 'ru'] as const) {
  await inBrowser(
    `the stage in the demo of ${locale}`,
    (world) => {
      const says = SAYS[locale];

      it(
        locale === 'ru'
          ? 'signs Anna in by her chip'
          : 'signs Anna in and out by its chips, and tells the story that the README tells',
        { timeout: 180_000 },
        async () => {
          const { page, shop, console, phone } = await openStage(world, locale);
          const chip = (name: string) => page.getByRole('button', { name, exact: true });
          const isPressed = (name: string) =>
            eventually(async () => (await chip(name).getAttribute('aria-pressed')) === 'true', {
              timeout: 30_000,
              what: `the chip “${name}” to be pressed`,
            });
          const running = (index: number) =>
            page
              .locator('[aria-current="step"]', { hasText: says.steps[index] as string })
              .waitFor({ timeout: 40_000 });

          await isPressed(says.nobody);
          await running(0);
          await chip(says.anna).click();
          await console.getByLabel(says.presence).first().waitFor({ timeout: 30_000 });
          await isPressed(says.anna);
          // Her console has said that she is there, and what she says next cannot overtake it.
          await console.locator('.row').first().waitFor({ timeout: 30_000 });
          // The story itself is told once, in English: what differs between the demos is who signs in.
          if (locale === 'ru') return;
          await chip(says.nobody).click();
          await isPressed(says.nobody);

          // He writes; nobody is there, so the phone rings when the countdown has ended.
          await shop.getByRole('button', { name: says.write }).last().click();
          const panel = shop.getByRole('dialog');
          await panel.getByRole('textbox').fill(says.text);
          await panel.getByRole('textbox').press('Enter');
          await running(1);
          await page.locator('[aria-current="step"] small', { hasText: /0:[01]\d/ }).waitFor();
          await running(2);
          await phone
            .getByText(`${says.name === 'Anna' ? 'Ivan has been waiting' : 'Иван ждёт'}`, { exact: false })
            .first()
            .waitFor();

          // She takes it and answers from the page that the message links to.
          await phone.getByRole('button', { name: says.open }).first().click();
          const link = phone.frameLocator('iframe');
          await link.getByRole('button', { name: says.take }).click();
          await running(3);
          await link.getByRole('textbox', { name: says.message }).fill(says.answer);
          await link.getByRole('button', { name: says.send }).click();
          await panel.getByRole('log').getByText(says.answer).waitFor();
          await running(0);
          expect(await page.locator('.line li.done').count()).toBe(0);
        },
      );
    },
    { ownStack: true },
  );
}
