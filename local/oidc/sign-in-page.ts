import type { Person } from './people.ts';

const WORDS = {
  ru: {
    title: 'Вход',
    lead: 'Вы на своём компьютере: пароль не нужен. Кто вы?',
    as: (name: string) => `Войти как ${name}`,
    nobody: 'Здесь пока никого нет. Добавьте человека: npm run setup.',
  },
  en: {
    title: 'Sign in',
    lead: 'This is your own machine: no password. Who are you?',
    as: (name: string) => `Sign in as ${name}`,
    nobody: 'There is nobody yet. Add a person: npm run setup.',
  },
} as const;

/** The colours of the house (web/base/tokens.css); the page stands alone, as a provider's would. */
const STYLE = `
:root{color-scheme:light dark;--ground:#fbfaf7;--card:#fff;--text:#1d1b19;--quiet:#66605a;--line:#e2ddd3;--accent:#7a4a28}
@media (prefers-color-scheme:dark){:root{--ground:#191816;--card:#232120;--text:#edeae5;--quiet:#aaa399;--line:#3a3733;--accent:#b97b4f}}
*{box-sizing:border-box}
body{margin:0;min-height:100dvh;display:grid;place-items:center;padding:24px;background:var(--ground);color:var(--text);font:16px/1.5 system-ui,sans-serif}
main{width:min(420px,100%)}
h1{font-size:24px;line-height:1.2;margin:0 0 4px}
p{margin:0 0 20px;color:var(--quiet)}
h2{font-size:13px;font-weight:600;color:var(--quiet);margin:20px 0 8px}
ul{list-style:none;margin:0;padding:0;display:grid;gap:8px}
a{display:flex;align-items:center;gap:12px;padding:12px 16px;min-height:56px;background:var(--card);border:1px solid var(--line);border-radius:12px;color:inherit;text-decoration:none}
a:hover{border-color:var(--accent)}
a:focus-visible{outline:2px solid var(--accent);outline-offset:2px}
i{flex:none;width:36px;height:36px;border-radius:50%;display:grid;place-items:center;background:var(--accent);color:var(--card);font-style:normal;font-weight:600}
small{display:block;color:var(--quiet)}`;

/**
 * The page that asks who one is: a list, no passwords.
 * @param addressOf where a click on a person leads
 */
export function signInPage(
  people: readonly Person[],
  locale: 'ru' | 'en',
  addressOf: (person: Person) => string,
): string {
  const words = WORDS[locale];
  const byWorkspace = Map.groupBy(people, ({ attributes }) => attributes['custom:workspace'] ?? '');
  const sections = [...byWorkspace].map(
    ([workspace, members]) =>
      `${byWorkspace.size > 1 ? `<h2>${text(workspace)}</h2>` : ''}<ul>${members
        .map((person) => {
          const name = person.attributes['name'] ?? person.attributes['email'] ?? person.username;
          return `<li><a href="${text(addressOf(person))}"><i aria-hidden="true">${text([...name][0]?.toUpperCase() ?? '')}</i><span>${text(words.as(name))}<small>${text(person.attributes['email'] ?? '')}</small></span></a></li>`;
        })
        .join('')}</ul>`,
  );
  return page(locale, words.title, `<p>${words.lead}</p>${sections.join('') || `<p>${words.nobody}</p>`}`);
}

/** A page that says why a sign-in cannot go on. */
export const refusalPage = (reason: string): string => page('en', WORDS.en.title, `<p>${text(reason)}</p>`);

const page = (locale: string, title: string, content: string): string =>
  `<!doctype html><html lang="${locale}"><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1"><title>${title} · Otvet</title><style>${STYLE}</style><main><h1>${title}</h1>${content}</main></html>`;

const text = (value: string): string =>
  value.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
