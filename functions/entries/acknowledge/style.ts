/** Inline, so that the page is one request. Dark at night by `night`, else as the phone prefers. The buttons are in reach of a thumb. */
const DARK =
  '--ink:#edeae5;--ink-2:#aaa399;--paper:#191816;--surface:#232120;--line:#7d766d;--accent:#b97b4f;--on:#191816;--due:#f0a04b;color-scheme:dark';

export const STYLE = `
:root{--ink:#1d1b19;--ink-2:#66605a;--paper:#fbfaf7;--surface:#fff;--line:#8f877c;--accent:#7a4a28;--on:#fff;--due:#b45309;color-scheme:light}
@media(prefers-color-scheme:dark){:root{${DARK}}}
:root.night{${DARK}}
*{box-sizing:border-box}
body{margin:0;background:var(--paper);color:var(--ink);font:20px/1.4 system-ui,-apple-system,"Segoe UI",Roboto,Arial,sans-serif}
main{display:flex;flex-direction:column;gap:16px;max-width:560px;min-height:100dvh;margin:auto;padding:24px 16px max(16px,env(safe-area-inset-bottom))}
h1{margin:0;font-size:28px;line-height:1.25}
h1 span{white-space:nowrap;font-variant-numeric:tabular-nums}
p{margin:0;overflow-wrap:anywhere}
.said{padding-left:12px;border-left:3px solid var(--line)}
.said p{display:-webkit-box;overflow:hidden;-webkit-box-orient:vertical;-webkit-line-clamp:1}
.said p:only-child{-webkit-line-clamp:3}
.alarm,.retry{padding-left:12px;border-left:3px solid var(--due)}
.small{color:var(--ink-2);font-size:16px}
.grow{flex:1}
form{margin:0}
button,.button{display:block;width:100%;min-height:48px;padding:8px 16px;border:1px solid var(--line);border-radius:12px;background:var(--surface);color:var(--ink);font:inherit;text-align:center;text-decoration:none;cursor:pointer}
.take{min-height:96px;border:0;background:var(--accent);color:var(--on);font-size:28px;font-weight:600}
.pair{display:flex;gap:8px}.pair form{flex:1}.pair button{font-size:16px}
:is(button,a,textarea,select,input,summary):focus-visible{outline:3px solid var(--accent);outline-offset:2px}
ol{display:flex;flex-direction:column;gap:8px;margin:0;padding:0;list-style:none}
li{align-self:start;max-width:88%;padding:8px 12px;border:1px solid var(--line);border-radius:12px;background:var(--surface);overflow-wrap:anywhere;white-space:pre-wrap}
li.operator{align-self:end;border-color:var(--accent)}
li b{display:block;color:var(--ink-2);font-size:15px;font-weight:400}
select,input:not([type=hidden]){display:block;width:100%;min-height:48px;margin-bottom:8px;padding:8px 12px;border:1px solid var(--line);border-radius:12px;background:var(--surface);color:var(--ink);font:inherit}
summary{min-height:48px;padding:12px 0;color:var(--ink-2);font-size:16px;cursor:pointer}
textarea{display:block;width:100%;min-height:72px;margin-bottom:8px;padding:12px;border:1px solid var(--line);border-radius:12px;background:var(--surface);color:var(--ink);font:inherit;resize:vertical}
.send{border:0;background:var(--accent);color:var(--on);font-weight:600;min-height:56px}
.foot{position:sticky;bottom:0;margin:0 -16px;padding:12px 16px max(12px,env(safe-area-inset-bottom));background:var(--paper)}
[hidden]{display:none}
`.replace(/\n/g, '');
