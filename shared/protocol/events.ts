import * as v from 'valibot';
import { NameIdSchema, SeqSchema, TimeSchema } from './values.ts';

/**
 * Events as they go over the wire: those of the log, each with what the commit's body says for it. `text` is null when
 * the text was withdrawn. The server validates before it sends; a client drops event types it does not know.
 */
/* @__NO_SIDE_EFFECTS__ */
const event = <T extends string, E extends v.ObjectEntries>(type: T, entries: E) =>
  v.object({ type: v.literal(type), ...entries });
const person = NameIdSchema;
const name = v.optional(v.string());
const at = TimeSchema;
const kind = v.picklist(['connect', 'reply', 'promise', 'review']);
const text = v.nullable(v.string());

export const WireEventSchema = v.variant('type', [
  event('conversation.opened', { customer: person, name, verified: v.optional(v.boolean()) }),
  event('message.posted', {
    by: v.picklist(['customer', 'operator']),
    person,
    name,
    text,
    holding: v.optional(v.literal(true)),
  }),
  event('human.requested', { choice: v.optional(v.picklist(['wake', 'morning'])) }),
  event('conversation.claimed', {
    owner: person,
    name,
    via: v.optional(v.literal('page')),
    from: v.optional(person),
    /** why it was taken over; operators only */
    reason: v.optional(v.string()),
  }),
  event('conversation.released', { from: person, why: v.picklist(['absent', 'operator', 'customer']) }),
  event('clock.started', { kind, since: at, from: v.optional(at), due: v.optional(at), asked: v.optional(at) }),
  event('clock.stopped', {
    kind,
    outcome: v.picklist(['answered', 'closed', 'deferred', 'kept', 'broken', 'done']),
    since: at,
  }),
  event('rung.reached', {
    kind,
    act: v.picklist(['nudge.assignee', 'nudge.team', 'tell.lead', 'page']),
    after: v.number(),
  }),
  event('everyone.called', {}),
  event('morning.proposed', { by: person, name, due: at }),
  event('promise.made', { due: at, by: v.nullable(person) }),
  event('answer.disputed', {}),
  event('conversation.closed', { by: v.picklist(['customer', 'operator']), person }),
  event('conversation.reopened', { why: v.picklist(['message', 'unsolved', 'human']) }),
  event('solved.answered', { solved: v.boolean() }),
  event('conversation.rated', {
    score: v.picklist(['excellent', 'good', 'bad']),
    rated: v.nullable(person),
    comment: v.optional(text),
  }),
  event('review.opened', { owner: v.nullable(person), rated: v.nullable(person), due: at }),
  event('review.closed', { by: person, name, outcome: v.optional(text) }),
  event('note.posted', { person, name, text }),
]);
export type WireEvent = v.InferOutput<typeof WireEventSchema>;

const KNOWN = new Set<string>(WireEventSchema.options.map((option) => option.entries.type.literal));

/** Events of a frame from the server: unknown types are dropped (a newer server), known ones must be right. */
export const WireEventsSchema = v.pipe(
  v.array(v.looseObject({ type: v.string() })),
  v.transform((events) => events.filter(({ type }) => KNOWN.has(type))),
  v.array(WireEventSchema),
);

const CustomerViewSchema = v.object({
  status: v.picklist(['none', 'open', 'closed']),
  owner: v.nullable(person),
  ownerName: v.optional(v.string()),
  coming: v.nullable(at),
  wait: v.nullable(
    v.object({
      kind: v.picklist(['connect', 'reply']),
      since: at,
      asked: v.boolean(),
      paged: v.boolean(),
      everyone: v.optional(v.literal(true)),
    }),
  ),
  promise: v.nullable(at),
  proposed: v.nullable(at),
  answered: v.boolean(),
  solved: v.nullable(v.boolean()),
  rated: v.nullable(v.picklist(['excellent', 'good', 'bad'])),
});
/** What a customer's side draws; see `customerView` in shared/domain. */
export type WireCustomerView = v.InferOutput<typeof CustomerViewSchema>;

const ClockSchema = v.object({
  kind,
  since: at,
  from: at,
  due: v.optional(at),
  asked: v.optional(at),
  fired: v.array(v.string()),
});
/** The whole state, for operators: their console asks the same `decide` that the server does what it would refuse. */
const ConversationSchema = v.object({
  v: v.literal(1),
  seq: SeqSchema,
  seen: v.object({ customer: SeqSchema, operator: SeqSchema }),
  status: v.picklist(['none', 'open', 'closed']),
  customer: v.string(),
  owner: v.nullable(person),
  lastOwner: v.nullable(person),
  clocks: v.array(ClockSchema),
  answered: v.nullable(v.object({ since: at, at })),
  coming: v.nullable(at),
  proposed: v.nullable(at),
  solved: v.nullable(v.boolean()),
  rated: v.nullable(v.picklist(['excellent', 'good', 'bad'])),
  review: v.nullable(v.object({ owner: v.nullable(person), rated: v.array(person) })),
  openedAt: at,
  moved: v.object({ seq: SeqSchema, at }),
  lease: v.nullable(SeqSchema),
});

/** `view` is the conversation as that audience may see it after the commit; notes have none. */
export const CustomerWireViewSchema = v.nullable(CustomerViewSchema);
export const OperatorWireViewSchema = v.nullable(ConversationSchema);
