import { chooseLocale, type Locale } from '../base/locale.ts';

/** What a site says in the attributes of its `<script>`; the launcher reads it once and hands it to the panel. */
export interface Options {
  readonly workspace: string;
  /** where the API is: the origin the script came from */
  readonly api: string;
  /** answers POST with `{identity}`, signed by the company's server, for whoever is signed in there */
  readonly identityUrl: string | null;
  readonly locale: Locale;
  /** `#rrggbb`, until the workspace's own is known */
  readonly accent: string | undefined;
  /** px from the right and the bottom edge */
  readonly offset: { readonly right: number; readonly bottom: number };
}

/** Reads the attributes of the script's tag; null when it names no workspace. */
export function readOptions(script: HTMLScriptElement): Options | null {
  const { workspace, identityUrl, locale, offset, accent } = script.dataset;
  if (!workspace) {
    console.error('Otvet: the script needs data-workspace="…".');
    return null;
  }
  const [right = 20, bottom = right] = (offset ?? '')
    .split(/[\s,]+/)
    .flatMap((n) => (n === '' ? [] : [Number(n) || 0]));
  return {
    workspace,
    api: new URL(script.src).origin,
    identityUrl: identityUrl ? new URL(identityUrl, location.href).href : null,
    locale: chooseLocale(
      locale,
      new URLSearchParams(location.search).get('lang'),
      document.documentElement.lang,
      ...navigator.languages,
    ),
    accent: accent ?? undefined,
    offset: { right, bottom },
  };
}

/** Prefix of everything the widget keeps in the site's localStorage; a workspace never reads another's. */
export const storagePrefix = ({ workspace, api }: Options): string => `otvet:${new URL(api).host}:${workspace}:`;
