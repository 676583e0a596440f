import { useEffect } from 'preact/hooks';
import type { PageStory } from '../../../../shared/protocol/on-call.ts';
import { useOnCall } from '../console.ts';
import { Loaded } from '../Loaded.tsx';
import { storiesAsCsv, storiesAsText } from '../logic/story.ts';
import { wallText } from '../logic/times.ts';
import { onCallOf } from '../model.ts';
import { saveFile } from '../save-file.ts';
import { useStory } from '../useStory.ts';
import { useWords } from '../words.ts';
import { PageCard } from './PageCard.tsx';

/** The pages, newest first; what rings now stands on top. */
export function PagesScreen() {
  const console = useOnCall();
  const model = onCallOf(console);
  useEffect(() => {
    // names, and the zone of the times
    if (model.data.value.peek() === null) void model.data.load();
  }, []);
  // What the socket says of a page is news for its story.
  const live = console.store.page.value;
  useEffect(() => {
    if (live) void model.pages.load();
  }, [live?.episode, live?.status, live?.step]);
  return (
    <main class="oc-screen oc-pages">
      <Loaded of={model.pages}>{({ pages, before }) => <Stories pages={pages} hasOlder={before !== null} />}</Loaded>
    </main>
  );
}

function Stories({ pages, hasOlder }: { readonly pages: readonly PageStory[]; readonly hasOlder: boolean }) {
  const console = useOnCall();
  const { ticker } = console;
  const model = onCallOf(console);
  const { words } = useWords();
  const story = useStory();
  const sorted = [...pages].sort(
    (a, b) => Number(b.status === 'ringing') - Number(a.status === 'ringing') || b.raisedAt - a.raisedAt,
  );
  const name = `${words.pages.fileName}-${wallText(ticker.now(), story.zone).slice(0, 10)}`;
  return (
    <>
      <header class="oc-head">
        <h2>{words.pages.title}</h2>
        {pages.length > 0 && (
          <div class="oc-row">
            <span class="meta">{words.pages.export}</span>
            <button
              type="button"
              class="button"
              onClick={() => saveFile(`${name}.csv`, 'text/csv', storiesAsCsv(sorted, story))}
            >
              {words.pages.csv}
            </button>
            <button
              type="button"
              class="button"
              onClick={() => saveFile(`${name}.txt`, 'text/plain', storiesAsText(sorted, ticker.now(), story))}
            >
              {words.pages.text}
            </button>
          </div>
        )}
      </header>
      {pages.length === 0 && <p class="oc-lead">{words.pages.empty}</p>}
      <ol class="oc-stories">
        {sorted.map((page, index) => (
          <PageCard key={`${page.ladder}.${page.episode}`} page={page} isOpen={index === 0} />
        ))}
      </ol>
      {hasOlder && (
        <button type="button" class="button" onClick={() => void model.olderPages()}>
          {words.pages.older}
        </button>
      )}
    </>
  );
}
