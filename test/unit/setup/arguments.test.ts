import { expect, it } from 'vitest';
import { readArguments } from '../../../setup/arguments.ts';
import { localeOf } from '../../../setup/locale.ts';

const DEFAULTS = { locale: 'en', zone: 'UTC' } as const;
const RIGHT = {
  workspace: 'kofevarnya',
  name: 'Кофеварня',
  lead: 'Anna@Example.com',
  'lead-name': 'Анна',
  phone: '+7 (999) 000-00-00',
  origin: 'https://shop.example/',
};
const argv = (options: Record<string, string | undefined>): string[] =>
  Object.entries(options).flatMap(([name, value]) => (value === undefined ? [] : [`--${name}`, value]));

it('reads what is needed, and writes it as the rest of the system has it', () => {
  const parsed = readArguments(argv(RIGHT), DEFAULTS);
  expect(parsed).toMatchObject({
    ok: true,
    target: { stack: 'otvet-dev' },
    showsSecret: false,
    input: {
      workspace: { id: 'kofevarnya', name: 'Кофеварня', locale: 'en', origins: ['https://shop.example'] },
      people: [{ email: 'anna@example.com', name: 'Анна', role: 'lead', phone: '+79990000000', isOnCall: true }],
    },
  });
  expect(parsed.ok && parsed.input.workspace.policy).toMatchObject({ zone: 'UTC', targets: { connect: 100 } });
});

it('takes several origins, a locale, a zone and a stack', () => {
  const parsed = readArguments(
    [
      ...argv({ ...RIGHT, locale: 'ru', zone: 'Europe/Moscow', stack: 'otvet-prod' }),
      '--origin',
      'http://localhost:3000',
    ],
    DEFAULTS,
  );
  expect(parsed).toMatchObject({
    ok: true,
    target: { stack: 'otvet-prod' },
    input: {
      workspace: {
        locale: 'ru',
        origins: ['https://shop.example', 'http://localhost:3000'],
        policy: { zone: 'Europe/Moscow' },
      },
    },
  });
});

it('takes the parts of a deployment instead of its stack', () => {
  const parts = { table: 'otvet', pool: 'eu-central-1_abc', site: 'https://otvet.example/' };
  expect(readArguments(argv({ ...RIGHT, ...parts }), DEFAULTS)).toMatchObject({
    target: { tableName: 'otvet', userPoolId: 'eu-central-1_abc', siteUrl: 'https://otvet.example' },
  });
});

const WRONG: [option: string, value: string | undefined, complaint: RegExp][] = [
  ['workspace', undefined, /^--workspace is missing: .*kofevarnya\.$/],
  ['workspace', 'My Shop', /^"My Shop" is no name for a workspace: /],
  ['workspace', 'a#b', /no name for a workspace/],
  ['name', ' ', /^--name is missing/],
  ['name', 'x'.repeat(81), /longer than 80/],
  ['lead', 'anna', /^"anna" is no e-mail: write it like /],
  ['lead', 'anna@example.com,oleg@example.com', /is no e-mail/],
  ['lead-name', undefined, /^--lead-name is missing/],
  ['phone', '999 000-00-00', /^"999 000-00-00" is no phone number: write it with the country/],
  ['phone', undefined, /^--phone is missing/],
  ['origin', undefined, /^--origin is missing/],
  ['origin', 'shop.example', /^"shop\.example" is no origin: /],
  ['origin', 'https://shop.example/cart', /is no origin/],
  ['origin', 'http://shop.example', /http is for localhost only/],
  ['origin', 'https://*.shop.example', /is no origin/],
  ['origin', 'https://shop.example?x', /is no origin/],
  ['locale', 'de', /^There is no locale "de": use ru or en\.$/],
  ['zone', 'Moscow', /^There is no time zone "Moscow": /],
  ['table', 'otvet', /give all three, or none/],
];
it.each(WRONG)('says in one sentence what is wrong with --%s %s', (option, value, complaint) => {
  const parsed = readArguments(argv({ ...RIGHT, [option]: value }), DEFAULTS);
  expect(parsed).toEqual({ ok: false, complaints: [expect.stringMatching(complaint)] });
});

it('tells everything that is wrong at once', () => {
  const parsed = readArguments(argv({ ...RIGHT, phone: 'x', zone: 'y' }), DEFAULTS);
  expect(!parsed.ok && parsed.complaints).toHaveLength(2);
});

it('names an option it does not know, and where the options are listed', () => {
  const parsed = readArguments(['--workspce', 'x'], DEFAULTS);
  expect(!parsed.ok && parsed.complaints).toEqual([expect.stringMatching(/--workspce.*--help/)]);
});

it.each([
  [{ LANG: 'ru_RU.UTF-8' }, 'ru'],
  [{ LANG: 'en_US.UTF-8', OTVET_LOCALE: 'ru' }, 'ru'],
  [{ LANG: 'ru_RU.UTF-8', LC_ALL: 'C' }, 'en'],
  [{ LANG: 'de_DE' }, 'en'],
  [{}, 'en'],
] as const)('takes the language of %j as %s', (env, locale) => {
  expect(localeOf(env)).toBe(locale);
});
