import type { Options } from './options.ts';

/** What the panel may ask of the launcher. */
export interface Launcher {
  /** the panel is shown or gone; gone, the focus returns to the button */
  opened(isOpen: boolean): void;
  unread(count: number): void;
  /** the workspace's colour, once known */
  accent(colour: string | undefined): void;
}

/** What the launcher may ask of the panel. */
export interface Panel {
  /** @param focus the reader asked for it just now: the message box gets the focus */
  open(focus: boolean): void;
  close(): void;
}

/** The panel's file exports this as `mount`. */
export type MountPanel = (root: ShadowRoot, options: Options, launcher: Launcher) => Panel;
