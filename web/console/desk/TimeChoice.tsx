import { useState } from 'preact/hooks';
import { useDesk } from './console.ts';

interface TimeChoiceProps {
  readonly label: string;
  readonly button: string;
  /** why a moment cannot be chosen; null when it can */
  problem(at: number): string | null;
  onChoose(at: number): void;
}

/** Any day and time, by the clock of who chooses. What is wrong with it stands under the field. */
export function TimeChoice({ label, button, problem, onChoose }: TimeChoiceProps) {
  const { ticker } = useDesk();
  const [value, setValue] = useState('');
  const [wrong, setWrong] = useState<string | null>(null);
  return (
    <form
      class="time-choice"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        const at = new Date(value).getTime();
        const found = problem(at);
        setWrong(found);
        if (found === null) onChoose(at);
      }}
    >
      <label>
        <span class="meta">{label}</span>
        <input
          type="datetime-local"
          value={value}
          min={localValue(ticker.now())}
          aria-invalid={wrong !== null}
          aria-describedby={wrong === null ? undefined : 'time-wrong'}
          onInput={(event) => {
            setValue(event.currentTarget.value);
            setWrong(null);
          }}
        />
      </label>
      <button type="submit" class="button" disabled={value === ''}>
        {button}
      </button>
      {wrong !== null && (
        <p class="field-wrong" id="time-wrong" role="alert">
          {wrong}
        </p>
      )}
    </form>
  );
}

/** `2026-03-05T14:05`, as the field has it. */
function localValue(at: number): string {
  const date = new Date(at);
  return new Date(at - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}
