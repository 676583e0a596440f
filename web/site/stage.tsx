import '../base/tokens.css';
import './site.css';
import './stage.css';
import { render } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { accentVariables } from '../base/accent.ts';
import { countdown, followStory, STEPS, type Story } from './stage-story.ts';
import { locale, words } from './strings.ts';

const FRAMES = [
  ['shop', '/'],
  ['console', '/console/'],
  ['phone', '/pager/'],
] as const;

/** Anna as the sign-in knows her in every language of the demo (local/demo/people.ts): her name is another in each. */
const ANNA = 'anna@kofevarnya.example';

/** Shop, console and phone side by side: frames of the real pages. Below 1280 px one at a time, the others go on working. */
function Stage() {
  const [shown, show] = useState(0);
  const [story, setStory] = useState<Story | null>(null);
  const frames = useRef<HTMLDivElement>(null);
  useEffect(() => followStory(setStory), []);
  const sign = (isIn: boolean): void => {
    const console = frames.current?.querySelector<HTMLIFrameElement>('iframe[src^="/console/"]');
    // The console listens to pages of its own origin: web/console/shell/stage.ts.
    const wish = isIn ? { action: 'sign-in', as: ANNA } : { action: 'sign-out' };
    console?.contentWindow?.postMessage({ type: 'otvet.stage', ...wish }, location.origin);
  };
  return (
    <>
      <header class="line">
        <h1>{words.stage.title}</h1>
        <Steps story={story} />
        <fieldset class="chips" aria-label={words.stage.who}>
          <button type="button" aria-pressed={story !== null && !story.staffed} onClick={() => sign(false)}>
            {words.stage.nobody}
          </button>
          <button type="button" aria-pressed={story?.anna ?? false} onClick={() => sign(true)}>
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

/** What happens now, and what to do next; the seconds are for the eye, they are not read out. */
function Steps({ story }: { readonly story: Story | null }) {
  const running = story === null ? -1 : STEPS.indexOf(story.step);
  return (
    <ol>
      {STEPS.map((step, index) => (
        <li
          key={step}
          class={index < running ? 'done' : undefined}
          aria-current={index === running ? 'step' : undefined}
        >
          <span>{words.stage.steps[step]}</span>
          {index === running && story !== null && <small aria-hidden="true">{moreOf(story)}</small>}
        </li>
      ))}
    </ol>
  );
}

function moreOf({ step, ringsIn, staffed }: Story): string | null {
  if (step === 'take') return words.stage.ringing;
  if (step !== 'ring' || ringsIn === null) return null;
  return (staffed ? words.stage.ringsUnless : words.stage.rings)(countdown(ringsIn));
}

document.title = words.stage.title;
document.documentElement.lang = locale;
for (const [name, value] of Object.entries(accentVariables(undefined)))
  document.documentElement.style.setProperty(name, value);
render(<Stage />, document.body);
