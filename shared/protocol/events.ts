import * as v from 'valibot';
import { INCIDENT_KINDS } from '../domain/kernel/incidents.ts';
import {
  CLOCKS,
  IdSchema,
  NameIdSchema,
  RECALL_REASONS,
  SeqSchema,
  TagSchema,
  TagsSchema,
  TimeSchema,
} from './values.ts';

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
const text = v.nullable(v.string());
const by = v.picklist(['customer', 'operator']);
const score = v.picklist(['excellent', 'good', 'bad']);
const outcome = v.picklist(['answered', 'closed', 'deferred', 'kept', 'broken', 'cancelled', 'done']);
const act = v.picklist(['nudge.assignee', 'nudge.team', 'tell.lead', 'page']);
const posted = { by, person, name, text, holding: v.optional(v.literal(true)) } as const;
const claimed = { owner: person, name, via: v.optional(v.literal('page')), from: v.optional(person) } as const;
/** `misaddressed`: it had been meant for somebody else */
const recalled = { seq: SeqSchema, by: person, name, misaddressed: v.optional(v.literal(true)) } as const;
const proposed = { by: person, name, text } as const;
const started = { since: at, from: v.optional(at), due: v.optional(at), asked: v.optional(at) } as const;
const called = v.picklist(['reached', 'missed']);
const customerKind = v.picklist(['connect', 'reply', 'promise']);
const kind = v.picklist(CLOCKS);

/** What both sides are told in the same words, and customers are shown. */
const shown = [
  event('human.requested', { choice: v.optional(v.picklist(['wake', 'morning'])) }),
  event('conversation.released', { from: person, why: v.picklist(['absent', 'operator', 'customer']) }),
  event('morning.proposed', { by: person, name, due: at }),
  event('promise.made', { due: at, by: v.nullable(person) }),
  event('understanding.answered', { seq: SeqSchema, yes: v.boolean() }),
  event('callback.offered', { by: person, name }),
  /** `phone` is null once it was removed */
  event('callback.requested', { due: at, phone: text }),
  event('callback.cancelled', {}),
  event('callback.done', { by: person, name, outcome: called }),
  event('answer.disputed', {}),
  event('conversation.closed', { by, person }),
  event('solved.answered', { solved: v.boolean() }),
  event('conversation.rated', { score, rated: v.nullable(person), comment: v.optional(text) }),
] as const;
/** What both sides are told as well, and the view says of itself. */
const told = [
  event('conversation.opened', { customer: person, name, verified: v.optional(v.boolean()) }),
  event('conversation.reopened', { why: v.picklist(['message', 'unsolved', 'human', 'operator']) }),
  event('everyone.called', {}),
  event('everyone.busy', {}),
] as const;
/** As customers are shown them; the team is told more. */
const theirs = [
  event('message.posted', posted),
  event('conversation.claimed', claimed),
  event('clock.stopped', { kind: customerKind, outcome, since: at }),
  event('understanding.proposed', proposed),
  event('message.recalled', recalled),
] as const;

/** What a customer can be sent. */
export const CustomerEventSchema = /* @__PURE__ */ (() =>
  v.variant('type', [
    ...shown,
    ...told,
    ...theirs,
    event('clock.started', { kind: customerKind, ...started }),
    event('rung.reached', { kind: customerKind, act: v.literal('page'), after: v.number() }),
  ]))();
export type CustomerEvent = v.InferOutput<typeof CustomerEventSchema>;
/**
 * The same as the customers' client reads it, in a tenth of the weight, for the widget: every field that it has a use for
 * is of its kind where it is there. Which events have which, the server has checked with the list above. So a name must
 * stand for one kind of value in all events of customers; `from` and `since`, which do not or are not read, are left out.
 */
const CustomerReadSchema = /* @__PURE__ */ (() => {
  const [word, yes] = [v.optional(v.string()), v.optional(v.boolean())];
  return v.object({
    type: v.string(),
    by: v.optional(v.nullable(v.string())),
    choice: word,
    due: v.optional(at),
    kind: word,
    misaddressed: yes,
    name: word,
    outcome: word,
    owner: word,
    person: word,
    phone: v.optional(text),
    score: word,
    seq: v.optional(SeqSchema),
    solved: yes,
    text: v.optional(text),
    via: word,
    why: word,
    yes,
  });
})();

