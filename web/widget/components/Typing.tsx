import { useNow } from '../../base/ticker.ts';
import { copyShown } from '../services/chat.ts';
import { usePanel } from './context.ts';

/** That a person is writing. */
export function Typing() {
  const { chat, words } = usePanel();
  const typing = copyShown(chat.state)?.typing ?? null;
  const now = useNow(chat.ticker, typing !== null);
  if (typing?.kind !== 'operator' || typing.until <= now) return null;
  return (
    <div class="typing" role="img" aria-label={words.typing(typing.name ?? null)}>
      <i />
      <i />
      <i />
    </div>
  );
}
