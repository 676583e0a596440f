import './panel.css';
import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { CloseIcon } from '../../base/icons.tsx';
import { wishFocus } from '../core/place.ts';
import { ClosePanel } from './ClosePanel.tsx';
import { useDesk } from './console.ts';
import { PromisePanel } from './PromisePanel.tsx';
import type { PanelProps } from './panel-props.ts';
import { RecallPanel } from './RecallPanel.tsx';
import { RestatePanel } from './RestatePanel.tsx';
import { SnoozePanel } from './SnoozePanel.tsx';
import { deskWords } from './words.ts';

/** What is done besides writing, between what was said and the field: never over what one must read for it. */
export function Panel({ conversation, customer, name }: Omit<PanelProps, 'close'>) {
  const { store } = useDesk();
  const desk = deskWords();
  const panel = store.panel.value;
  if (!panel) return null;
  const props: PanelProps = {
    conversation,
    customer,
    name,
    close: () => {
      store.panel.value = null;
      if (store.layout.peek() !== 'phone') wishFocus(store, 'message');
    },
  };
  switch (panel.kind) {
    case 'snooze':
      return (
        <Frame title={desk.snooze.title}>
          <SnoozePanel {...props} />
        </Frame>
      );
    case 'promise':
      return (
        <Frame title={panel.move ? desk.promise.newTitle : desk.promise.title}>
          <PromisePanel {...props} move={panel.move === true} />
        </Frame>
      );
    case 'restate':
      return (
        <Frame title={desk.restate.title}>
          <RestatePanel {...props} />
        </Frame>
      );
    case 'recall':
      return (
        <Frame title={desk.recall.title} key={panel.seq}>
          <RecallPanel {...props} seq={panel.seq} text={panel.text} />
        </Frame>
      );
    case 'close':
      return (
        <Frame title={desk.close.button}>
          <ClosePanel {...props} open={panel.open} />
        </Frame>
      );
  }
}

interface FrameProps {
  readonly title: string;
  readonly children: ComponentChildren;
}

/** The focus goes to its first field or button; Esc puts the panel away and gives the focus back. */
function Frame({ title, children }: FrameProps) {
  const { store } = useDesk();
  const box = useRef<HTMLElement>(null);
  /** where the focus was when the panel was opened */
  const before = useRef(document.activeElement);
  useEffect(() => {
    const found = (selector: string) => box.current?.querySelector<HTMLElement>(selector);
    const first =
      found('textarea, input:not([type=datetime-local])') ??
      found('.button-primary:not(:disabled)') ??
      found('.desk-panel-body button');
    first?.focus();
  }, []);
  const dismiss = (): void => {
    store.panel.value = null;
    // Back to where it was, not into the customer's field: the next single key would be typed into it.
    if (before.current instanceof HTMLElement && before.current !== document.body) before.current.focus();
  };
  return (
    <section
      class="desk-panel"
      ref={box}
      aria-labelledby="panel-title"
      onKeyDown={(event) => {
        if (event.key !== 'Escape') return;
        event.stopPropagation();
        dismiss();
      }}
    >
      <header>
        <h2 id="panel-title">{title}</h2>
        <button type="button" class="icon-button" aria-label={store.words.keys.dismiss} onClick={dismiss}>
          <CloseIcon size={16} />
        </button>
      </header>
      <div class="desk-panel-body">{children}</div>
    </section>
  );
}
