import * as v from 'valibot';
import { BUCKETS, LAST } from '../domain/conversation/card.ts';
import type { Code } from './codes.ts';
import {
  CustomerEventsSchema,
  CustomerReadEventsSchema,
  CustomerWireViewSchema,
  OperatorEventsSchema,
  OperatorWireViewSchema,
} from './events.ts';
import { customerEntries, foundEntries, mistakesEntries, tagsEntries } from './kept.ts';
import {
  CLOCKS,
  DRAFT_KINDS,
  IdSchema,
  LadderSchema,
  LogSchema,
  NameIdSchema,
  SeqSchema,
  TagsSchema,
  TimeSchema,
} from './values.ts';

/** Frames that the server sends. Unknown fields are ignored by clients, unknown types as well (they are told apart first). */
/* @__NO_SIDE_EFFECTS__ */
const push = <T extends string, E extends v.ObjectEntries>(type: T, entries: E) =>
  v.object({ type: v.literal(type), ...entries });
const person = NameIdSchema;
/** Typed for who sends it; who receives it follows `retry`, so that a newer server's code is no reason to drop the frame. */
const code = v.pipe(
  v.string(),
  v.transform((value) => value as Code),
);

/* @__NO_SIDE_EFFECTS__ */
const commitEntries = <V extends v.GenericSchema, E extends v.GenericSchema>(view: V, events: E) =>
  ({
    seq: SeqSchema,
    /** seq of the commit before it that had anything for this audience: a client that is behind it asks `sync` */
    prev: SeqSchema,
    at: TimeSchema,
    by: v.object({ kind: v.picklist(['customer', 'operator', 'system']), id: v.string() }),
    /** id of the command it answers, so that its sender knows its own message */
    command: v.string(),
    events,
    view,
  }) as const;

export const CardSchema = v.object({
  conversation: IdSchema,
  seq: SeqSchema,
  customer: v.string(),
  bucket: v.picklist(BUCKETS),
  owner: v.nullable(person),
  escalation: v.picklist(['none', 'assignee', 'team', 'lead', 'page']),
  clock: v.nullable(
    v.object({
      kind: v.picklist(CLOCKS),
      since: TimeSchema,
      due: v.optional(TimeSchema),
    }),
  ),
  since: TimeSchema,
  tags: v.optional(TagsSchema),
  reviewer: v.nullable(person),
  coming: v.nullable(TimeSchema),
  /** what the projection adds; absent in a push, where the client keeps what it has */
  name: v.optional(v.string()),
  verified: v.optional(v.boolean()),
  preview: v.optional(v.nullable(v.string())),
  previewBy: v.optional(v.picklist(['customer', 'operator'])),
  /** what happened last: a message (`said`), else what the row says in its place */
  last: v.optional(v.object({ kind: v.picklist(LAST), at: TimeSchema })),
});
export type WireCard = v.InferOutput<typeof CardSchema>;

export const PageSchema = v.object({
  ladder: LadderSchema,
  episode: SeqSchema,
  status: v.picklist(['none', 'ringing', 'acknowledged', 'ended']),
  raisedAt: TimeSchema,
  step: v.number(),
  /** whose phones ring now; empty as soon as none does */
  ringing: v.array(person),
  /** who was told without being woken, since they are at it already */
  told: v.optional(v.array(person)),
  /** since when they ring: the last step; null before the first */
  rungAt: v.optional(v.nullable(TimeSchema)),
  waits: v.array(v.object({ conversation: IdSchema, since: TimeSchema })),
  more: v.number(),
  alarm: v.nullable(v.object({ by: person, conversation: v.optional(IdSchema) })),
  acknowledged: v.nullable(v.object({ by: person, at: TimeSchema })),
  /** chats taken from pages of this ladder that are not answered yet */
  taken: v.optional(v.array(v.object({ by: person, conversation: IdSchema, at: TimeSchema, since: TimeSchema }))),
  /** everyone who can be reached has such a chat: they are told again now and then how many wait */
  allBusy: v.optional(v.boolean()),
  /** false: the last step was sent and has rung nobody at all */
  reached: v.boolean(),
});
export type WirePage = v.InferOutput<typeof PageSchema>;

