/**
 * The looks (language, theme, width) in which a screen is checked: in an ordinary run one of them, the next screen in the
 * next, so that all looks come up; every screen in all of them with `npm run screens`, which takes its time.
 */
export function inTurn<Look>(screens: readonly unknown[], screen: unknown, looks: readonly Look[]): readonly Look[] {
  if (process.env['OTVET_SCREENS'] === 'all') return looks;
  return looks.slice(Math.max(0, screens.indexOf(screen)) % looks.length).slice(0, 1);
}
