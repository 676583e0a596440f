import { useEffect } from 'preact/hooks';
import { isAhead, LEAST_SNOOZE } from '../../../shared/domain/conversation/times.ts';
import { readableKey } from '../core/logic/hotkeys.ts';
import { useDesk } from './console.ts';
import { localClock } from './logic/before-send.ts';
import type { PanelProps } from './panel-props.ts';
import { TimeChoice } from './TimeChoice.tsx';
import { deskWords } from './words.ts';

const HOUR = 3_600_000;

/** S, then 1, T or C; or any other time. */
export function SnoozePanel({ conversation, name }: PanelProps) {
  const { store, ticker, actions } = useDesk();
  const { snooze } = deskWords();
  const choices = [
    { label: snooze.hour, key: '1', codes: ['Digit1', 'Numpad1'], until: () => ticker.now() + HOUR },
    { label: snooze.tomorrow, key: 'T', codes: ['KeyT'], until: () => localClock(ticker.now()).at(1, 9 * 60) },
    { label: snooze.customer(name), key: 'C', codes: ['KeyC'], until: () => null },
  ];
  useEffect(() => {
    if (!store.singleKeys.peek()) return;
    const onKey = (event: KeyboardEvent): void => {
      const inField = event.target instanceof HTMLElement && event.target.closest('input, textarea, select') !== null;
      if (inField || event.ctrlKey || event.metaKey || event.altKey || event.shiftKey) return;
      const chosen = choices.find(({ codes }) => codes.includes(readableKey(event).code));
      if (!chosen) return;
      // Before the page's own keys: T and C mean something else elsewhere.
      event.preventDefault();
      event.stopImmediatePropagation();
      actions.snooze(conversation, chosen.until());
    };
    addEventListener('keydown', onKey, true);
    return () => removeEventListener('keydown', onKey, true);
  });
  return (
    <>
      <div class="choices">
        {choices.map(({ label, key, until }) => (
          <button
            key={key}
            type="button"
            class="button"
            title={`${label} (${key})`}
            onClick={() => actions.snooze(conversation, until())}
          >
            {label} <kbd>{key}</kbd>
          </button>
        ))}
      </div>
      <TimeChoice
        label={snooze.other}
        button={snooze.do}
        problem={(at) => (isAhead(at, ticker.now(), LEAST_SNOOZE) ? null : snooze.badTime)}
        onChoose={(until) => actions.snooze(conversation, until)}
      />
    </>
  );
}
