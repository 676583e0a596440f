import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CloseIcon } from '../../base/icons.tsx';
import { AlarmSheet } from '../alarm/AlarmSheet.tsx';
import { withWords } from '../core/later-words.ts';
import { lazy } from '../core/lazy.ts';
import { customerWords } from '../customer/words.ts';
import { lazyOnCall } from '../on-call/words.ts';
import { searchWords } from '../search/words.ts';
import { KeysSheet } from './KeysSheet.tsx';
import { Me } from './Me.tsx';
import { useShell } from './use-shell.ts';

const Palette = lazy(withWords(() => import('../search/Palette.tsx').then((module) => module.Palette), searchWords));
const IncidentSheet = lazy(
  withWords(() => import('../customer/IncidentSheet.tsx').then((module) => module.IncidentSheet), customerWords),
);
const AlarmRings = lazyOnCall(() => import('../on-call/AlarmRings.tsx').then((module) => module.AlarmRings));
const WakeSheet = lazyOnCall(() => import('../on-call/WakeSheet.tsx').then((module) => module.WakeSheet));

/** What lies over the page: one at a time, the browser's own dialog, so that the focus goes in, stays in and returns. */
export function Sheets() {
  const { store } = useShell();
  const { words } = store;
  // On a phone the one sign for both is a magnifier.
  const isSearch = store.sheet.value === 'search' || store.layout.value === 'phone';
  switch (store.sheet.value) {
    case 'alarm':
      return (
        <Sheet title={words.alarm.title}>
          <AlarmSheet Rings={AlarmRings} />
        </Sheet>
      );
    case 'wake':
      return (
        <Sheet title={words.alarm.wake}>
          <WakeSheet />
        </Sheet>
      );
    case 'keys':
      return (
        <Sheet title={words.keys.title}>
          <KeysSheet />
        </Sheet>
      );
    case 'search':
    case 'palette':
      return (
        <Sheet title={isSearch ? words.inbox.search : words.keys.actions.palette}>
          <Palette mode={store.sheet.value} />
        </Sheet>
      );
    case 'incident':
      return (
        <Sheet title={words.incident}>
          <IncidentSheet />
        </Sheet>
      );
    case 'me':
      return (
        <Sheet title={words.me.title}>
          <Me />
        </Sheet>
      );
    case null:
      return null;
  }
}

function Sheet({ title, children }: { readonly title: string; readonly children: ComponentChildren }) {
  const { store } = useShell();
  const dialog = useRef<HTMLDialogElement>(null);
  const close = (): void => {
    store.sheet.value = null;
  };
  useEffect(() => {
    const element = dialog.current;
    if (!element || element.open) return;
    const before = document.activeElement;
    element.showModal();
    return () => {
      element.close();
      if (before instanceof HTMLElement) before.focus();
    };
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Esc, which a dialog knows by itself, is the key for it
    <dialog
      ref={dialog}
      class="sheet"
      aria-labelledby="sheet-title"
      onCancel={close}
      onClick={(event) => {
        // The dialog itself is hit only beside its content: on the backdrop.
        if (event.target === dialog.current) close();
      }}
    >
      <div class="sheet-body">
        <header>
          <h2 id="sheet-title">{title}</h2>
        </header>
        {children}
        <button type="button" class="icon-button sheet-close" aria-label={store.words.keys.dismiss} onClick={close}>
          <CloseIcon />
        </button>
      </div>
    </dialog>
  );
}
