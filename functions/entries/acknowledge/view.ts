import type { AckChat, AckMine, AckOpen, AckPage, AckWake } from '../../paging/phone-view.ts';
import { restWords } from '../../paging/texts.ts';
import { Html, html } from './html.ts';
import { SCRIPT } from './script.ts';
import { STYLE } from './style.ts';
import { words } from './words.ts';

/**
 * The acknowledge page: plain HTML with forms, one request, below 10 KB, works without scripts. `nonce` is that of its
 * content security policy. Nothing here changes anything: taking is a POST.
 */
export function renderPage(page: AckPage, nonce: string): string {
  const made = new Html(nonce);
  return html`<!doctype html>
<html lang="${page.locale}"${page.night && new Html(' class="night"')}>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${titleOf(page)}</title>
<style nonce="${made}">${new Html(STYLE)}</style>
${mainOf(page)}
<script nonce="${made}">${new Html(SCRIPT)}</script>
</html>`.text;
}

function titleOf(page: AckPage): string {
  if (page.state === 'open' && page.waiting) return words(page.locale).waits(page.waiting.name);
  return page.state === 'chat' ? page.name : 'Otvet';
}

function mainOf(page: AckPage): Html {
  const w = words(page.locale);
  const time = (at: number): string => clock(at, page.zone);
  const over = (text: string): Html => said(`${text} ${restWords(page.locale, page.night)}`);
  switch (page.state) {
    case 'open':
      return open(page);
    case 'chat':
      return chat(page);
    case 'mine':
      return mine(page);
    case 'taken':
      return over(w.taken(page.by, time(page.at)));
    case 'passed':
      return over(w.passed(page.to, time(page.at)));
    case 'over':
      if (page.why === 'answered' && page.by !== undefined) return over(w.answered(page.by, time(page.at)));
      return over(page.why === 'closed' ? w.closed(time(page.at)) : w.deferred);
    case 'old':
      if (page.openCode === null) return said(w.old, `${w.oldQuiet} ${restWords(page.locale, page.night)}`);
      return html`<main><h1>${w.old}</h1><a class="button take" href="/p/${page.openCode}">${w.showOpen}</a></main>`;
    case 'none':
      // Of whom it was cannot be known, and so neither his language.
      return said(words('ru').none, words('en').none);
  }
}

const said = (text: string, more?: string): Html =>
  html`<main><h1>${text}</h1>${more !== undefined && html`<p>${more}</p>`}</main>`;

function open(page: AckOpen & AckPage): Html {
  const w = words(page.locale);
  const { code, waiting, alarm } = page;
  const morning = page.morning === null ? '' : clock(page.morning, page.zone);
  const button = (action: string, label: string, kind?: 'take'): Html =>
    html`<form method="post" action="/p/${code}/${action}">${kind && html`<input type="hidden" name="episode" value="${page.episode}">`}<button${kind && html` class="${kind}"`}>${label}</button></form>`;
  return html`<main data-state="/p/${code}" data-retrying="${w.retrying}">
${page.before && html`<p class="small">${w.before(page.before.by, page.before.name)}</p>`}
${
  waiting &&
  html`<h1>${w.waits(waiting.name)} ${waited(page.now - waiting.since, page.locale)}</h1>
${waiting.words.length > 0 && html`<div class="said">${waiting.words.map((text) => html`<p>${text}</p>`)}</div>`}`
}
${alarm && html`<p class="alarm">${w.alarm(alarm.by, alarm.reason)}</p>`}
${page.about && html`<h1>${page.about.name}</h1><div class="said">${page.about.words.map((text) => html`<p>${text}</p>`)}</div>`}
${page.more > 0 && html`<p class="small">${w.more(page.more)}</p>`}
${page.proposed !== null && html`<p class="small">${w.proposed(clock(page.proposed, page.zone))}</p>`}
${page.isTest && html`<h1>${w.test}</h1><p>${w.testHint}</p>`}
<div class="grow"></div>
${button('take', page.before && waiting ? w.takeNamed(waiting.name) : w.take, 'take')}
<div class="pair">${page.passTo !== null && button('pass', w.pass(page.passTo))}${
    page.morning !== null && page.proposed === null && button('morning', w.morning(morning))
  }</div>
</main>`;
}

