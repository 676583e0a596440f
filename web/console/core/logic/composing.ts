/**
 * Whether a key belongs to an input method that is composing a word. Safari ends the composition before the Enter that chose
 * the word: there only `keyCode` 229 says so.
 */
export const isComposing = (event: Pick<KeyboardEvent, 'isComposing' | 'keyCode'>): boolean =>
  event.isComposing || event.keyCode === 229;
