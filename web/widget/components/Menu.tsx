import { useLayoutEffect, useRef, useState } from 'preact/hooks';
import { TickIcon } from '../../base/icons.tsx';
import { MoreIcon } from '../../base/icons-more.tsx';
import { openCall } from '../services/call-form.ts';
import { copyReading } from '../services/telling.ts';
import { laterWords } from '../words/later.ts';
import { usePanel } from './context.ts';

/** "Anna is here", and what can be done besides writing. */
export function Menu({ name, canDispute }: { readonly name: string; readonly canDispute: boolean }) {
  const { chat, locale, words: common, copying } = usePanel();
  const words = laterWords(locale);
  const [isOpen, setOpen] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  // Before the next key, which is for what has the focus then.
  useLayoutEffect(() => {
    if (!isOpen) return;
    copying.load(); // here by the time it is chosen
    box.current?.querySelector('button')?.focus();
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
            <button type="button" role="menuitem" onClick={act(() => openCall(chat))}>
              {common.callMe}
            </button>
            {canDispute && (
              <button type="button" role="menuitem" onClick={act(() => chat.dispute())}>
                {words.dispute}
              </button>
            )}
            <button type="button" role="menuitem" onClick={act(() => chat.callPerson())}>
              {words.anotherShort}
            </button>
            <button
              type="button"
              role="menuitem"
              onClick={act(() => copying.load((it) => void it.saveCopy(chat, copyReading(chat, locale))))}
            >
              {words.save}
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
