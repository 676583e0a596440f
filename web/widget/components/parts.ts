import type { FunctionComponent, RefObject } from 'preact';
import type { Locale } from '../../base/locale.ts';
import type { Chat } from '../services/chat-types.ts';
import type { Part } from '../services/part.ts';
import type { CopyReading } from '../services/save-copy.ts';
import type { Keep } from '../services/storage.ts';
import type { CallForm } from '../store/call.ts';
import type { CardItem, MessageItem, Reading } from '../store/timeline.ts';

/** The message box, as it is handed down. */
export interface FieldProps {
  readonly field: RefObject<HTMLTextAreaElement | null>;
}

/** What nobody needs before a person has come, or has promised to, or something was refused (later.tsx). */
export interface Later {
  readonly styles: string;
  readonly Aside: FunctionComponent;
  readonly Card: FunctionComponent<{ readonly item: CardItem }>;
  readonly DockLater: FunctionComponent<FieldProps>;
  readonly Typing: FunctionComponent;
  readonly LinkedText: FunctionComponent<{ readonly text: string }>;
  /** Tells the log of a chat in the reader's language. */
  tellerFor(chat: Chat, locale: Locale): NonNullable<Reading['teller']>;
  /** What stands where a text was. */
  gone(locale: Locale, item: Pick<MessageItem, 'withdrawn'>): string;
  /** What the message box asks for, when it is more than a message. */
  hintFor(chat: Chat, locale: Locale): string | undefined;
  tellDelivered(chat: Chat, keep: Keep): void;
  chime(): void;
}

/** What is filled in (forms.tsx): "call me", and the questions after the end. */
export interface Forms {
  readonly styles: string;
  readonly CallForm: FunctionComponent<{ readonly form: CallForm }>;
  readonly Finished: FunctionComponent<FieldProps>;
}

/** The conversation as a file (services/save-copy.ts). */
export interface Copying {
  saveCopy(chat: Chat, words: CopyReading): Promise<void>;
}

/** The panel's parts that are loaded on use, each a file of its own. */
export interface Parts {
  readonly later: Part<Later>;
  readonly forms: Part<Forms>;
  readonly copying: Part<Copying>;
}
