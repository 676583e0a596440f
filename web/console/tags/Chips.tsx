import './tags.css';
import { useTags } from './console.ts';

/** Tags of a row, as words; one whose words have not come yet takes no place. */
export function Chips({ ids, most = 2 }: { readonly ids: readonly string[] | undefined; readonly most?: number }) {
  const { store } = useTags();
  if (!ids || ids.length === 0) return null;
  const labels = new Map(store.tags.value.map(({ tag, label }) => [tag, label]));
  const shown = ids.flatMap((id) => labels.get(id) ?? []);
  if (shown.length === 0) return null;
  const rest = shown.length - most;
  return (
    <span class="chips" title={shown.join(', ')}>
      {shown.slice(0, most).map((label) => (
        <span class="chip" key={label}>
          {label}
        </span>
      ))}
      {rest > 0 && <span class="chip chip-more">+{rest}</span>}
    </span>
  );
}
