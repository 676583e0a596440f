import type { ComponentChildren } from 'preact';
import { useEffect } from 'preact/hooks';
import { WarnIcon } from '../../base/icons.tsx';
import type { Resource } from './model.ts';
import { failureText, useWords } from './words.ts';

/** How often what is on the screen is asked for anew, in ms: who is on call changes by the clock and by colleagues. */
const AGAIN = 60_000;

interface LoadedProps<T> {
  readonly of: Resource<T>;
  readonly children: (value: T) => ComponentChildren;
}

/**
 * What a resource holds, in its three states: nothing for 200 ms and then the shape of what comes; what is there, with a
 * line above it when it could not be asked for anew; or the line alone.
 */
export function Loaded<T>({ of: resource, children }: LoadedProps<T>) {
  const { words } = useWords();
  useEffect(() => {
    const load = (): void => {
      if (document.visibilityState === 'visible') void resource.load();
    };
    load();
    const timer = setInterval(load, AGAIN);
    document.addEventListener('visibilitychange', load);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', load);
    };
  }, [resource]);
  const value = resource.value.value;
  const failed = resource.failed.value;
  return (
    <>
      {failed !== null && (
        <div class="oc-banner" role="alert">
          <WarnIcon />
          <p>
            {failureText(words, failed)} {value !== null && words.state.shown}
          </p>
          <button type="button" class="button" onClick={() => void resource.load()}>
            {words.state.retry}
          </button>
        </div>
      )}
      {value !== null ? children(value) : failed === null && <Skeleton label={words.state.loading} />}
    </>
  );
}

function Skeleton({ label }: { readonly label: string }) {
  return (
    <output class="skeleton oc-skeleton" aria-label={label}>
      {[60, 90, 75, 85].map((width) => (
        <span class="bone" key={width} style={{ width: `${width}%` }} />
      ))}
    </output>
  );
}
