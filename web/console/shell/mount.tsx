import { render } from 'preact';
import { ConsoleContext } from '../core/context.ts';
import type { Layout } from '../core/session.ts';
import { App } from './App.tsx';
import type { Console } from './console.ts';

/** Draws a console into an element and keeps its layout to the window's width. */
export function mount(element: Element, console: Console): void {
  const phone = matchMedia('(max-width: 767px)');
  const wide = matchMedia('(min-width: 1280px)');
  const measure = (): void => {
    const layout: Layout = phone.matches ? 'phone' : wide.matches ? 'wide' : 'desk';
    console.store.layout.value = layout;
  };
  phone.addEventListener('change', measure);
  wide.addEventListener('change', measure);
  measure();
  render(
    <ConsoleContext.Provider value={console}>
      <App />
    </ConsoleContext.Provider>,
    element,
  );
}
