import { type ComponentType, h } from 'preact';
import { useEffect, useState } from 'preact/hooks';

/** A component that is fetched when it is first drawn; nothing stands in its place meanwhile. */
export function lazy<P extends object>(load: () => Promise<ComponentType<P>>): ComponentType<P> {
  let loaded: ComponentType<P> | null = null;
  return function Lazy(props: P) {
    // In a function: a component is one itself, and would be called as one that makes the first state.
    const [, draw] = useState(() => loaded);
    useEffect(() => {
      if (loaded) return;
      void load().then((component) => {
        loaded = component;
        draw(() => component);
      });
    }, []);
    return loaded && h(loaded, props);
  };
}
