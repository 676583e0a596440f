import '../base/tokens.css';
import './site.css';
import './stage.css';
import { render } from 'preact';
import { useRef, useState } from 'preact/hooks';
import { accentVariables } from '../base/accent.ts';
import { locale, words } from './strings.ts';

const FRAMES = [
  ['shop', '/'],
  ['console', '/console/'],
  ['phone', '/pager/'],
] as const;

/** Shop, console and phone side by side: frames of the real pages. Below 1280 px one at a time, the others go on working. */
function Stage() {
  const [shown, show] = useState(0);
  const [staff, setStaff] = useState<'nobody' | 'anna' | null>(null);
  const frames = useRef<HTMLDivElement>(null);
  const sign = (who: 'nobody' | 'anna'): void => {
    setStaff(who);
    const console = frames.current?.querySelector<HTMLIFrameElement>('iframe[src^="/console/"]');
    // The console listens to pages of its own origin: web/console/shell/console.ts.
    const wish = who === 'anna' ? { action: 'sign-in', as: 'anna' } : { action: 'sign-out' };
    console?.contentWindow?.postMessage({ type: 'otvet.stage', ...wish }, location.origin);
  };
  return (
    <>
      <header class="line">
        <h1>{words.stage.title}</h1>
        <ol>
          {words.stage.steps.map((step) => (
            <li key={step}>{step}</li>
          ))}
        </ol>
        <fieldset class="chips" aria-label={words.stage.who}>
          <button type="button" aria-pressed={staff === 'nobody'} onClick={() => sign('nobody')}>
            {words.stage.nobody}
          </button>
          <button type="button" aria-pressed={staff === 'anna'} onClick={() => sign('anna')}>
            {words.stage.anna}
          </button>
        </fieldset>
      </header>
      <div class="tabs" role="tablist">
        {FRAMES.map(([name], index) => (
          <button key={name} type="button" role="tab" aria-selected={index === shown} onClick={() => show(index)}>
            {words.stage[name]}
          </button>
        ))}
      </div>
      <div class="frames" ref={frames}>
        {FRAMES.map(([name, address], index) => (
          <section key={name} class={index === shown ? 'shown' : undefined}>
            <h2>{words.stage[name]}</h2>
            <iframe src={`${address}?lang=${locale}`} title={words.stage[name]} allow="autoplay" />
          </section>
        ))}
      </div>
    </>
  );
}

document.title = words.stage.title;
document.documentElement.lang = locale;
for (const [name, value] of Object.entries(accentVariables(undefined)))
  document.documentElement.style.setProperty(name, value);
render(<Stage />, document.body);