const PersonSchema = v.object({
  id: person,
  name: v.string(),
  role: v.picklist(['operator', 'lead']),
  /** has a live presence lease: available, away, or not here */
  presence: v.picklist(['available', 'away', 'off']),
  onCall: v.optional(v.number()),
  skills: v.optional(v.array(v.string())),
});
export type WirePerson = v.InferOutput<typeof PersonSchema>;

/** What both doors send; `more`: what in a `synced` differs between them. */
/* @__NO_SIDE_EFFECTS__ */
const frames = <V extends v.GenericSchema, E extends v.GenericSchema, M extends v.ObjectEntries>(
  view: V,
  events: E,
  more: M,
) => {
  const entries = commitEntries(view, events);
  return [
    push('ack', {
      id: IdSchema,
      /** the commit this command led to; absent when it changed nothing or is no commit */
      seq: v.optional(SeqSchema),
      log: v.optional(LogSchema),
      conversation: v.optional(IdSchema),
      commit: v.optional(v.object(entries)),
    }),
    push('error', {
      /** null when the frame had no readable id */
      id: v.nullable(v.string()),
      code,
      retry: v.picklist(['same', 'resync', 'never']),
      message: v.string(),
      by: v.optional(person),
      at: v.optional(TimeSchema),
    }),
    push('commit', { conversation: IdSchema, log: LogSchema, ...entries }),
    push('synced', {
      id: IdSchema,
      conversation: IdSchema,
      log: LogSchema,
      commits: v.array(v.object(entries)),
      /** the newest seq of the log, whoever may see it: nothing up to it is missing once these are applied */
      seq: SeqSchema,
      view,
      /** answering `sync`: newer ones follow, ask again; answering `history`, or with `reset`: there are older ones */
      more: v.boolean(),
      /** what the client has is too old to mend: throw it away and take these */
      reset: v.boolean(),
      /** marks of what was read, with a conversation's log; and what else a door has */
      ...more,
    }),
    push('typing', {
      conversation: IdSchema,
      kind: v.picklist(['customer', 'operator']),
      person,
      name: v.optional(v.string()),
    }),
    push('read', { conversation: IdSchema, kind: v.picklist(['customer', 'operator']), seq: SeqSchema }),
    push('bye', { code, retry: v.boolean() }),
  ] as const;
};

const welcome = {
  id: IdSchema,
  version: v.literal(1),
  serverTime: TimeSchema,
  workspace: v.object({
    id: person,
    name: v.string(),
    accent: v.optional(v.string()),
    connect: v.number(),
    reply: v.number(),
    silence: v.number(),
  }),
  /** somebody is there; without, the customer is given the choice to wake a person */
  staffed: v.boolean(),
  /** when "an answer in the morning" would be due */
  morning: TimeSchema,
} as const;

const MeSchema = { id: person, name: v.optional(v.string()) } as const;

const marks = { customer: SeqSchema, operator: SeqSchema } as const;

/* @__NO_SIDE_EFFECTS__ */
const customerPushes = <E extends v.GenericSchema>(events: E) =>
  v.variant('type', [
    ...frames(CustomerWireViewSchema, events, { read: v.optional(v.object(marks)) }),
    push('welcome', {
      ...welcome,
      me: v.object({ ...MeSchema, verified: v.boolean() }),
      /** this customer's conversations, newest first, with what their view says */
      conversations: v.array(
        v.object({ conversation: IdSchema, seq: SeqSchema, status: v.picklist(['open', 'closed']) }),
      ),
      /** first names of who is on shift, at most three */
      faces: v.array(v.string()),
    }),
    push('pong', { id: IdSchema, serverTime: TimeSchema, staffed: v.boolean(), morning: TimeSchema }),
  ]);
