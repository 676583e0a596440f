import type { AckPage } from '../usecases/acknowledge-page.ts';

/** The acknowledge page as HTML. `nonce` is that of its content security policy: each style and script needs it. */
export function renderPage(page: AckPage, nonce: string): string {
  return `<!doctype html>
<html lang="${page.locale}">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Otvet</title>
<style nonce="${nonce}">body { font: 20px/1.4 system-ui; margin: 1.5rem; }</style>
<main>${bodyOf(page)}</main>
`;
}

function bodyOf(page: AckPage): string {
  switch (page.state) {
    case 'open':
      return `<p>${escaped(page.waiting?.name ?? '')}</p>${(page.waiting?.words ?? []).map((text) => `<p>${escaped(text)}</p>`).join('')}
<form method="post" action="/p/${page.code}/take"><button>I have it</button></form>`;
    case 'chat':
      return `${page.messages.map(({ name, text }) => `<p><b>${escaped(name)}</b> ${escaped(text ?? '')}</p>`).join('')}
<form method="post" action="/p/${page.code}/reply"><input type="hidden" name="id" value="${page.replyId}"><input type="hidden" name="after" value="${page.seq}"><textarea name="text" required></textarea><button>Send</button></form>`;
    case 'taken':
      return `<p>${escaped(page.by)}</p>`;
    default:
      return `<p>${page.state}</p>`;
  }
}

const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
