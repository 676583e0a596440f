import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Cup } from '../../base/Cup.tsx';
import { MoreIcon, PersonIcon, TickIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import { type Situation, stageOf } from '../store/situation.ts';
import { usePanel } from './context.ts';
import { Finished } from './Finished.tsx';

interface DockProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Between log and message box: how the wait stands, and the way to a person, which is there in every state. */
export function Dock({ field }: DockProps) {
  return (
    <div class="dock">
      <State field={field} />
    </div>
  );
}

function State({ field }: DockProps) {
  const { chat, words } = usePanel();
  const { situation: it, client } = chat.state;
  const when = (due: number | undefined): string => words.byTime(due ?? 0, chat.ticker.now());
  const morning = when(client?.morning);
  switch (it.kind) {
    case 'quiet':
      return it.alone ? (
        <Choice wake={words.wake} morning={words.byMorning(morning)} />
      ) : (
        <CallButton label={words.call} />
      );
    case 'choice':
      return (
        <div class="card">
          <output>
            {words.choiceQuestion} <small>{words.choiceSilence}</small>
          </output>
          <Choice wake={words.wake} morning={words.byMorning(morning)} />
        </div>
      );
    case 'proposed':
      return (
        <div class="card">
          <output>{words.proposed(it.name, when(it.due))}</output>
          <Choice wake={words.proposedNo} morning={words.proposedYes(when(it.due))} />
        </div>
      );
    case 'calling':
      return <Calling {...it} />;
    case 'coming':
      return (
        <>
          <div class="card wait">
            <Cup
              since={it.since}
              target={client?.welcome?.workspace.connect ?? 100}
              now={chat.ticker.now()}
              size={40}
            />
            <output>{words.coming(it.name)}</output>
          </div>
          <CallButton label={words.another} />
        </>
      );
    case 'joined':
      return <Joined {...it} />;
    default:
      return (
        <>
          {it.kind === 'finished' && <Finished field={field} />}
          <CallButton label={words.call} />
        </>
      );
  }
}

/** With nobody available it is a choice already made: wake someone. */
function CallButton({ label }: { readonly label: string }) {
  const { chat } = usePanel();
  return (
    <button
      type="button"
      class="person"
      onClick={() => chat.callPerson(chat.state.client?.staffed === false ? 'wake' : undefined)}
    >
      <PersonIcon />
      {label}
    </button>
  );
}

/** Two equal ways: a person now, or an answer by the morning. */
function Choice({ wake, morning }: { readonly wake: string; readonly morning: string }) {
  const { chat } = usePanel();
  return (
    <div class="pair">
      <button type="button" class="person" onClick={() => chat.callPerson('wake')}>
        {wake}
      </button>
      <button type="button" class="person" onClick={() => chat.callPerson('morning')}>
        {morning}
      </button>
    </div>
  );
}

type Of<K extends Situation['kind']> = Extract<Situation, { kind: K }>;

/** The cup: fills while a person is being called. Start and lateness are announced, the words between are not. */
function Calling({ since, ringing, queued }: Of<'calling'>) {
  const { chat, words } = usePanel();
  const target = chat.state.client?.welcome?.workspace.connect ?? 100;
  const now = useNow(chat.ticker);
  const stage = stageOf(since, now, target);
  const early = ringing ? words.ringing(target) : words.calling(target);
  const late = ringing ? words.lateRinging : words.late;
  const middle = ringing ? words.ringingLong : stage === 'team' ? words.callingTeam : words.callingLong;
  return (
    <div class="card wait">
      <Cup since={since} target={target} now={now} size={40} />
      <p aria-hidden="true">{queued ? words.queued : stage === 'early' ? early : stage === 'late' ? late : middle}</p>
      <output class="aside">{queued ? words.queued : stage === 'late' ? late : early}</output>
    </div>
  );
}

/** "Anna is here" with what else can be done; once her answer is late, the way to another person is a full bar again. */
function Joined({ name, waiting }: Of<'joined'>) {
  const { chat, words } = usePanel();
  const target = chat.state.client?.welcome?.workspace.reply ?? 600;
  const now = useNow(chat.ticker, waiting !== null);
  if (waiting !== null && now - waiting >= target * 1000)
    return (
      <>
        <output class="card">{words.late}</output>
        <CallButton label={words.another} />
      </>
    );
  return <Menu name={name} canDispute={chat.state.view.answered && waiting === null} />;
}

function Menu({ name, canDispute }: { readonly name: string; readonly canDispute: boolean }) {
  const { chat, words } = usePanel();
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (isOpen) box.current?.querySelector('button')?.focus();
  }, [isOpen]);
  const close = (): void => {
    setOpen(false);
    button.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const items = [...(box.current?.querySelectorAll('button') ?? [])];
    const at = items.indexOf((event.target as Element).closest('button') as HTMLButtonElement);
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (event.key === 'Escape') close();
    else if (step !== undefined) items.at((at + step) % items.length)?.focus();
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const act = (run: () => void) => () => {
    close();
    run();
  };
  return (
    <div class="here">
      <button
        type="button"
        class="chip"
        aria-haspopup="menu"
        aria-expanded={isOpen}
        aria-label={words.menu(name)}
        ref={button}
        onClick={() => setOpen(!isOpen)}
      >
        <TickIcon size={16} />
        {words.here(name)}
        <MoreIcon size={18} />
      </button>
      {isOpen && (
        <>
          {/* biome-ignore lint/a11y/noStaticElementInteractions: a click anywhere else; the keyboard has Escape */}
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: as above */}
          <div class="away" onClick={close} />
          <div class="menu" role="menu" ref={box} onKeyDown={onKeyDown}>
            {canDispute && (
              <button type="button" role="menuitem" onClick={act(() => chat.dispute())}>
                {words.dispute}
              </button>
            )}
            <button type="button" role="menuitem" onClick={act(() => chat.callPerson())}>
              {words.anotherShort}
            </button>
            <button type="button" role="menuitem" onClick={act(() => chat.finish())}>
              {words.finish}
            </button>
          </div>
        </>
      )}
    </div>
  );
}
