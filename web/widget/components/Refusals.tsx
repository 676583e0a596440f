import { isOfForm } from '../services/call-form.ts';
import { laterWords } from '../words/later.ts';
import { usePanel } from './context.ts';

/** What the server would not do, where it was typed. The newest only: the others were of the same moment. */
export function Refusals() {
  const { chat, locale } = usePanel();
  const words = laterWords(locale);
  const { client, conversation } = chat.state;
  const refusal = client?.refusals.findLast((it) => it.conversation === conversation && !isOfForm(it));
  if (!refusal) return null;
  return (
    <p class="refusal" role="alert">
      <span>{words.refused[refusal.code as keyof typeof words.refused] ?? words.refusedOther}</span>
      <button type="button" class="quiet" onClick={() => chat.dismissRefusal(refusal.id)}>
        {words.gotIt}
      </button>
    </p>
  );
}
