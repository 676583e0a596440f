import { useState } from 'preact/hooks';
import { useOnCall } from '../console.ts';
import { onCallOf } from '../model.ts';
import { failureText, useWords } from '../words.ts';

/** The address of my shifts for other calendars; whoever has it can read them, so it can be made anew. */
export function Feed() {
  const console = useOnCall();
  const { api } = onCallOf(console);
  const { words } = useWords();
  const { feed } = words;
  const [url, setUrl] = useState<string | null>(null);
  const [said, setSaid] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const ask = async (renew: boolean): Promise<void> => {
    const answer = await api.calendar(renew);
    setProblem(answer.ok ? null : failureText(words, answer.code));
    if (!answer.ok) return;
    setUrl(answer.value.url);
    setSaid(renew ? feed.renewed : null);
  };
  return (
    <section class="oc-feed">
      <h3>{feed.title}</h3>
      <p class="meta">{feed.hint}</p>
      {url === null ? (
        <button type="button" class="button" onClick={() => void ask(false)}>
          {feed.show}
        </button>
      ) : (
        <>
          <input
            class="field"
            type="text"
            readOnly
            value={url}
            aria-label={feed.address}
            onFocus={(event) => event.currentTarget.select()}
          />
          <div class="oc-row">
            <button
              type="button"
              class="button"
              onClick={() =>
                void console.actions.copyText(url).then(
                  () => setSaid(feed.copied),
                  () => undefined, // not allowed: it stands there, to be copied by hand
                )
              }
            >
              {feed.copy}
            </button>
            <button type="button" class="button button-quiet" title={feed.renewHint} onClick={() => void ask(true)}>
              {feed.renew}
            </button>
          </div>
        </>
      )}
      {said !== null && <output class="oc-said">{said}</output>}
      {problem !== null && (
        <p class="problem" role="alert">
          {problem}
        </p>
      )}
    </section>
  );
}
