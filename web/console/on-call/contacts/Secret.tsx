import { useEffect, useRef, useState } from 'preact/hooks';
import { useOnCall } from '../console.ts';
import { useWords } from '../words.ts';

/** What an endpoint's requests are signed with: shown this once, with how to check a signature. */
export function Secret({ secret, onDone }: { readonly secret: string; onDone(): void }) {
  const { actions } = useOnCall();
  const { words } = useWords();
  const { alerts } = words;
  const [isCopied, setCopied] = useState(false);
  const box = useRef<HTMLElement>(null);
  // It is shown this once: it must be in sight, wherever the page has been scrolled to.
  useEffect(() => box.current?.scrollIntoView({ block: 'nearest' }), []);
  return (
    <section ref={box} class="oc-secret" aria-label={alerts.secretTitle}>
      <h3>{alerts.secretTitle}</h3>
      <p>{alerts.secret}</p>
      <code>{secret}</code>
      <div class="oc-row">
        <button
          type="button"
          class="button button-primary"
          onClick={() =>
            void actions.copyText(secret).then(
              () => setCopied(true),
              () => undefined, // not allowed: it stands there, to be marked by hand
            )
          }
        >
          {isCopied ? alerts.copied : alerts.secretCopy}
        </button>
        <button type="button" class="button" onClick={onDone}>
          {alerts.secretDone}
        </button>
      </div>
      <p class="meta">{alerts.secretHow}</p>
    </section>
  );
}
