interface NumberFieldProps {
  readonly value: number;
  readonly label: string;
  onChange(value: number): void;
}

/** A whole number within a sentence. An empty field is 0, which the rules then judge. */
export function NumberField({ value, label, onChange }: NumberFieldProps) {
  return (
    <input
      type="number"
      inputMode="numeric"
      class="field oc-number"
      aria-label={label}
      step={1}
      value={value}
      onInput={(event) => {
        const next = Math.trunc(Number(event.currentTarget.value));
        if (Number.isSafeInteger(next)) onChange(next);
      }}
    />
  );
}

interface SentenceProps extends Omit<NumberFieldProps, 'label'> {
  /** what stands before the number, and after it */
  readonly words: readonly string[];
}

/** `[before] 40 [after]`: the sentence is the field's name as well. */
export function NumberSentence({ words: [before = '', after = ''], ...field }: SentenceProps) {
  return (
    <p class="oc-sentence">
      {before} <NumberField label={`${before} … ${after}`} {...field} /> {after}
    </p>
  );
}
