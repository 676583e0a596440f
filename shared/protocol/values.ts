import * as v from 'valibot';
import { MAX_LABEL } from '../domain/conversation/tags.ts';
import { isBlank } from '../domain/kernel/blank-text.ts';

/** Longest frame either side sends, in bytes (API Gateway: 32 KB a frame, aws.md 1.1). */
export const MAX_FRAME_BYTES = 32 * 1024;
/** Longest text of one message or note, in characters: with four bytes each it still fits a frame. */
export const MAX_TEXT = 5_000;
/** A command may follow at most this many commits that its sender has not seen; beyond it the sender loads anew. */
export const MAX_BEHIND = 200;
export const PROTOCOL_VERSION = 1;

/** Ids that clients make: at least 96 random bits, base64url. */
export const IdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{16,64}$/));
/** Ids of people and workspaces, made by the server, the identity provider or the company. */
export const NameIdSchema = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_.:@-]{1,128}$/));
/** `oncall`, or `person.`, `skill.`, `test.` and whom it is for; skills are words of any script. */
export const LadderSchema = v.pipe(v.string(), v.regex(/^[\p{L}\p{N}_.:@-]{1,140}$/u));
/** Skills are words of any script; with `skill.` before them they name a ladder. */
export const SkillSchema = v.pipe(v.string(), v.regex(/^[\p{L}\p{N}-]{1,30}$/u));
export const SeqSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
export const TimeSchema = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
/** A text a person wrote: something that can be seen, no control characters but tab and line ends. */
export const TextSchema = v.pipe(
  v.string(),
  v.maxLength(MAX_TEXT),
  v.check((text) => !isBlank(text), 'empty'),
  v.check((text) => text.isWellFormed(), 'half of a character'),
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is refused
  v.check((text) => !/[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/.test(text), 'control characters'),
);
export const ShortTextSchema = v.pipe(TextSchema, v.maxLength(500));
/** A tag's words. */
export const LabelSchema = v.pipe(
  TextSchema,
  v.maxLength(MAX_LABEL),
  v.check((text) => !/[\r\n]/.test(text), 'one line'),
);
/** A tag's id, a hash of its words. */
export const TagSchema = v.pipe(v.string(), v.regex(/^[0-9a-z]{14}$/));
export const TagsSchema = v.array(TagSchema);
/** Clocks of a conversation, as the team sees them. */
export const CLOCKS = ['connect', 'reply', 'promise', 'review', 'snooze', 'callback'] as const;
/** Why a message can be taken back. */
export const RECALL_REASONS = ['wrong_chat', 'leaked_note', 'wrong_information', 'wrong_account', 'other'] as const;
/** What an operator can be writing in a conversation, each in a field of its own. */
export const DRAFT_KINDS = ['message', 'note', 'restate'] as const;
export type DraftKind = (typeof DRAFT_KINDS)[number];
export const LogSchema = v.picklist(['conversation', 'notes']);
export type Log = v.InferOutput<typeof LogSchema>;
