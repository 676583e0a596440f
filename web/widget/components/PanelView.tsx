import type { RefObject } from 'preact';
import { useEffect, useLayoutEffect, useRef, useState } from 'preact/hooks';
import { Composer } from './Composer.tsx';
import { ConnectionBar } from './ConnectionBar.tsx';
import { usePanel } from './context.ts';
import { Dock } from './Dock.tsx';
import { isComposing, isSheet, keepInside } from './focus.ts';
import { Header } from './Header.tsx';
import { Log } from './Log.tsx';

/** The dialog, drawn anew with each change of the chat; while it is closed there is nothing. */
export function PanelView({ focus }: { readonly focus: () => boolean }) {
  const { chat } = usePanel();
  const [state, redraw] = useState(chat.state);
  useLayoutEffect(() => chat.subscribe(() => redraw(chat.state)), []);
  return state.isOpen ? <Dialog focus={focus} /> : null;
}

function Dialog({ focus }: { readonly focus: () => boolean }) {
  const { chat, words, later } = usePanel();
  const dialog = useRef<HTMLDivElement>(null);
  const field = useRef<HTMLTextAreaElement>(null);
  const { client } = chat.state;
  const Aside = later.get()?.Aside;
  useKeyboardRoom(dialog);
  useLayoutEffect(() => {
    if (!focus()) return;
    // On a phone the field's focus would cover half of what there is to read with a keyboard.
    (matchMedia('(pointer: coarse)').matches ? dialog : field).current?.focus({ preventScroll: true });
  }, []);
  const onKeyDown = (event: KeyboardEvent): void => {
    if (isComposing(event)) return;
    if (event.key === 'Escape') {
      event.stopPropagation();
      chat.close();
    } else if (event.key === 'Tab' && dialog.current && isSheet()) keepInside(event, dialog.current);
  };
  return (
    <div
      class="panel"
      role="dialog"
      aria-label={client?.welcome?.workspace.name ?? words.chat}
      tabIndex={-1}
      ref={dialog}
      onKeyDown={onKeyDown}
    >
      <Header />
      <ConnectionBar />
      <Log />
      <Dock field={field} />
      {Aside && <Aside />}
      <Composer field={field} />
    </div>
  );
}

/** On a phone the keyboard covers the page's foot: the sheet takes what is left, so that the composer stays above it. */
function useKeyboardRoom(dialog: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const view = window.visualViewport;
    if (!view) return;
    const fitRoom = (): void => {
      dialog.current?.style.setProperty('--room', `${view.height}px`);
      dialog.current?.style.setProperty('--shift', `${view.offsetTop}px`);
    };
    fitRoom();
    view.addEventListener('resize', fitRoom);
    view.addEventListener('scroll', fitRoom);
    return () => {
      view.removeEventListener('resize', fitRoom);
      view.removeEventListener('scroll', fitRoom);
    };
  }, []);
}
