/**
 * Where the focus goes when what had it is about to vanish: into the message box, or, where that would bring a keyboard up
 * that nobody asked for, to the panel.
 */
export function restFocus(from: Element, wantsKeyboard = false): void {
  const panel = from.closest<HTMLElement>('.panel');
  const isTouch = matchMedia('(pointer: coarse)').matches;
  const field = panel?.querySelector<HTMLElement>('textarea');
  (isTouch && !wantsKeyboard ? panel : field)?.focus({ preventScroll: true });
}