function mine({ locale, night, code, alarm, isTest, wake }: AckMine & AckPage): Html {
  const w = words(locale);
  if (isTest) return said(`${w.tested} ${restWords(locale, night)}`);
  return html`<main><h1>${w.mine}</h1>
${alarm && html`<p class="alarm">${w.alarm(alarm.by, alarm.reason)}</p>`}
${wake && waking(wake, code, locale)}
<div class="grow"></div><a class="button" href="/console/">${w.toConsole}</a></main>`;
}

/** Folded: at three in the morning the first thing is the customer. */
function waking({ choices, woken }: AckWake, code: string, locale: 'ru' | 'en'): Html {
  const w = words(locale);
  return html`${woken.map(({ label, taken }) => html`<p class="small">${taken === null ? w.woken(label) : w.wokenTaken(label, taken)}</p>`)}
<details><summary>${w.wake}</summary><form method="post" action="/p/${code}/wake">
<select name="ladder" aria-label="${w.wakeWhom}">${choices.map(({ ladder, label }) => html`<option value="${ladder}">${label}</option>`)}</select>
<input name="reason" aria-label="${w.wakeWhy}" placeholder="${w.wakeWhy}" maxlength="500" required>
<button>${w.wakeSend}</button></form></details>`;
}

/** Counted on by the script; `data-s` and `data-m` are its words with 0 and 1 for the numbers. */
function waited(ms: number, locale: 'ru' | 'en'): Html {
  const w = words(locale);
  const s = Math.max(0, Math.floor(ms / 1000));
  const text = s < 60 ? w.seconds(s) : w.minutes(Math.floor(s / 60), s % 60);
  return html`<span data-waited="${Math.max(0, ms)}" data-s="${w.seconds(0)}" data-m="${w.minutes(0, 1)}">${text}</span>`;
}

function chat(page: AckChat & AckPage): Html {
  const w = words(page.locale);
  const { code, name, messages, closed, refused, answeredBy, wake } = page;
  const isFirst = !messages.some(({ by }) => by === 'operator');
  return html`<main data-seq="${page.seq}" data-name="${name}" data-withdrawn="${w.withdrawn}">
<h1>${name}</h1>
${others(page)}
<div role="log"><ol>${messages.map(
    ({ seq, by, name: writer, text }) =>
      html`<li class="${by}" data-seq="${seq}"><b>${writer || name}</b>${text ?? w.withdrawn}</li>`,
  )}</ol></div>
<div class="grow"></div>
${wake && waking(wake, code, page.locale)}
${
  closed || (answeredBy !== undefined && refused === undefined)
    ? html`<p>${closed || answeredBy === undefined ? `${w.chatClosed} ${restWords(page.locale, page.night)}` : w.answers(answeredBy)}</p>${!closed && html`<a class="button" href="/console/#${page.conversation}">${w.toConsole}</a>`}`
    : html`<form class="foot" method="post" action="/p/${code}/reply" data-log="/p/${code}/log?after=">
${isFirst && html`<p class="small coming">${w.coming(name)}</p>`}<p class="small">${w.until(clock(page.until, page.zone))}</p>
<p class="retry" role="status" data-retrying="${w.notSent}" data-refused="${w.refused}"${refused === undefined && new Html(' hidden')}>${w.refused}</p>
<input type="hidden" name="id" value="${page.replyId}"><input type="hidden" name="after" value="${page.seq}">
<textarea name="text" aria-label="${w.message}" placeholder="${w.message}" maxlength="5000" required>${refused}</textarea>
<button class="send">${w.send}</button></form>`
}
</main>`;
}

/** Who else waits: for whoever has a chat, the next one, and more people for the rest. */
function others({ locale, now, code, others: list, more, next, canWiden }: AckChat & AckPage): Html | false {
  if (list.length === 0) return false;
  const w = words(locale);
  const form = (action: string, label: string, field?: Html): Html =>
    html`<form method="post" action="/p/${code}/${action}">${field}<button>${label}</button></form>`;
  return html`<details open><summary>${w.others(list.length + more)}</summary>
${list.map(({ name, since }) => html`<p class="small">${w.waits(name)} ${waited(now - since, locale)}</p>`)}
${more > 0 && html`<p class="small">${w.more(more)}</p>`}
<div class="pair">${next !== null && form('take', w.takeNext, html`<input type="hidden" name="episode" value="${next}">`)}${
    canWiden && form('widen', w.widen)
  }</div></details>`;
}

const clock = (at: number, zone: string): string =>
  new Intl.DateTimeFormat('ru', { hour: 'numeric', minute: '2-digit', timeZone: zone }).format(at);
