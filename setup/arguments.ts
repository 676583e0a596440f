import { parseArgs } from 'node:util';
import { phoneOf } from '../shared/domain/kernel/phone.ts';
import { DEFAULT_POLICY } from '../shared/domain/kernel/policy.ts';
import { isZone } from './locale.ts';
import type { SetupInput } from './workspace.ts';

export const USAGE = `npm run setup -- --workspace ID --name NAME --lead E-MAIL --lead-name NAME --phone +NUMBER --origin URL

  --workspace   short name of the workspace, in addresses and in the widget's snippet: kofevarnya
  --name        name of the company as customers see it
  --lead        e-mail of the lead, who signs in with it
  --lead-name   the lead's first name, as customers see it
  --phone       the lead's phone, to be called when nobody answers: +79990000000
  --origin      where the widget will stand: https://shop.example (may be given more than once)
  --locale      ru or en: the language of the workspace's own words (default: this machine's)
  --zone        time zone of the company's day and night: Europe/Moscow (default: this machine's)
  --stack       the deployed stack (default: otvet-dev)
  --show-secret print the secret that signs customers' identities, also of a workspace that exists
  --table, --pool, --site
                instead of --stack: names of the table and of the user pool, and the site's address`;

/** Where to set up: a stack whose outputs are asked for, or its parts by name. */
export type Target =
  | { readonly stack: string }
  | { readonly tableName: string; readonly userPoolId: string; readonly siteUrl: string };

export interface Arguments {
  readonly input: SetupInput;
  readonly target: Target;
  readonly showsSecret: boolean;
}

export type Parsed =
  | ({ readonly ok: true } & Arguments)
  /** complaints: one sentence each, with what to do */
  | { readonly ok: false; readonly complaints: readonly string[] };

const OPTIONS = {
  workspace: { type: 'string' },
  name: { type: 'string' },
  lead: { type: 'string' },
  'lead-name': { type: 'string' },
  phone: { type: 'string' },
  origin: { type: 'string', multiple: true },
  locale: { type: 'string' },
  zone: { type: 'string' },
  stack: { type: 'string' },
  table: { type: 'string' },
  pool: { type: 'string' },
  site: { type: 'string' },
  'show-secret': { type: 'boolean' },
} as const;

/** Reads the command line. Everything that is wrong with it is told at once. */
export function readArguments(
  argv: readonly string[],
  defaults: { readonly locale: 'ru' | 'en'; readonly zone: string },
): Parsed {
  let values: ReturnType<typeof parseArgs<{ options: typeof OPTIONS }>>['values'];
  try {
    values = parseArgs({ args: [...argv], options: OPTIONS, strict: true }).values;
  } catch (error) {
    return { ok: false, complaints: [error instanceof Error ? sentence(error.message) : String(error)] };
  }
  const complaints: string[] = [];
  const complain = (complaint: string): string => {
    complaints.push(complaint);
    return '';
  };
  const given = (option: keyof typeof OPTIONS, example: string): string => {
    const value = String(values[option] ?? '').trim();
    return value === '' ? complain(`--${option} is missing: give it, for example --${option} ${example}.`) : value;
  };
  const checked = (value: string, isRight: (value: string) => boolean, complaint: string): string =>
    value === '' || isRight(value) ? value : complain(complaint);

  const id = given('workspace', 'kofevarnya');
  checked(id, isWorkspaceId, `"${id}" is no name for a workspace: use 2 to 40 of a-z, 0-9 and -, a letter first.`);
  const name = given('name', '"My shop"');
  checked(name, isShort, 'The name is longer than 80 characters: shorten it.');
  const email = given('lead', 'anna@example.com').toLowerCase();
  checked(email, isEmail, `"${email}" is no e-mail: write it like anna@example.com.`);
  const leadName = given('lead-name', 'Anna');
  checked(leadName, isShort, "The lead's name is longer than 80 characters: the first name is enough.");
  const typed = given('phone', '+79990000000');
  const phone = phoneOf(typed) ?? '';
  checked(typed, () => phone !== '', `"${typed}" is no phone number: write it with the country, like +79990000000.`);
  const locale = values.locale ?? defaults.locale;
  if (!isLocale(locale)) complain(`There is no locale "${locale}": use ru or en.`);
  const zone = values.zone ?? defaults.zone;
  checked(zone, isZone, `There is no time zone "${zone}": use a name such as Europe/Moscow or UTC.`);

  const written = (values.origin ?? []).flatMap((list) => list.split(',')).map((origin) => origin.trim());
  if (written.every((origin) => origin === '')) given('origin', 'https://shop.example');
  const origins = written.filter(Boolean).map((origin) => originOf(origin) ?? complain(badOrigin(origin)));

  const target = targetOf(values, complain);
  if (complaints.length > 0) return { ok: false, complaints };
  return {
    ok: true,
    target,
    showsSecret: values['show-secret'] ?? false,
    input: {
      workspace: {
        id,
        name,
        locale: locale === 'ru' ? 'ru' : 'en',
        origins: [...new Set(origins)],
        policy: { ...DEFAULT_POLICY, zone },
      },
      people: [{ email, name: leadName, role: 'lead', phone, isOnCall: true }],
    },
  };
}

function targetOf(
  { stack = 'otvet-dev', table, pool, site }: Readonly<Partial<Record<'stack' | 'table' | 'pool' | 'site', string>>>,
  complain: (complaint: string) => string,
): Target {
  if (table === undefined && pool === undefined && site === undefined) return { stack };
  if (table === undefined || pool === undefined || site === undefined) {
    complain('--table, --pool and --site stand for --stack together: give all three, or none.');
    return { stack };
  }
  const siteUrl = originOf(site) ?? complain(`"${site}" is no address of a site: write it like https://otvet.example.`);
  return { tableName: table, userPoolId: pool, siteUrl };
}

const isWorkspaceId = (id: string): boolean => /^[a-z][a-z0-9-]{1,39}$/.test(id);
const isShort = (text: string): boolean => text.length <= 80;
const isEmail = (email: string): boolean =>
  email.length <= 254 && /^[^\s@"',;<>]+@[^\s@"',;<>]+\.[^\s@"',;<>]+$/.test(email);
const isLocale = (locale: string): boolean => locale === 'ru' || locale === 'en';

const badOrigin = (origin: string): string =>
  `"${origin}" is no origin: write the scheme and the host alone, like https://shop.example (http is for localhost only).`;

/** As browsers send it: scheme, host, port if it is not the usual one. Null for anything else, a path included. */
function originOf(text: string): string | null {
  if (!URL.canParse(text)) return null;
  const { protocol, origin, pathname, search, hash, username, hostname } = new URL(text);
  const isSecure =
    protocol === 'https:' || (protocol === 'http:' && /^(localhost|127\.0\.0\.1|\[::1\])$/.test(hostname));
  const isBare = pathname === '/' && search === '' && hash === '' && username === '' && !hostname.includes('*');
  return isSecure && isBare ? origin : null;
}

const sentence = (message: string): string => {
  const [first = message] = message.split(/(?<=\.)\s/);
  return `${first} \`npm run setup -- --help\` lists the options.`;
};
