import { useEffect, useLayoutEffect } from 'preact/hooks';
import { callForm } from '../services/call-form.ts';
import { takeRefusedCall } from '../services/refused-call.ts';
import { usePanel } from './context.ts';
import { Refusals } from './Refusals.tsx';

/** Above the message box, in every state: what was refused, and "call me" while it is being filled in. */
export function Aside() {
  const { chat, forms } = usePanel();
  const form = callForm();
  const isOpen = form !== null;
  useLayoutEffect(() => takeRefusedCall(chat));
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
