import { useEffect } from 'preact/hooks';
import { callForm } from '../services/call-form.ts';
import { usePanel } from './context.ts';
import { Refusals } from './Refusals.tsx';

/** Above the message box, in every state: what was refused, and "call me" while it is being filled in. */
export function Aside() {
  const { chat, forms } = usePanel();
  const form = callForm(chat);
  const isOpen = form !== null;
  // A request that was refused opens the form without a tap.
  useEffect(() => {
    if (isOpen) forms.load();
  }, [isOpen]);
  const CallForm = forms.get()?.CallForm;
  return (
    <>
      <Refusals />
      {form && CallForm && <CallForm form={form} />}
    </>
  );
}
