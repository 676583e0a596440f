import { ENV } from '../../../shared/contract.ts';

type Name = keyof typeof ENV;
const IS_URL: ReadonlySet<Name> = new Set([
  'lookQueueUrl',
  'customerSocketsUrl',
  'operatorSocketsUrl',
  'customerSocketAddress',
  'operatorSocketAddress',
  'oidcIssuer',
  'publicUrl',
]);

/**
 * The environment variables a function needs, read once at its cold start.
 * @throws Error naming every variable that is missing or no URL: a function that is set up wrongly must not start
 */
export function requireEnv<const N extends Name>(...names: readonly N[]): Readonly<Record<N, string>> {
  const values = names.map((name) => [name, process.env[ENV[name]] ?? ''] as const);
  const wrong = values.filter(([name, value]) => value === '' || (IS_URL.has(name) && !URL.canParse(value)));
  if (wrong.length > 0) {
    const list = wrong.map(([name, value]) => `${ENV[name]} ${value === '' ? 'is not set' : 'is no URL'}`).join(', ');
    throw new Error(`The environment of this function is incomplete: ${list}.`);
  }
  return Object.fromEntries(values) as Record<N, string>;
}
