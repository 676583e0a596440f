/** The language of whoever sits at this machine: `OTVET_LOCALE`, else what the system is set to. */
export function localeOf(env: Readonly<Record<string, string | undefined>>): 'ru' | 'en' {
  const asked = [env['OTVET_LOCALE'], env['LC_ALL'], env['LC_MESSAGES'], env['LANG']].find(Boolean) ?? '';
  return asked.toLowerCase().startsWith('ru') ? 'ru' : 'en';
}

/** Whether a time zone's name is one that times can be reckoned in. */
export const isZone = (name: string): boolean => name === 'UTC' || Intl.supportedValuesOf('timeZone').includes(name);

/** The machine's time zone, or UTC when it has none that is known by name. */
export function systemZone(): string {
  const { timeZone } = new Intl.DateTimeFormat().resolvedOptions();
  return isZone(timeZone) ? timeZone : 'UTC';
}
