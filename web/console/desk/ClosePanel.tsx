import { when } from '../core/format.ts';
import { useDesk } from './console.ts';
import type { PanelProps } from './panel-props.ts';
import { deskWords } from './words.ts';

/** It cannot be closed yet: what is open, by name, and the one thing to do about it. */
export function ClosePanel({
  conversation,
  name,
  open,
  close,
}: PanelProps & { readonly open: 'promise' | 'call' | 'wait' }) {
  const { store, ticker, actions } = useDesk();
  const desk = deskWords();
  const clocks = store.copy.value?.log.view?.clocks ?? [];
  const dueOf = (kind: 'promise' | 'callback'): string =>
    when(clocks.find((clock) => clock.kind === kind)?.due ?? 0, ticker.now());
  if (open === 'wait')
    return (
      <>
        <p>{desk.close.wait(name)}</p>
        <div class="desk-card-buttons">
          <button type="button" class="button button-primary" onClick={close}>
            {desk.close.answer}
          </button>
        </div>
      </>
    );
  if (open === 'call')
    return (
      <>
        <p>{desk.close.call(dueOf('callback'))}</p>
        <div class="desk-card-buttons">
          <button
            type="button"
            class="button button-primary"
            onClick={() => {
              close();
              document.querySelector('#open-call')?.scrollIntoView({ block: 'center' });
            }}
          >
            {desk.close.show}
          </button>
        </div>
      </>
    );
  return (
    <>
      <p>{desk.close.promise(dueOf('promise'))}</p>
      <div class="desk-card-buttons">
        <button
          type="button"
          class="button button-quiet"
          onClick={() => {
            store.panel.value = { kind: 'promise', move: true };
          }}
        >
          {desk.close.newTime}
        </button>
        <button
          type="button"
          class="button button-primary"
          onClick={() => {
            actions.keptPromise(conversation);
            actions.close(conversation);
            close();
          }}
        >
          {desk.close.keptClose}
        </button>
      </div>
    </>
  );
}
