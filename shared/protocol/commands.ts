import * as v from 'valibot';
import { COUNTED_RULES } from '../domain/desk/hint-rules.ts';
import { INCIDENT_KINDS, MAX_TOUCHED } from '../domain/kernel/incidents.ts';
import { MAX_QUERY, MIN_QUERY } from '../domain/search/search.ts';
import {
  DRAFT_KINDS,
  IdSchema,
  LabelSchema,
  LadderSchema,
  LogSchema,
  NameIdSchema,
  RECALL_REASONS,
  SeqSchema,
  ShortTextSchema,
  SkillSchema,
  TextSchema,
  TimeSchema,
} from './values.ts';

/**
 * Frames that clients send. Strict: an unknown field is refused, so that a typo never silently loses its meaning.
 * `id` is random and names the command for ever; `after` is the last seq its sender had when it FIRST sent the command,
 * unchanged on every resend: that is what makes a resend a no-op with the same answer.
 */
/* @__NO_SIDE_EFFECTS__ */
const command = <T extends string, E extends v.ObjectEntries>(type: T, entries: E) =>
  v.strictObject({ type: v.literal(type), ...entries });
const id = IdSchema;
const conversation = IdSchema;
const addressed = { id, conversation, after: SeqSchema } as const;
const seqs = v.pipe(
  v.record(IdSchema, SeqSchema),
  v.check((value) => Object.keys(value).length <= 50, 'at most 50'),
);

/** other conversations that a mistake touches */
const others = v.pipe(
  v.array(IdSchema),
  v.check((value) => value.length < MAX_TOUCHED && new Set(value).size === value.length, 'at most 9, each once'),
);

const both = [
  command('hello', { id, version: v.number() }),
  command('sync', { id, conversation, log: LogSchema, since: SeqSchema }),
  command('history', {
    id,
    conversation,
    log: LogSchema,
    before: v.nullable(SeqSchema),
    limit: v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(50)),
  }),
  command('typing', { conversation }),
  command('read', { conversation, seq: SeqSchema }),
  command('conversation.close', addressed),
] as const;

const customerOnly = [
  command('ping', { id, seqs }),
  command('message.post', { ...addressed, text: TextSchema }),
  command('human.request', { ...addressed, choice: v.optional(v.picklist(['wake', 'morning'])) }),
  command('answer.dispute', addressed),
  command('solved.answer', { ...addressed, solved: v.boolean() }),
  command('conversation.rate', {
    ...addressed,
    score: v.picklist(['excellent', 'good', 'bad']),
    comment: v.optional(ShortTextSchema),
  }),
  command('understanding.answer', { ...addressed, seq: SeqSchema, yes: v.boolean() }),
  /** how the number is written is for the rules to judge: they know what is wrong with it */
  command('callback.request', { ...addressed, phone: ShortTextSchema, at: v.optional(TimeSchema) }),
  command('callback.cancel', addressed),
  command('delivered', { conversation, seq: SeqSchema }),
] as const;

/** For whom a text was begun; `confirmed`: its writer has said, by name, that it is for this customer after all. */
const draft = v.strictObject({
  conversation: IdSchema,
  customer: NameIdSchema,
  confirmed: v.optional(v.literal(true)),
});

const rules = v.pipe(
  v.array(v.picklist(COUNTED_RULES)),
  v.check((value) => new Set(value).size === value.length, 'each once'),
);
/** Hints that came up while a text was written, and of those the ones it was sent over; absent when there was none. */
const hints = v.optional(
  v.pipe(
    v.strictObject({ shown: rules, overridden: rules }),
    v.check(({ shown }) => shown.length > 0, 'some'),
    v.check(({ shown, overridden }) => overridden.every((rule) => shown.includes(rule)), 'only what was shown'),
  ),
);

