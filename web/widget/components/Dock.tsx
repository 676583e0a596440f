import type { RefObject } from 'preact';
import { useEffect, useRef, useState } from 'preact/hooks';
import { Cup } from '../../base/Cup.tsx';
import { MoreIcon, PersonIcon, TickIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import { type Situation, type Stage, stageOf } from '../store/situation.ts';
import { byTime } from '../strings.ts';
import { usePanel } from './context.ts';
import { Finished } from './Finished.tsx';

interface DockProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** Between log and message box: how the wait stands, and the way to a person, which is there in every state. */
export function Dock({ field }: DockProps) {
  const { chat, words } = usePanel();
  const { situation } = chat.state;
  return (
    <div class="dock">
      {situation.kind === 'proposed' && <Proposed {...situation} />}
      {situation.kind === 'finished' && <Finished field={field} />}
      {situation.kind === 'calling' && <Calling {...situation} />}
      {situation.kind === 'coming' && <Coming {...situation} />}
      {situation.kind === 'choice' && <Choice isQuestion />}
      {situation.kind === 'quiet' && (situation.alone ? <Choice /> : <CallButton label={words.call} />)}
      {(situation.kind === 'promised' || situation.kind === 'finished') && <CallButton label={words.call} />}
      {situation.kind === 'joined' && <Joined {...situation} />}
    </div>
  );
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

/** Nobody is available: two equal ways. After a message it is a question, and silence counts as the first. */
function Choice({ isQuestion = false }: { readonly isQuestion?: boolean }) {
  const { chat, words, locale } = usePanel();
  const when = byTime(locale, chat.state.client?.morning ?? 0, chat.ticker.now());
  return (
    <div class={isQuestion ? 'card' : undefined}>
      {isQuestion && (
        <output>
          {words.choiceQuestion} <small>{words.choiceSilence}</small>
        </output>
      )}
      <div class="pair">
        <button type="button" class="person" onClick={() => chat.callPerson('wake')}>
          {words.wake}
        </button>
        <button type="button" class="person" onClick={() => chat.callPerson('morning')}>
          {words.byMorning(when)}
        </button>
      </div>
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
  const late = ringing ? words.lateRinging : words.late;
  const text: Record<Stage, string> = {
    early: ringing ? words.ringing(target) : words.calling(target),
    searching: ringing ? words.ringingLong : words.callingLong,
    team: ringing ? words.ringingLong : words.callingTeam,
    late,
  };
  return (
    <div class="card wait">
      <Cup since={since} target={target} now={now} size={40} />
      <p aria-hidden="true">{queued ? words.queued : text[stage]}</p>
      <output class="aside">{queued ? words.queued : stage === 'late' ? late : text.early}</output>
    </div>
  );
}

function Coming({ name, since }: Of<'coming'>) {
  const { chat, words } = usePanel();
  const target = chat.state.client?.welcome?.workspace.connect ?? 100;
  return (
    <>
      <div class="card wait">
        <Cup since={since} target={target} now={chat.ticker.now()} size={40} />
        <output>{words.coming(name)}</output>
      </div>
      <CallButton label={words.another} />
    </>
  );
}

/** The person who has it asks whether the morning will do. It asks; it puts nobody off. */
function Proposed({ name, due }: Of<'proposed'>) {
  const { chat, words, locale } = usePanel();
  const when = byTime(locale, due, chat.ticker.now());
  return (
    <div class="card">
      <output>{words.proposed(name, when)}</output>
      <div class="pair">
        <button type="button" class="person" onClick={() => chat.callPerson('morning')}>
          {words.proposedYes(when)}
        </button>
        <button type="button" class="person" onClick={() => chat.callPerson('wake')}>
          {words.proposedNo}
        </button>
      </div>
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
