import { accentVariables } from '../base/accent.ts';
import styles from './launcher.css?inline';
import type { Launcher, MountPanel, Panel } from './launcher-api.ts';
import { type Options, readOptions, storagePrefix } from './options.ts';

/** The panel's file in each language; the build puts the names here, as seen from this script. */
const PANELS = { ru: '__PANEL_ru__', en: '__PANEL_en__' } as const;

const WORDS = {
  ru: {
    label: 'Написать нам',
    unread: (n: number) => `Новых сообщений: ${n}`,
    failed: 'Не загрузилось. Нажмите ещё раз.',
  },
  en: { label: 'Write to us', unread: (n: number) => `New messages: ${n}`, failed: "It didn't load. Tap again." },
} as const;

const ICON =
  '<svg width="26" height="26" viewBox="0 0 20 20" fill="none" stroke="currentColor" stroke-width="1.5" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true"><path d="M17 9.5c0 3.3-3.1 6-7 6-.9 0-1.7-.1-2.5-.4l-4 1.4 1-3C3.6 12.4 3 11 3 9.5c0-3.3 3.1-6 7-6s7 2.7 7 6z"/><path d="M4.5 7.5l5.5 5.5 5.5-5.5"/></svg>';

/** The button in the corner: plain DOM, so that a page pays 3 KB for it until somebody wants to write. */
function start(options: Options, base: string): void {
  const words = WORDS[options.locale];
  const host = document.createElement('otvet-widget'); // no `div`: what a site says of those must not reach it
  host.id = 'otvet';
  host.lang = options.locale;
  const root = host.attachShadow({ mode: 'open' });
  addStyles(root, styles);
  host.style.setProperty('--right', `${options.offset.right}px`);
  host.style.setProperty('--bottom', `${options.offset.bottom}px`);
  const prefix = storagePrefix(options);
  const accent = (colour: string | undefined): void => {
    for (const [name, value] of Object.entries(accentVariables(colour))) host.style.setProperty(name, value);
  };
  accent(options.accent ?? read(localStorage, `${prefix}accent`) ?? undefined);

  const button = document.createElement('button');
  button.className = 'launcher';
  button.type = 'button';
  button.innerHTML = `${ICON}<span class="label"></span><span class="badge" hidden></span>`;
  const [label, badge] = button.querySelectorAll('span') as unknown as [HTMLElement, HTMLElement];
  button.setAttribute('aria-haspopup', 'dialog');
  const name = (text: string): void => {
    label.textContent = text;
    button.setAttribute('aria-label', text);
  };
  name(words.label);
  root.append(button);

  const launcher: Launcher = {
    opened(isOpen) {
      button.setAttribute('aria-expanded', String(isOpen));
      host.toggleAttribute('data-open', isOpen);
      if (!isOpen) button.focus({ preventScroll: true });
    },
    unread(count) {
      badge.hidden = count === 0;
      badge.textContent = count > 99 ? '99+' : String(count);
      name(count === 0 ? words.label : words.unread(count));
    },
    accent,
  };

  let panel: Promise<Panel> | null = null;
  let tries = 0;
  const load = (): Promise<Panel> => {
    if (panel) return panel;
    // A browser remembers a module that failed to load: each further try has an address of its own.
    const address = new URL(PANELS[options.locale], base).href + (tries++ === 0 ? '' : `?${tries}`);
    panel = import(/* @vite-ignore */ address).then(({ mount }: { mount: MountPanel }) =>
      mount(root, options, launcher),
    );
    panel.catch(() => {
      panel = null;
    });
    return panel;
  };
  const open = (focus: boolean): void => {
    load().then(
      (loaded) => loaded.open(focus),
      () => name(words.failed),
    );
  };
  const early = (): void => void load().catch(() => {});

  button.addEventListener('click', () =>
    host.hasAttribute('data-open') ? load().then((it) => it.close()) : open(true),
  );
  button.addEventListener('pointerenter', early, { once: true });
  button.addEventListener('focus', early, { once: true });
  document.addEventListener('click', (event) => {
    if (event.target instanceof Element && event.target.closest('[data-otvet-open]')) open(true);
  });
  document.body.append(host);

  // It was open on the page before this one; or a conversation goes on, whose new messages are to be counted.
  if (read(sessionStorage, `${prefix}open`) && matchMedia('(min-width: 480px) and (min-height: 500px)').matches)
    open(false);
  else if (read(localStorage, `${prefix}conversation`)) (window.requestIdleCallback ?? setTimeout)(early);
}

/** Storage may be forbidden to a page; the widget then forgets, and works. */
function read(storage: Storage, key: string): string | null {
  try {
    return storage.getItem(key);
  } catch {
    return null;
  }
}

/** By the DOM and not by a tag, so that a site's Content-Security-Policy need not allow inline styles. */
function addStyles(root: ShadowRoot, css: string): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
}

const script = document.currentScript;
if (script instanceof HTMLScriptElement && !document.getElementById('otvet')) {
  const options = readOptions(script);
  const begin = (): void => {
    if (options) start(options, script.src);
  };
  if (document.body) begin();
  else addEventListener('DOMContentLoaded', begin);
}
