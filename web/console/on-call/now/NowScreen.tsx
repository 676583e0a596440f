import { useEffect } from 'preact/hooks';
import type { OnCall } from '../../../../shared/protocol/on-call.ts';
import { WarnIcon } from '../../../base/icons.tsx';
import { useNow } from '../../../base/ticker.ts';
import { useOnCall } from '../console.ts';
import { Loaded } from '../Loaded.tsx';
import { type NowView, nowView } from '../logic/now.ts';
import { momentText } from '../logic/times.ts';
import { beginOverride, onCallOf } from '../model.ts';
import { useWords } from '../words.ts';
import { LastNight, Sleep } from './Sleep.tsx';
import { Skills, Team } from './Team.tsx';

type Person = OnCall['people'][number];

/** Who is on call now and next, what is missing ahead, and what the nights were like. */
export function NowScreen() {
  const model = onCallOf(useOnCall());
  return (
    <main class="oc-screen oc-now">
      <Loaded of={model.data}>{(data) => <Now data={data} />}</Loaded>
    </main>
  );
}

function Now({ data }: { readonly data: OnCall }) {
  const { ticker } = useOnCall();
  const { words } = useWords();
  // Each minute is enough for what changes by the hour.
  const minute = Math.floor(useNow(ticker) / 60_000) * 60_000;
  const view = nowView(data, minute);
  const others = data.people.filter(({ id }) => !view.people.some((person) => person.id === id));
  return (
    <>
      <div class="oc-now-main">
        <section>
          <h2>{words.now.title}</h2>
          <OnCallNow view={view} zone={data.policy.zone} now={minute} />
        </section>
        <Gaps view={view} data={data} now={minute} />
        <section>
          <h2>{words.now.team}</h2>
          <Team people={others} />
        </section>
        <p class="meta">{words.now.zone(data.policy.zone)}</p>
      </div>
      <aside class="oc-now-side">
        <LastNight zone={data.policy.zone} />
        <Sleep hint={words.now.sleepWhat} />
      </aside>
    </>
  );
}

function OnCallNow({ view, zone, now }: { readonly view: NowView; readonly zone: string; readonly now: number }) {
  const { words, locale } = useWords();
  const { actions } = useOnCall();
  const until = view.next ? words.now.until(momentText(locale, view.next.at, zone, now)) : words.now.always;
  return (
    <>
      {view.isGap && (
        <div class="oc-alert">
          <WarnIcon />
          <p>{view.isNobodyReachable ? words.now.nobodyAtAll : words.now.nobody}</p>
          <button type="button" class="button" onClick={() => actions.area('calendar')}>
            {words.now.toCalendar}
          </button>
        </div>
      )}
      <ol class="oc-people">
        {view.people.map((person, place) => (
          <li key={person.id}>
            <PersonLine person={person} first={words.now.places[place] ?? ''} until={until} />
          </li>
        ))}
      </ol>
      <p class="oc-next">
        {view.next ? (
          <>
            {words.now.next} <b>{view.next.people.map(({ name }) => name).join(', ') || words.now.nextNobody}</b>{' '}
            {words.now.nextAt(momentText(locale, view.next.at, zone, now))}
          </>
        ) : (
          view.people.length > 0 && words.now.noNext
        )}
      </p>
    </>
  );
}

interface PersonLineProps {
  readonly person: Person;
  readonly first: string;
  readonly until: string;
}

/** One who is on call, and by what they are rung; in red when by nothing, with what to do. */
function PersonLine({ person, first, until }: PersonLineProps) {
  const { store, actions } = useOnCall();
  const { words } = useWords();
  const isMe = store.viewer.value?.id === person.id;
  const isReachable = person.reachable.length > 0;
  return (
    <div class={isReachable ? 'oc-person' : 'oc-person oc-person-bad'}>
      <p class="oc-person-name">
        <b>{person.name}</b>
        <span class="meta">
          {first}, {until}
        </span>
      </p>
      {isReachable ? (
        <p class="meta">{words.now.rungBy(words.and(person.reachable.map((kind) => words.kinds[kind])))}</p>
      ) : (
        <p class="problem">
          <WarnIcon size={16} /> <b>{words.now.notReachable}.</b>{' '}
          {isMe ? words.now.notReachableMe : words.now.notReachableWhat(person.name)}
        </p>
      )}
      <Skills person={person} />
      {!isReachable && isMe && (
        <button type="button" class="button" onClick={() => actions.area('alerts')}>
          {words.now.addContact}
        </button>
      )}
    </div>
  );
}

/** More than these are a schedule that is not written yet; the calendar shows them. */
const SHOWN = 5;

function Gaps({ view, data, now }: { readonly view: NowView; readonly data: OnCall; readonly now: number }) {
  const console = useOnCall();
  const { words, locale } = useWords();
  const model = onCallOf(console);
  const { zone } = data.policy;
  const isLead = console.store.viewer.value?.role === 'lead';
  useEffect(() => {
    if (model.nights.value.peek() === null) void model.nights.load();
  }, []);
  if (data.schedule.entries.length === 0) return null;
  return (
    <section>
      <h2>{words.now.gaps}</h2>
      {view.gaps.length === 0 && <p class="oc-calm">{words.now.noGaps}</p>}
      <ul class="oc-gaps">
        {view.gaps.slice(0, SHOWN).map(({ from, to }) => (
          <li key={from}>
            <WarnIcon size={16} />
            <span>{words.now.gap(momentText(locale, from, zone, now), momentText(locale, to, zone, now))}</span>
            {isLead && (
              <button
                type="button"
                class="button"
                onClick={() => {
                  beginOverride(model, { from, to, place: 0, person: '' });
                  console.actions.area('calendar');
                }}
              >
                {words.now.fill}
              </button>
            )}
          </li>
        ))}
      </ul>
      {view.gaps.length > SHOWN && <p class="meta">{words.now.moreGaps(view.gaps.length - SHOWN)}</p>}
    </section>
  );
}
