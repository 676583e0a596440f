/** What a key does. Each stands in the `?` sheet and in the tooltip of the button that does the same. */
export type Action =
  | 'next'
  | 'previous'
  | 'open'
  | 'reply'
  | 'note'
  | 'close'
  | 'snooze'
  | 'promise'
  | 'undo'
  | 'go.inbox'
  | 'go.mine'
  | 'go.snoozed'
  | 'go.closed'
  | 'search'
  | 'palette'
  | 'send.next'
  | 'presence'
  | 'alarm'
  | 'help';

interface Chord {
  readonly code: string;
  readonly shift?: true;
  /** Ctrl, or Command on a Mac: these work inside text fields, single keys do not */
  readonly ctrl?: true;
  /** the key pressed just before */
  readonly after?: string;
  /** as it is written in the sheet and in tooltips */
  readonly label: string;
}

/** Keys by the letter that is on them, see `readableKey`. Only what has a meaning now is listed. */
export const KEYS: Readonly<Record<Action, Chord>> = {
  next: { code: 'KeyJ', label: 'J' },
  previous: { code: 'KeyK', label: 'K' },
  open: { code: 'Enter', label: 'Enter' },
  reply: { code: 'KeyR', label: 'R' },
  note: { code: 'KeyN', label: 'N' },
  close: { code: 'KeyE', label: 'E' },
  snooze: { code: 'KeyS', label: 'S' },
  promise: { code: 'KeyP', label: 'P' },
  undo: { code: 'KeyU', label: 'U' },
  'go.inbox': { code: 'KeyI', after: 'KeyG', label: 'G I' },
  'go.mine': { code: 'KeyM', after: 'KeyG', label: 'G M' },
  'go.snoozed': { code: 'KeyS', after: 'KeyG', label: 'G S' },
  'go.closed': { code: 'KeyD', after: 'KeyG', label: 'G D' },
  search: { code: 'Slash', label: '/' },
  palette: { code: 'KeyK', ctrl: true, label: 'Ctrl+K' },
  'send.next': { code: 'Enter', ctrl: true, label: 'Ctrl+Enter' },
  presence: { code: 'KeyW', label: 'W' },
  alarm: { code: 'KeyA', shift: true, label: 'Shift+A' },
  help: { code: 'Slash', shift: true, label: '?' },
};

/** The part of a `KeyboardEvent` that decides. */
export interface KeyPress {
  readonly code: string;
  readonly shiftKey: boolean;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly repeat: boolean;
  /** the focus is in a text field, or on a control that Enter would press */
  readonly typing: boolean;
  readonly onControl: boolean;
}

/**
 * The key that somebody means: that of the Latin letter it types, wherever the layout has put it (A stands at the place of Q
 * on a French keyboard), else, where it types no Latin letter, that of its place: Ф is A. `/` and `?` are what they type.
 */
export function readableKey({ key, code, shiftKey }: Pick<KeyboardEvent, 'key' | 'code' | 'shiftKey'>): {
  readonly code: string;
  readonly shiftKey: boolean;
} {
  if (/^[a-z]$/i.test(key)) return { code: `Key${key.toUpperCase()}`, shiftKey };
  if (key === '/' || key === '?') return { code: 'Slash', shiftKey: key === '?' };
  // Cyrillic and Hebrew layouts have a full stop and a comma there; a Latin one has a letter of its own, or a dash.
  if (code === 'Slash' && !/^[.,]$/.test(key) && key.length === 1) return { code: '', shiftKey };
  return { code, shiftKey };
}

/** The second key of two means something of its own, whatever it means alone. */
const CHORDS = (Object.entries(KEYS) as [Action, Chord][]).toSorted(
  ([, a], [, b]) => Number(b.after !== undefined) - Number(a.after !== undefined),
);

/** Two keys in a row count as one while the second comes within this many ms. */
const SEQUENCE = 1_000;

/** What was pressed just before, for keys in a row. */
export interface KeyMemory {
  readonly code: string;
  readonly at: number;
}

/** Reads one key: its action, if any, and what to remember for the next. `singles` is false when a person switched them off. */
export function readKey(
  press: KeyPress,
  memory: KeyMemory | null,
  now: number,
  singles: boolean,
): { action: Action | null; memory: KeyMemory | null } {
  const none = { action: null, memory: null };
  if (press.repeat || press.altKey) return none;
  const ctrl = press.ctrlKey || press.metaKey;
  const before = memory && now - memory.at <= SEQUENCE ? memory.code : undefined;
  for (const [action, chord] of CHORDS) {
    if (chord.code !== press.code || (chord.ctrl ?? false) !== ctrl || (chord.shift ?? false) !== press.shiftKey)
      continue;
    if (!chord.ctrl && (press.typing || !singles)) continue;
    if (chord.after !== undefined && chord.after !== before) continue;
    // Enter on a button presses that button.
    if (chord.code === 'Enter' && !chord.ctrl && press.onControl) continue;
    return { action, memory: null };
  }
  const begins = press.code === 'KeyG' && !press.typing && singles && !ctrl && !press.shiftKey;
  return begins ? { action: null, memory: { code: press.code, at: now } } : none;
}
