/**
 * The page's script, sent as it stands here. Everything works without it, by forms; with it the wait counts on, a button
 * pressed without a connection says so and tries again, somebody else's taking is seen, and the chat needs no reload.
 */
export const SCRIPT = `(()=>{
const $=(s)=>document.querySelector(s),began=Date.now();let timer;
const post=(f,json)=>fetch(f.action,{method:'POST',body:new URLSearchParams(new FormData(f)),headers:json?{accept:'application/json'}:{},signal:AbortSignal.timeout(8000)});
const swap=async(r)=>{const d=new DOMParser().parseFromString((await r.text()).replace(/<(style|script)[^]*?<\\/\\1>/g,''),'text/html'),m=d.querySelector('main');if(!m)return location.reload();clearInterval(timer);$('main').replaceWith(m);document.documentElement.className=d.documentElement.className;begin()};
const ok=(r)=>{if(r.status>=500||r.status===429)throw 0;return r};
const count=()=>{const t=$('[data-waited]');if(!t)return;const s=Math.floor((+t.dataset.waited+Date.now()-began)/1000);t.textContent=s<60?t.dataset.s.replace('0',s):t.dataset.m.replace('0',Math.floor(s/60)).replace('1',s%60)};
const press=(f,b)=>{b.disabled=true;(async()=>{for(;;){try{return await swap(ok(await post(f)))}catch{b.textContent=$('main').dataset.retrying;b.setAttribute('aria-live','polite');await new Promise(r=>setTimeout(r,2000))}}})()};
const add=(ms)=>{const l=$('ol'),w=$('main').dataset;for(const m of ms){if(l.querySelector('[data-seq="'+m.seq+'"]'))continue;const i=document.createElement('li'),n=document.createElement('b');i.dataset.seq=m.seq;i.className=m.by;n.textContent=m.name||w.name;i.append(n,m.text??w.withdrawn);l.append(i);if(m.by==='operator')$('.coming')?.remove();scrollTo(0,1e6)}};
const chat=(f)=>{let busy=false;const note=$('.retry'),say=(what)=>{note.textContent=note.dataset[what];note.hidden=false},seq=()=>+$('main').dataset.seq;
const took=(log)=>{add(log.messages);$('main').dataset.seq=Math.max(seq(),log.seq);note.hidden=true;if(log.closed)location.reload()};
const poll=async()=>{if(document.hidden)return;try{const r=await fetch(f.dataset.log+seq());if(r.status===401)return location.reload();if(r.ok)took(await r.json())}catch{}};
scrollTo(0,1e6);timer=setInterval(poll,2000);
f.onsubmit=async(e)=>{e.preventDefault();if(busy||!f.text.value.trim())return;busy=true;for(;;){try{const r=ok(await post(f,true));if(r.status===401)return location.reload();if(r.ok){took(await r.json());f.text.value=''}else say('refused');break}catch{say('retrying');await new Promise(r=>setTimeout(r,2000))}}
f.elements.id.value=[...crypto.getRandomValues(new Uint8Array(16))].map(b=>b.toString(16).padStart(2,'0')).join('');f.elements.after.value=seq();busy=false;f.text.focus()}};
const begin=()=>{count();const c=$('form[data-log]');if(c)return chat(c);
for(const f of document.querySelectorAll('form'))f.onsubmit=(e)=>{e.preventDefault();press(f,f.querySelector('button'))};
const m=$('main[data-state]');if(m)timer=setInterval(async()=>{if(document.hidden)return;try{const r=await fetch(m.dataset.state+'/state');if((await r.json()).status!=='open')await swap(await fetch(m.dataset.state))}catch{}},3000)};
setInterval(count,500);begin()})()`;
