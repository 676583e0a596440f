import { WarnIcon } from '../../base/icons.tsx';
import { refusalText } from '../core/refusal-text.ts';
import { useDesk } from './console.ts';
import { deskWords } from './words.ts';

/** What was refused in this conversation, where it was typed; a refused text can go back into its field. */
export function Refusals({
  log,
  name,
  onRestore,
}: {
  readonly log: 'conversation' | 'notes';
  /** whom a draft that was begun for somebody else can go to after all */
  readonly name?: string;
  readonly onRestore?: (text: string) => void;
}) {
  const { store, ticker, actions } = useDesk();
  const { refused: said } = deskWords();
  const mine = (store.client.value?.refusals ?? []).filter(
    ({ conversation, command }) =>
      conversation === store.selected.value &&
      (command.type === 'note.post') === (log === 'notes') &&
      !command.type.startsWith('incident.') &&
      command.type !== 'conversation.watch',
  );
  return (
    <>
      {mine.map((refusal) => {
        const text = refusal.command['text'];
        return (
          <div class="refusal" role="alert" key={refusal.id}>
            <WarnIcon />
            <div>
              <p>{refusalText(store, refusal.code, refusal, ticker.now())}</p>
              {typeof text === 'string' && <blockquote>{text}</blockquote>}
            </div>
            {refusal.code === 'draft_belongs_elsewhere' && name !== undefined && (
              <button
                type="button"
                class="button"
                onClick={() => {
                  actions.sendAfterAll(refusal.conversation ?? '', refusal.command);
                  actions.dismiss(refusal.id);
                }}
              >
                {deskWords().hints.afterAll(name)}
              </button>
            )}
            {typeof text === 'string' && onRestore && (
              <button
                type="button"
                class="button button-quiet"
                onClick={() => {
                  onRestore(text);
                  actions.dismiss(refusal.id);
                }}
              >
                {said.restore}
              </button>
            )}
            <button type="button" class="button button-quiet" onClick={() => actions.dismiss(refusal.id)}>
              {said.dismiss}
            </button>
          </div>
        );
      })}
    </>
  );
}
