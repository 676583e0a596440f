import { useState } from 'preact/hooks';
import type { PageStory } from '../../../../shared/protocol/on-call.ts';
import { PhoneIcon, TickIcon } from '../../../base/icons.tsx';
import { useNow } from '../../../base/ticker.ts';
import { useOnCall } from '../console.ts';
import { isBadLine, isGoodLine, ladderText, lineText, outcomeText } from '../logic/story.ts';
import { momentText, preciseTime } from '../logic/times.ts';
import { useStory } from '../useStory.ts';
import { useWords } from '../words.ts';

/** One page: in a line who had it after how long; unfolded, what rang when, and for whom. */
export function PageCard({ page, isOpen: opens }: { readonly page: PageStory; readonly isOpen: boolean }) {
  const { ticker } = useOnCall();
  const { words, locale } = useWords();
  const story = useStory();
  const isRinging = page.status === 'ringing';
  const now = useNow(ticker, isRinging);
  const [isOpen, setOpen] = useState(opens || isRinging);
  const title = ladderText(page.ladder, story);
  const alarm = page.lines.find(({ what }) => what === 'alarm');
  return (
    <li class={`oc-story oc-story-${page.status}`}>
      <button type="button" class="oc-story-head" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <span class="oc-story-icon">{isRinging ? <PhoneIcon /> : <TickIcon />}</span>
        <span class="oc-story-what">
          <b>{momentText(locale, page.raisedAt, story.zone, now)}</b> {title !== null && <span>{title} · </span>}
          {alarm && <span>{words.pages.alarm} · </span>}
          <span>{outcomeText(page, now, story)}</span>
          <span class="meta">
            {words.pages.status[page.status]} · {words.pages.rings(page.rings)}
            {page.waits.length > 0 &&
              ` · ${page.waits.map(({ name }) => name || words.pages.guest).join(', ')}${page.more > 0 ? ` ${words.pages.more(page.more)}` : ''}`}
          </span>
          {page.reason !== undefined && <span class="oc-why">{words.pages.why(page.reason)}</span>}
        </span>
      </button>
      {isOpen && (
        <div class="oc-story-body">
          {page.waits.length > 0 && <Waits page={page} />}
          <ol class="oc-lines" aria-label={words.pages.story}>
            {page.lines.map((line, index) => (
              <li
                key={`${line.at} ${index}`}
                class={isBadLine(line) ? 'oc-line-bad' : isGoodLine(line) ? 'oc-line-good' : ''}
              >
                <time>{preciseTime(line.at, story.zone)}</time>
                <span>
                  {lineText(line, story)}
                  {line.step !== undefined && line.what === 'rang' && (
                    <span class="meta"> · {words.pages.step(line.step + 1)}</span>
                  )}
                  {line.why !== undefined && <span class="oc-detail">{words.pages.why(line.why)}</span>}
                </span>
              </li>
            ))}
          </ol>
        </div>
      )}
    </li>
  );
}

/** For whom it rang, how long each waited, and the way to the chat. */
function Waits({ page }: { readonly page: PageStory }) {
  const { words } = useWords();
  const { length } = useStory();
  return (
    <ul class="oc-waits">
      {page.waits.map(({ conversation, name, waited }) => {
        const who = name || words.pages.guest;
        return (
          <li key={conversation}>
            <a href={`#${conversation}`} title={words.pages.open(who)}>
              {waited === null ? words.pages.waits1(who) : words.pages.waited(who, length(waited * 1000))}
            </a>
          </li>
        );
      })}
      {page.more > 0 && <li class="meta">{words.pages.more(page.more)}</li>}
    </ul>
  );
}
