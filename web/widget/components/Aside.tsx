import { callForm } from '../services/call-form.ts';
import { CallForm } from './CallForm.tsx';
import { usePanel } from './context.ts';
import { Refusals } from './Refusals.tsx';

/** Above the message box, in every state: what was refused, and "call me" while it is being filled in. */
export function Aside() {
  const form = callForm(usePanel().chat);
  return (
    <>
      <Refusals />
      {form && <CallForm form={form} />}
    </>
  );
}