const incident = v.string();
const touches = v.array(v.object({ conversation: IdSchema, customer: person }));

/** Everything: what customers are sent, with what only the team is told of it, and what is the team's alone. */
export const WireEventSchema = /* @__PURE__ */ (() =>
  v.variant('type', [
    ...shown,
    ...told,
    /** `moved`: the draft had been begun for somebody else, and was confirmed */
    event('message.posted', { ...posted, moved: v.optional(v.literal(true)) }),
    /** `reason`: why it was taken over */
    event('conversation.claimed', { ...claimed, reason: v.optional(v.string()) }),
    event('clock.started', { kind, ...started, given: v.optional(v.literal(true)), open: v.optional(v.literal(true)) }),
    event('clock.stopped', { kind, outcome, since: at }),
    event('rung.reached', { kind, act, after: v.number() }),
    event('understanding.proposed', { ...proposed, moved: v.optional(v.literal(true)) }),
    /** `reason`: what the one who took it back said */
    event('message.recalled', { ...recalled, reason: v.optional(v.picklist(RECALL_REASONS)) }),
    event('conversation.snoozed', { by: person, name, until: v.nullable(at) }),
    event('conversation.woken', {
      why: v.picklist(['time', 'customer', 'due', 'claimed', 'released', 'person']),
      by: v.optional(person),
    }),
    /** `label`: the tag's words, null once they were removed */
    event('conversation.tagged', { by: person, name, tag: TagSchema, label: text }),
    event('conversation.untagged', { by: person, name, tag: TagSchema, label: text }),
    event('review.opened', { owner: v.nullable(person), rated: v.nullable(person), due: at }),
    event('review.closed', { by: person, name, outcome: v.optional(text) }),
    event('note.posted', { person, name, text }),
    /** the original of a message that was recalled; `person` had written it */
    event('message.withdrawn', { seq: SeqSchema, person, by: person, name, reason: v.picklist(RECALL_REASONS), text }),
    event('incident.opened', {
      incident,
      kind: v.picklist(INCIDENT_KINDS),
      touches,
      by: person,
      name,
      note: v.optional(v.string()),
    }),
    event('incident.told', { incident, conversation: IdSchema, by: person, name }),
    event('incident.closed', { incident, by: person, name, outcome: text }),
  ]))();
export type WireEvent = v.InferOutput<typeof WireEventSchema>;

/* @__NO_SIDE_EFFECTS__ */
function known<S extends typeof CustomerEventSchema | typeof WireEventSchema>(schema: S) {
  const types = new Set<string>(schema.options.map((option) => option.entries.type.literal));
  return v.pipe(
    v.array(v.looseObject({ type: v.string() })),
    v.transform((events) => events.filter(({ type }) => types.has(type))),
    v.array(schema),
  );
}
/** Events of a frame from the server: unknown types are dropped (a newer server), known ones must be right. */
export const OperatorEventsSchema = /* @__PURE__ */ known(WireEventSchema);
/** Its events are fewer, and each is one of the operators' as well: whoever reads a log reads both alike. */
export const CustomerEventsSchema = /* @__PURE__ */ known(
  CustomerEventSchema,
) as unknown as typeof OperatorEventsSchema;
export const CustomerReadEventsSchema = /* @__PURE__ */ v.array(
  CustomerReadSchema,
) as unknown as typeof OperatorEventsSchema;

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
      busy: v.optional(v.literal(true)),
    }),
  ),
  promise: v.nullable(at),
  understanding: v.optional(SeqSchema),
  proposed: v.nullable(at),
  answered: v.boolean(),
  solved: v.nullable(v.boolean()),
  rated: v.nullable(score),
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
  given: v.optional(v.literal(true)),
  open: v.optional(v.literal(true)),
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
  rated: v.nullable(score),
  review: v.nullable(v.object({ owner: v.nullable(person), rated: v.array(person) })),
  understanding: v.optional(v.object({ seq: SeqSchema, since: v.optional(at) })),
  callback: v.optional(SeqSchema),
  tags: v.optional(TagsSchema),
  openedAt: at,
  moved: v.object({ seq: SeqSchema, at }),
  lease: v.nullable(SeqSchema),
});

/** `view` is the conversation as that audience may see it after the commit; notes have none. */
export const CustomerWireViewSchema = v.nullable(CustomerViewSchema);
export const OperatorWireViewSchema = v.nullable(ConversationSchema);
