import { useEffect, useState } from 'preact/hooks';
import type { WirePage } from '../../../shared/protocol/pushes.ts';
import { PhoneIcon, TickIcon, WarnIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import type { AlarmActions } from '../alarm/model.ts';
import { exactTime } from '../core/format.ts';
import { useOnCall } from './console.ts';
import { troubleOf } from './logic/now.ts';
import { momentText, rangeText } from './logic/times.ts';
import { onCallOf } from './model.ts';
import { useWords } from './words.ts';

/** Pages of specialists, and for leads what is missing within a day: the lines across the page that need this data. */
export function OnCallStrips() {
  const { store } = useOnCall();
  const pages = [...(store.client.value?.otherPages.values() ?? [])];
  return (
    <>
      {pages.map((page) => (
        <SpecialistStrip key={`${page.ladder}.${page.episode}`} page={page} />
      ))}
      {store.viewer.value?.role === 'lead' && <TroubleStrip />}
    </>
  );
}

/** The schedule is asked for so often (ms) while a lead has the console open. */
const AGAIN = 5 * 60_000;

/** A gap that begins within a day, or somebody on call whom nothing can ring. */
function TroubleStrip() {
  const console = useOnCall();
  const { store, ticker, actions } = console;
  const model = onCallOf(console);
  const { words, locale } = useWords();
  useEffect(() => {
    const load = (): void => void model.data.load();
    if (model.data.value.peek() === null) load();
    const timer = setInterval(load, AGAIN);
    return () => clearInterval(timer);
  }, []);
  const minute = Math.floor(useNow(ticker) / 60_000) * 60_000;
  const data = model.data.value.value;
  // On its own screen it is said already, and with what to do.
  if (!data || data.schedule.entries.length === 0 || store.area.value !== null) return null;
  const trouble = troubleOf(data, minute);
  if (!trouble) return null;
  const { zone } = data.policy;
  const isMe = trouble.kind === 'unreachable' && trouble.person.id === store.viewer.value?.id;
  const text =
    trouble.kind === 'gap'
      ? trouble.from <= minute
        ? words.strip.gapNow(momentText(locale, trouble.to, zone, minute))
        : words.strip.gap(rangeText(locale, trouble.from, trouble.to, zone, minute))
      : isMe
        ? words.strip.meUnreachable
        : words.strip.unreachable(trouble.person.name);
  return (
    <output class="strip strip-offline">
      <WarnIcon />
      <span>{text}</span>
      <button
        type="button"
        class="button button-quiet"
        onClick={() => actions.area(isMe ? 'alerts' : trouble.kind === 'gap' ? 'calendar' : 'now')}
      >
        {words.strip.open}
      </button>
    </output>
  );
}

/** How long after its acknowledgement a specialist's page stays in sight, in ms. */
const STAYS = 10 * 60_000;

function SpecialistStrip({ page }: { readonly page: WirePage }) {
  const { store, ticker, actions } = useOnCall();
  const { words } = useWords();
  const now = useNow(ticker, page.status === 'acknowledged');
  const [isHidden, setHidden] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const [kind, ...rest] = page.ladder.split('.');
  const skill = kind === 'skill' ? rest.join('.') : null;
  const me = store.viewer.value;
  const names = store.names.value;
  // A test page is between its person and the phone: colleagues need not hear of it.
  if (!me || isHidden || (kind === 'test' && !page.ringing.includes(me.id))) return null;
  const ask = (run: AlarmActions['acknowledge']): void => {
    run(page.ladder, page.episode).then(
      (code) =>
        setRefusal(code && (store.words.refusals[code]?.(store.words.someone, '') ?? store.words.refused(code))),
      () => undefined, // signed out meanwhile
    );
  };
  const about = skill === null ? '' : ` · ${words.wake.for(skill)}`;
  if (page.status === 'ringing') {
    const isMine = page.ringing.includes(me.id);
    return (
      <output class="strip strip-ringing">
        <PhoneIcon />
        <span>
          <b>{words.wake.ringing(page.ringing.map((person) => names.operator(person)).join(', ') || '…')}</b>
          {about} {words.wake.since(exactTime(page.raisedAt))}
          {!page.reached && ` · ${store.words.page.unreached}`}
          {refusal && ` · ${refusal}`}
        </span>
        {isMine && (
          <>
            <button type="button" class="button" onClick={() => ask(actions.acknowledge)}>
              {words.wake.iHaveIt}
            </button>
            <button type="button" class="button button-quiet" onClick={() => ask(actions.passPage)}>
              {words.wake.pass}
            </button>
          </>
        )}
        {me.role === 'lead' && kind !== 'test' && (
          <button type="button" class="button button-quiet" onClick={() => ask(actions.callOff)}>
            {words.wake.callOff}
          </button>
        )}
      </output>
    );
  }
  const { acknowledged } = page;
  if (page.status !== 'acknowledged' || !acknowledged || now - acknowledged.at > STAYS) return null;
  return (
    <output class="strip strip-taken">
      <TickIcon />
      <span>
        <b>{words.wake.has(names.operator(acknowledged.by), exactTime(acknowledged.at))}</b>
        {about}
      </span>
      <button type="button" class="button button-quiet" onClick={() => setHidden(true)}>
        {words.wake.hide}
      </button>
    </output>
  );
}
