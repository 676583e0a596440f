/** What a person would call this browser: "Firefox on Linux". Empty parts when it does not say. */
export function deviceOf(userAgent: string): { readonly browser: string; readonly system: string } {
  const system = SYSTEMS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? '';
  const browser = BROWSERS.find(([pattern]) => pattern.test(userAgent))?.[1] ?? '';
  return { browser, system };
}

const SYSTEMS: readonly (readonly [RegExp, string])[] = [
  [/iPhone/, 'iPhone'],
  [/iPad/, 'iPad'],
  [/Android/, 'Android'],
  [/CrOS/, 'ChromeOS'],
  [/Windows/, 'Windows'],
  [/Mac OS X|Macintosh/, 'Mac'],
  [/Linux/, 'Linux'],
];
/** In this order: each claims to be those below it. */
const BROWSERS: readonly (readonly [RegExp, string])[] = [
  [/YaBrowser\//, 'Yandex Browser'],
  [/Edg(?:A|iOS)?\//, 'Edge'],
  [/OPR\//, 'Opera'],
  [/SamsungBrowser\//, 'Samsung Internet'],
  [/Firefox\/|FxiOS\//, 'Firefox'],
  [/Chrome\/|CriOS\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];

/** What stands between this browser and a ring; `ready`: nothing but a click. */
export type PushState = 'ready' | 'blocked' | 'needs_home' | 'unsupported';

/** What a browser says of itself. */
export interface PushFacts {
  readonly userAgent: string;
  readonly hasPush: boolean;
  readonly permission: NotificationPermission | 'none';
  /** opened from the home screen */
  readonly isStandalone: boolean;
  readonly touchPoints: number;
}

/** On iPhones and iPads pages may only ring once they are on the home screen (iOS 16.4 and later). */
export function pushStateOf({ userAgent, hasPush, permission, isStandalone, touchPoints }: PushFacts): PushState {
  // An iPad calls itself a Mac; no Mac has a touch screen.
  const isApple = /iPhone|iPad/.test(userAgent) || (/Macintosh/.test(userAgent) && touchPoints > 1);
  if (isApple && !isStandalone) return 'needs_home';
  if (!hasPush || permission === 'none') return 'unsupported';
  return permission === 'denied' ? 'blocked' : 'ready';
}
