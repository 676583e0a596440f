import type { ComponentChildren } from 'preact';
import { accentVariables } from '../base/accent.ts';
import { Sign } from './drawings.tsx';
import { inLanguage, locale, words } from './strings.ts';

const GUEST = 'kofevarnya:guest';

/** Whether nobody is signed in to the shop; it remembers no more than that. */
const isGuest = (): boolean => localStorage.getItem(GUEST) !== null;

/** Head and foot of every page of the shop. */
export function ShopPage({ at, children }: { readonly at: 'shop' | 'returns'; readonly children: ComponentChildren }) {
  const other = locale === 'ru' ? 'en' : 'ru';
  const home = `/?lang=${locale}`;
  const returns = `/returns/?lang=${locale}`;
  const sign = (asGuest: boolean) => () => {
    if (asGuest) localStorage.setItem(GUEST, '1');
    else localStorage.removeItem(GUEST);
    location.reload();
  };
  return (
    <>
      <header class="top">
        <a class="brand" href={home}>
          <Sign />
          {words.shop.name}
        </a>
        <nav>
          <a href={home} aria-current={at === 'shop' ? 'page' : undefined}>
            {words.shop.machines}
          </a>
          <a href={returns} aria-current={at === 'returns' ? 'page' : undefined}>
            {words.shop.returns}
          </a>
        </nav>
        <small>
          {isGuest() ? words.shop.guest : words.shop.account(words.shop.ivan)}
          <a href={location.href} onClick={sign(!isGuest())}>
            {isGuest() ? words.shop.signIn : words.shop.signOut}
          </a>
          <a href={inLanguage(other)} hreflang={other}>
            {other === 'ru' ? 'Русский' : 'English'}
          </a>
        </small>
      </header>
      <main>{children}</main>
      <footer class="foot">{words.shop.footer}</footer>
    </>
  );
}

/** What any site does: one script with its workspace; a signed-in customer's server vouches for him by the identity's address. */
export function embedWidget(): void {
  document.documentElement.lang = locale;
  for (const [name, value] of Object.entries(accentVariables(undefined)))
    document.documentElement.style.setProperty(name, value);
  const script = document.createElement('script');
  script.src = '/widget/otvet.js';
  script.async = true;
  script.dataset['workspace'] = 'kofevarnya';
  script.dataset['locale'] = locale;
  if (!isGuest()) script.dataset['identityUrl'] = '/shop/identity';
  document.body.append(script);
}