export const CustomerPushSchema = /* @__PURE__ */ customerPushes(CustomerEventsSchema);
/** What the customers' client reads of it: events that it has no use for are dropped like unknown ones. */
export const CustomerReadPushSchema = /* @__PURE__ */ customerPushes(CustomerReadEventsSchema);
export type CustomerPush = v.InferOutput<typeof CustomerPushSchema>;

/** A version of a draft: `draft` null when its field was emptied. `at`: when the server took it, newer ones later. */
const version = {
  at: TimeSchema,
  draft: v.nullable(v.object({ conversation: IdSchema, customer: v.string(), text: v.string() })),
} as const;
/** the reader's own drafts in the conversation, answering `conversation.watch` */
const ownDrafts = {
  drafts: v.optional(v.array(v.object({ kind: v.picklist(DRAFT_KINDS), ...version }))),
} as const;

export const OperatorPushSchema = /* @__PURE__ */ (() =>
  v.variant('type', [
    ...frames(OperatorWireViewSchema, OperatorEventsSchema, {
      read: v.optional(v.object({ ...marks, delivered: v.optional(SeqSchema) })),
      ...ownDrafts,
    }),
    push('welcome', {
      ...welcome,
      me: v.object({ ...MeSchema, role: v.picklist(['operator', 'lead']), scope: v.optional(IdSchema) }),
      people: v.array(PersonSchema),
      /** the team is too many for one frame: a `ping` brings the others */
      more: v.optional(v.literal(true)),
      /** the page that rings or was just acknowledged, if any */
      page: v.nullable(PageSchema),
      /** pages of specialists whom a lead woke in the last hours */
      woken: v.optional(v.array(PageSchema)),
      /** today's figures for the strip: joined within the target, of all joined */
      today: v.optional(v.object({ joined: v.number(), inTime: v.number() })),
    }),
    push('inbox', {
      cards: v.array(CardSchema),
      /** the whole inbox (answer to `inbox.watch`, or a repair): what is not in it is gone */
      whole: v.boolean(),
      id: v.optional(IdSchema),
      /** more parts of the same whole follow */
      more: v.optional(v.boolean()),
    }),
    push('page', { page: PageSchema }),
    /** what was said up to `seq` has come to a client of the customer's, which has not shown it yet */
    push('delivered', { conversation: IdSchema, seq: SeqSchema }),
    /** a colleague has the conversation on the screen: true for 150 s, unless said again */
    push('viewing', { conversation: IdSchema, person }),
    push('customer', customerEntries),
    push('mistakes', mistakesEntries),
    push('found', foundEntries),
    push('tags', tagsEntries),
    /** the answer to `draft.keep`: kept as of `at`; or not, since `other` has come from elsewhere meanwhile */
    push('kept', { id: IdSchema, at: TimeSchema, other: v.optional(v.object(version)) }),
    /** what of the reader's own drafts had no place in the answer to `conversation.watch` */
    push('drafts', { conversation: IdSchema, ...ownDrafts }),
    /** how these people are now; of the others it says nothing */
    push('presence', { people: v.array(PersonSchema) }),
    push('pong', {
      id: IdSchema,
      serverTime: TimeSchema,
      staffed: v.boolean(),
      morning: TimeSchema,
      people: v.array(PersonSchema),
      /** the team is too many for one frame: the others have come before it, as `presence` */
      more: v.optional(v.literal(true)),
      /** of the conversation that the ping called open: null while its customer is there, else when they were last */
      left: v.optional(v.object({ conversation: IdSchema, at: v.nullable(TimeSchema) })),
    }),
  ]))();
export type OperatorPush = v.InferOutput<typeof OperatorPushSchema>;
/** What one of the reader's fields held, of the three that a conversation has. */
export type WireDraft = NonNullable<Extract<OperatorPush, { type: 'synced' }>['drafts']>[number];
export type ServerPush = CustomerPush | OperatorPush;
export type WireCommit = Omit<Extract<OperatorPush, { type: 'commit' }>, 'type' | 'conversation' | 'log'>;
export type CustomerWireCommit = Omit<Extract<CustomerPush, { type: 'commit' }>, 'type' | 'conversation' | 'log'>;
