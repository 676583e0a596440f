import { Cup } from '../../base/Cup.tsx';
import { useNow } from '../../base/ticker.ts';
import { copyReading } from '../services/telling.ts';
import { laterWords } from '../words/later.ts';
import { usePanel } from './context.ts';
import { CallButton, Choice } from './Dock.tsx';
import { Menu } from './Menu.tsx';
import type { FieldProps } from './parts.ts';

/** The dock once a person has come, or has promised to. A person is one tap away in each of these states, too. */
export function DockLater({ field }: FieldProps) {
  const { chat, locale, words: common, forms, copying } = usePanel();
  const words = laterWords(locale);
  const { situation: it, client } = chat.state;
  switch (it.kind) {
    case 'proposed': {
      // The person who has it asks whether the morning will do. It asks; it puts nobody off.
      const when = common.byTime(it.due, chat.ticker.now());
      return (
        <div class="card">
          <output>{words.proposed(it.name, when)}</output>
          <Choice wake={words.proposedNo} morning={words.proposedYes(when)} />
        </div>
      );
    }
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
    default: {
      const Finished = forms.get()?.Finished;
      return (
        <>
          {it.kind === 'finished' && Finished && <Finished field={field} />}
          <CallButton label={common.call} />
          {it.kind === 'finished' && (
            <button
              type="button"
              class="quiet"
              onClick={() => copying.load((it) => void it.saveCopy(chat, copyReading(chat, locale)))}
            >
              {words.save}
            </button>
          )}
        </>
      );
    }
  }
}

/** "Anna is here" with what else can be done; once her answer is late, the way to another person is a full bar again. */
function Joined({ name, waiting }: { readonly name: string; readonly waiting: number | null }) {
  const { chat, locale, words } = usePanel();
  const target = chat.state.client?.welcome?.workspace.reply ?? 600;
  const now = useNow(chat.ticker, waiting !== null);
  if (waiting === null || now - waiting < target * 1000)
    return <Menu name={name} canDispute={chat.state.view.answered && waiting === null} />;
  return (
    <>
      <output class="card">{words.late}</output>
      <CallButton label={laterWords(locale).another} />
      <Menu name={name} canDispute={false} />
    </>
  );
}
