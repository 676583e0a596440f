import { ClockIcon, TickIcon, WarnIcon } from '../../base/icons.tsx';
import type { PromiseItem } from '../store/timeline.ts';
import { laterWords } from '../strings-later.ts';
import { usePanel } from './context.ts';

export function PromiseCard({ item: { due, name, outcome, at } }: { readonly item: PromiseItem }) {
  const {
    locale,
    words: { byTime },
  } = usePanel();
  const words = laterWords(locale);
  return (
    <div class={`promise ${outcome}`}>
      {outcome === 'kept' ? <TickIcon /> : outcome === 'broken' ? <WarnIcon /> : <ClockIcon />}
      <p>
        <span>{words.promise(name, byTime(due, at))}</span>
        {outcome === 'kept' && <small>{words.promiseKept}</small>}
        {outcome === 'broken' && <small>{words.promiseBroken(name)}</small>}
      </p>
    </div>
  );
}
