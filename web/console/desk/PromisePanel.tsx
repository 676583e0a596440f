import { isAhead } from '../../../shared/domain/conversation/times.ts';
import { useDesk } from './console.ts';
import { localClock } from './logic/before-send.ts';
import type { PanelProps } from './panel-props.ts';
import { TimeChoice } from './TimeChoice.tsx';
import { deskWords } from './words.ts';

const HOUR = 3_600_000;

/** By when: of the message that is being written, or (`move`) of the promise that stands. */
export function PromisePanel({ conversation, name, move, close }: PanelProps & { readonly move: boolean }) {
  const { store, ticker, actions } = useDesk();
  const { promise } = deskWords();
  const now = ticker.now();
  const clock = localClock(now);
  const choose = (due: number): void => {
    if (move) actions.movePromise(conversation, due);
    else store.promiseBy.value = due;
    close();
  };
  const choices = [
    { label: promise.hour, due: now + HOUR },
    { label: promise.today, due: clock.at(0, 18 * 60) },
    { label: promise.tomorrow, due: clock.at(1, 12 * 60) },
    // What is nearly here already is no choice.
  ].filter(({ due }) => due >= now + HOUR / 2);
  return (
    <>
      <p class="meta">{move ? promise.moveHint(name) : promise.hint(name)}</p>
      <div class="choices">
        {choices.map(({ label, due }) => (
          <button key={label} type="button" class="button" onClick={() => choose(due)}>
            {label}
          </button>
        ))}
      </div>
      <TimeChoice
        label={promise.other}
        button={promise.do}
        problem={(at) => (isAhead(at, ticker.now()) ? null : promise.badTime)}
        onChoose={choose}
      />
    </>
  );
}