/* Its parts spread others into themselves, which no bundler drops by itself. */
const operatorOnly = /* @__PURE__ */ (() =>
  [
    command('ping', {
      id,
      seqs,
      notes: v.optional(seqs),
      inbox: v.optional(v.pipe(v.string(), v.maxLength(64))),
      /** the conversation on the screen, one of `seqs`: the answer says where its customer is */
      open: v.optional(IdSchema),
    }),
    /** a hint to colleagues: it is on my screen */
    command('viewing', { conversation }),
    command('message.post', {
      ...addressed,
      text: TextSchema,
      draft,
      settles: v.optional(v.literal(true)),
      hints,
    }),
    command('message.recall', {
      ...addressed,
      seq: SeqSchema,
      reason: v.picklist(RECALL_REASONS),
      note: v.optional(ShortTextSchema),
      also: v.optional(others),
    }),
    command('promise.make', { ...addressed, text: TextSchema, due: TimeSchema, draft, hints }),
    command('promise.settle', {
      ...addressed,
      outcome: v.picklist(['kept', 'moved']),
      due: v.optional(TimeSchema),
    }),
    command('conversation.snooze', { ...addressed, until: v.nullable(TimeSchema) }),
    command('conversation.wake', addressed),
    /** `label` as it was typed: the server says which tag it is */
    command('conversation.tag', { ...addressed, label: LabelSchema }),
    command('conversation.untag', { ...addressed, label: LabelSchema }),
    /** the workspace's tags, the most used first: what is offered as one types */
    command('tags', { id }),
    command('understanding.propose', { ...addressed, text: ShortTextSchema, draft, hints }),
    command('callback.offer', addressed),
    command('callback.done', {
      ...addressed,
      outcome: v.picklist(['reached', 'missed']),
      note: v.optional(ShortTextSchema),
    }),
    /** mistakes: `after` counts in the log of notes; the conversation addressed is the one it stands in */
    command('incident.open', {
      ...addressed,
      kind: v.picklist(INCIDENT_KINDS),
      note: ShortTextSchema,
      also: v.optional(others),
    }),
    command('incident.tell', { ...addressed, incident: IdSchema, told: IdSchema }),
    command('incident.close', { ...addressed, incident: IdSchema, outcome: ShortTextSchema }),
    command('customer.card', { id, customer: NameIdSchema }),
    /** in the chats that one has had; `before`: only those taken earlier than that */
    command('conversations.search', {
      id,
      text: v.pipe(
        TextSchema,
        v.maxLength(MAX_QUERY),
        v.check((text) => text.trim().length >= MIN_QUERY, 'too short'),
      ),
      before: v.optional(TimeSchema),
    }),
    /** leads: the team's mistakes that are open, and how many there were of each kind */
    command('mistakes', { id }),
    command('inbox.watch', { id }),
    command('conversation.watch', { id, conversation, since: SeqSchema, notes: SeqSchema }),
    command('conversation.unwatch', { id, conversation }),
    /** what stands in a field, for the same person's other devices; `since`: the `at` of the version it goes back to */
    command('draft.keep', {
      id,
      conversation,
      kind: v.picklist(DRAFT_KINDS),
      draft: v.nullable(v.strictObject({ conversation: IdSchema, customer: NameIdSchema, text: TextSchema })),
      since: TimeSchema,
    }),
    command('conversation.claim', { ...addressed, reason: v.optional(ShortTextSchema) }),
    command('conversation.release', addressed),
    command('conversation.reopen', addressed),
    command('morning.propose', addressed),
    command('review.close', { ...addressed, outcome: ShortTextSchema }),
    /** `after` counts in the log of notes */
    command('note.post', { ...addressed, text: TextSchema }),
    command('presence.set', { id, state: v.picklist(['available', 'away', 'off']) }),
    command('alarm.raise', { id, reason: ShortTextSchema, conversation: v.optional(IdSchema) }),
    /** `conversation`: which of those who wait; without, the one the alarm is about, else the oldest */
    command('page.acknowledge', {
      id,
      ladder: LadderSchema,
      episode: SeqSchema,
      conversation: v.optional(IdSchema),
    }),
    /** asks for more people: everyone is rung now */
    command('page.widen', { id, ladder: LadderSchema, episode: SeqSchema }),
    /** who was rung hands it on: the next step begins now */
    command('page.pass', { id, ladder: LadderSchema, episode: SeqSchema }),
    /** leads: a specialist is not needed any more */
    command('page.call_off', { id, ladder: LadderSchema, episode: SeqSchema }),
    /** leads: a page of its own to a person, or to all who have a skill; `who` says one of the two */
    command('specialist.wake', {
      id,
      who: v.strictObject({ person: v.optional(NameIdSchema), skill: v.optional(SkillSchema) }),
      reason: ShortTextSchema,
      conversation: v.optional(IdSchema),
    }),
  ] as const)();

/* Each in a function marked pure, so that a bundle leaves out the door that it does not use. */
export const CustomerCommandSchema = /* @__PURE__ */ (() => v.variant('type', [...both, ...customerOnly]))();
export const OperatorCommandSchema = /* @__PURE__ */ (() => v.variant('type', [...both, ...operatorOnly]))();
export type CustomerCommand = v.InferOutput<typeof CustomerCommandSchema>;
export type OperatorCommand = v.InferOutput<typeof OperatorCommandSchema>;
export type ClientCommand = CustomerCommand | OperatorCommand;

/* @__NO_SIDE_EFFECTS__ */
const typesOf = (schema: { options: readonly { entries: { type: { literal: string } } }[] }): ReadonlySet<string> =>
  new Set(schema.options.map((option) => option.entries.type.literal));
export const CUSTOMER_COMMANDS = typesOf(CustomerCommandSchema);
export const OPERATOR_COMMANDS = typesOf(OperatorCommandSchema);
