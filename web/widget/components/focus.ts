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

/** As in widget.css: the panel is the whole screen. */
const SHEET = '(max-width: 479px), (max-height: 499px)';
export const isSheet = (): boolean => matchMedia(SHEET).matches;

/** The page behind a full sheet cannot be seen, so Tab stays within it. */
export function keepInside(event: KeyboardEvent, dialog: HTMLElement): void {
  const stops = [...dialog.querySelectorAll<HTMLElement>('button:not(:disabled), textarea, input, a[href]')];
  const root = dialog.getRootNode() as ShadowRoot;
  const edge = event.shiftKey ? stops[0] : stops.at(-1);
  if (root.activeElement !== edge && root.activeElement !== dialog) return;
  event.preventDefault();
  (event.shiftKey ? stops.at(-1) : stops[0])?.focus();
}

/**
 * Whether a key belongs to a word that is being composed (Chinese, Japanese …), which Enter and Escape confirm or drop. Safari
 * ends the composing before it sends that Enter; all that still says so is its code, 229.
 */
export const isComposing = ({ isComposing, keyCode }: KeyboardEvent): boolean => isComposing || keyCode === 229;
