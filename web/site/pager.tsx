import '../base/tokens.css';
import './site.css';
import './pager.css';
import { render } from 'preact';
import { useEffect, useState } from 'preact/hooks';
import { accentVariables } from '../base/accent.ts';
import { BackIcon, BellIcon, PhoneIcon } from '../base/icons.tsx';
import { clockTime } from '../base/locale.ts';
import {
  codeIn,
  createBell,
  type Delivered,
  followMessages,
  type LinkState,
  linkState,
  type Phone,
  phonesOf,
} from './pager-feed.ts';
import { locale, words } from './strings.ts';

/** A link's state is asked for so often while it rings, ms; what ended is not asked for again. */
const ASK_EACH_MS = 1_500;
const isOver = (state: LinkState | undefined): boolean => state !== undefined && state.status !== 'open';

const bell = createBell();

/** What the leads' phones show: exactly what was delivered. Whether it still rings is what the log says, not this page. */
function Pager() {
  const [messages, setMessages] = useState<readonly Delivered[]>([]);
  const [isOnline, setOnline] = useState(true);
  const [states, setStates] = useState<ReadonlyMap<string, LinkState>>(new Map());
  const [isHeard, setHeard] = useState(false);
  useEffect(() => followMessages(setMessages, setOnline), []);

  const codes = messages.flatMap(({ text }) => codeIn(text) ?? []);
  const open = codes.filter((code) => !isOver(states.get(code)));
  useEffect(() => {
    const ask = async (): Promise<void> => {
      const answers = await Promise.all(open.map(async (code) => [code, await linkState(code)] as const));
      const known = answers.flatMap(([code, state]) => (state ? [[code, state] as const] : []));
      if (known.length > 0) setStates((before) => new Map([...before, ...known]));
    };
    void ask();
    const timer = setInterval(() => void ask(), ASK_EACH_MS);
    return () => clearInterval(timer);
  }, [open.join()]);

  const rings = codes.some((code) => states.get(code)?.status === 'open');
  useEffect(() => bell.ring(rings), [rings]);
  useEffect(() => {
    const unlock = (): void => {
      bell.unlock();
      setHeard(true);
    };
    addEventListener('pointerdown', unlock, { once: true });
    return () => removeEventListener('pointerdown', unlock);
  }, []);

  const phones = phonesOf(messages);
  return (
    <>
      {!isOnline && <p class="hint lost">{words.pager.lost}</p>}
      <p class={isHeard ? 'hint heard' : 'hint'}>{words.pager.sound}</p>
      <main class="phones" aria-label={words.pager.title}>
        {phones.length === 0 ? (
          <section class="phone" aria-label={words.pager.phone}>
            <div class="quiet">
              <PhoneIcon size={32} />
              <p>{words.pager.quiet}</p>
            </div>
          </section>
        ) : (
          phones.map((phone) => <PhoneView key={phone.number} phone={phone} states={states} />)
        )}
      </main>
    </>
  );
}

function PhoneView({ phone, states }: { readonly phone: Phone; readonly states: ReadonlyMap<string, LinkState> }) {
  const [opened, setOpened] = useState<string | null>(null);
  const stateOf = ({ text }: Delivered): LinkState | undefined => states.get(codeIn(text) ?? '');
  const rings = phone.messages.some((message) => stateOf(message)?.status === 'open');
  return (
    <section class={rings && opened === null ? 'phone rings' : 'phone'} aria-label={phone.person ?? phone.number}>
      <header>
        <div>
          <strong>{phone.person ?? words.pager.phone}</strong>
          <small>{phone.number}</small>
        </div>
        {rings && opened === null && (
          <span role="img" aria-label={words.pager.ringing}>
            <BellIcon />
          </span>
        )}
        {opened !== null && (
          <button type="button" aria-label={words.pager.back} title={words.pager.back} onClick={() => setOpened(null)}>
            <BackIcon size={16} />
          </button>
        )}
      </header>
      {opened === null ? (
        <ul>
          {phone.messages.map((message) => (
            <Card key={message.id} message={message} state={stateOf(message)} onOpen={setOpened} />
          ))}
        </ul>
      ) : (
        <iframe src={`/p/${opened}`} title={words.pager.open} />
      )}
    </section>
  );
}

interface CardProps {
  readonly message: Delivered;
  readonly state: LinkState | undefined;
  onOpen(code: string): void;
}

function Card({ message: { text, at }, state, onOpen }: CardProps) {
  const code = codeIn(text);
  return (
    <li class={state?.status === 'open' ? 'open' : isOver(state) ? 'over' : undefined}>
      <p>{text}</p>
      <footer>
        <time dateTime={at}>{clockTime(Date.parse(at))}</time>
        <span>{state && verdict(state)}</span>
        {code !== null && (
          <button type="button" class={state?.status === 'open' ? 'filled' : ''} onClick={() => onOpen(code)}>
            {words.pager.open}
          </button>
        )}
      </footer>
    </li>
  );
}

function verdict({ status, by, at }: LinkState): string {
  if (status === 'open') return words.pager.ringing;
  if (status !== 'taken') return words.pager.over;
  return by !== undefined && at !== undefined ? words.pager.taken(by, clockTime(at)) : words.pager.takenSome;
}

document.title = words.pager.title;
document.documentElement.lang = locale;
for (const [name, value] of Object.entries(accentVariables(undefined)))
  document.documentElement.style.setProperty(name, value);
render(<Pager />, document.body);
