import { dayFrom } from '../../../../shared/domain/kernel/local-time.ts';
import type { NightsData } from '../api.ts';
import { useOnCall } from '../console.ts';
import { Loaded } from '../Loaded.tsx';
import { sleepersOf } from '../logic/now.ts';
import { shortDate, wallText } from '../logic/times.ts';
import { onCallOf } from '../model.ts';
import { useStory } from '../useStory.ts';
import { lengthOf, useWords } from '../words.ts';

/** Last night in one sentence. */
export function LastNight({ zone }: { readonly zone: string }) {
  const console = useOnCall();
  const { words } = useWords();
  const model = onCallOf(console);
  return (
    <section>
      <h2>{words.now.night}</h2>
      <Loaded of={model.nights}>{(nights) => <NightLine night={lastOf(nights, zone, console.ticker.now())} />}</Loaded>
    </section>
  );
}

type Night = NightsData['nights'][number];

/** The night that began yesterday, or today when it is on already. */
function lastOf({ nights }: NightsData, zone: string, now: number): Night | undefined {
  const yesterday = wallText(now - 86_400_000, zone).slice(0, 10);
  return nights.find(({ night }) => night >= yesterday);
}

function NightLine({ night }: { readonly night: Night | undefined }) {
  const { words } = useWords();
  const { nameOf } = useStory();
  if (!night || night.pages === 0) return <p class="oc-calm">{words.now.calm}</p>;
  const rings = Object.values(night.rings).reduce((sum, n) => sum + n, 0);
  const longest = night.longestWait === null ? null : lengthOf(night.longestWait * 1000);
  const by = Object.keys(night.acknowledged).map(nameOf);
  return (
    <p>
      {words.now.nightLine(night.pages, rings, longest)} {by.length > 0 && words.now.answeredBy(words.and(by))}
    </p>
  );
}

/** Sleep is a budget: whom pages woke in the last four weeks, night by night. */
export function Sleep({ hint }: { readonly hint: string }) {
  const model = onCallOf(useOnCall());
  const { words, locale } = useWords();
  const { nameOf } = useStory();
  return (
    <section>
      <h2>{words.now.sleep}</h2>
      <Loaded of={model.nights}>
        {(nights) => {
          const sleepers = sleepersOf(nights);
          if (sleepers.length === 0) return <p class="oc-calm">{words.now.sleepNobody}</p>;
          return (
            <>
              <p class="meta">{hint}</p>
              <ul class="oc-sleep">
                {sleepers.map(({ person, nights: woken, rings, byNight }) => (
                  <li key={person}>
                    <b>{nameOf(person)}</b>
                    <span class="oc-nights" aria-hidden="true">
                      {byNight.map((one) => (
                        <span
                          key={one.night}
                          class={one.rings > 0 ? 'oc-night oc-night-woken' : 'oc-night'}
                          title={`${shortDate(locale, dayFrom(one.night))}: ${words.pages.rings(one.rings)}`}
                        />
                      ))}
                    </span>
                    <span class="meta">
                      {words.now.woken(woken)}, {words.pages.rings(rings)}
                    </span>
                  </li>
                ))}
              </ul>
              <p class="meta">{words.now.budget}</p>
            </>
          );
        }}
      </Loaded>
    </section>
  );
}
