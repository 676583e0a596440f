import { Cup } from '../../base/Cup.tsx';
import { PersonIcon } from '../../base/icons.tsx';
import { useNow } from '../../base/ticker.ts';
import { isCallAsked, openCall } from '../services/call-form.ts';
import { type Situation, stageOf } from '../store/situation.ts';
import { usePanel } from './context.ts';
import type { FieldProps } from './parts.ts';

/** Between log and message box: how the wait stands, and the way to a person, which is there in every state. */
export function Dock({ field }: FieldProps) {
  const { chat, words, later, forms } = usePanel();
  const callMe = (): void => {
    openCall(chat);
    forms.load();
    later.load(); // its card in the log comes from there
  };
  const isNobodyHere = /^(?:quiet|choice|calling|coming)$/.test(chat.state.situation.kind);
  return (
    <div class="dock">
      <State field={field} />
      {isNobodyHere && !isCallAsked(chat) && (
        <button type="button" class="quiet" onClick={callMe}>
          {words.callMe}
        </button>
      )}
    </div>
  );
}

function State({ field }: FieldProps) {
  const { chat, words, later } = usePanel();
  const { situation: it, client } = chat.state;
  const morning = words.byTime(client?.morning ?? 0, chat.ticker.now());
  switch (it.kind) {
    case 'quiet':
      return it.alone ? (
        <Choice wake={words.call} morning={words.byMorning(morning)} />
      ) : (
        <CallButton label={words.call} />
      );
    case 'choice':
      return (
        <div class="card">
          <output>
            {words.choiceQuestion} <small>{words.choiceSilence}</small>
          </output>
          <Choice wake={words.call} morning={words.byMorning(morning)} />
        </div>
      );
    case 'calling':
      return <Calling {...it} />;
    default: {
      const More = later.get()?.DockLater;
      return More ? <More field={field} /> : <CallButton label={words.call} />;
    }
  }
}

/** With nobody available it is a choice already made: wake someone. */
export function CallButton({ label }: { readonly label: string }) {
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
export function Choice({ wake, morning }: { readonly wake: string; readonly morning: string }) {
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
function Calling({ since, ringing, everyone, busy, queued }: Of<'calling'>) {
  const { chat, words } = usePanel();
  const target = chat.state.client?.welcome?.workspace.connect ?? 100;
  const now = useNow(chat.ticker);
  const stage = stageOf(since, now, target);
  const early = ringing ? words.ringing : words.calling;
  // The plain truth does not wait for the target: where nobody can be reached, everyone is rung at once; or all are with others.
  const isLate = everyone || busy || stage === 'late';
  const late = everyone ? words.everyone : busy ? words.busy : ringing ? words.lateRinging : words.late;
  const middle = ringing ? words.ringingLong : stage === 'team' ? words.callingTeam : words.callingLong;
  // A first connection that is being made is no lost one.
  const waits = queued ? (chat.state.client?.connection.status === 'offline' ? words.queued : words.queuedSoon) : null;
  return (
    <div class="card wait">
      <Cup since={since} target={target} now={now} size={40} />
      <p aria-hidden="true">{waits ?? (isLate ? late : stage === 'early' ? early : middle)}</p>
      <output class="aside">{waits ?? (isLate ? late : early)}</output>
    </div>
  );
}
