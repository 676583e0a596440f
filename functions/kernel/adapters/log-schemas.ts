import * as v from 'valibot';
import { KEY_CLASS, type KeyClass } from '../../../shared/contract.ts';
import type { ConversationEvent } from '../../../shared/domain/conversation/events.ts';
import type { Clock, Conversation } from '../../../shared/domain/conversation/state.ts';
import { INCIDENT_KINDS } from '../../../shared/domain/kernel/incidents.ts';
import type { LogKind } from '../../../shared/domain/kernel/log.ts';
import type { Ladder } from '../../../shared/domain/kernel/policy.ts';
import type { Body } from '../../../shared/domain/kernel/types.ts';
import type { NoteEvent, Notes } from '../../../shared/domain/notes/notes.ts';
import type { PageEvent, Send } from '../../../shared/domain/paging/events.ts';
import type { Page } from '../../../shared/domain/paging/state.ts';
import type { Take } from '../../../shared/domain/paging/takes.ts';
import { CLOCKS, RECALL_REASONS } from '../../../shared/protocol/values.ts';
import { whole } from './whole.ts';

/**
 * What the logs hold, as schemas: the compiler holds each to its type in shared/domain (see {@link whole}), so neither can
 * change alone. States of older versions pass {@link upcast} first.
 */
export interface LogSpec<E, S> {
  readonly kind: LogKind;
  readonly keyClass: KeyClass;
  readonly event: v.GenericSchema<unknown, E>;
  readonly state: v.GenericSchema<unknown, S>;
}

/** Turns the state of one version into the next one's, by the version it turns. None is needed yet. */
const UPCASTS: Readonly<Record<number, (state: Record<string, unknown>) => Record<string, unknown>>> = {};

function upcast(state: unknown): unknown {
  let current = state;
  for (;;) {
    const step = isRecord(current) && typeof current['v'] === 'number' ? UPCASTS[current['v']] : undefined;
    if (!step || !isRecord(current)) return current;
    current = step(current);
  }
}
const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

const versioned = <S>(schema: v.GenericSchema<unknown, S>): v.GenericSchema<unknown, S> =>
  v.pipe(v.unknown(), v.transform(upcast), schema);

const text = v.string();
const time = v.number();
const seq = v.pipe(v.number(), v.integer(), v.minValue(0));
const who = v.nullable(text);
const kind = v.picklist(CLOCKS);
const reason = v.picklist(RECALL_REASONS);
const flag = v.exactOptional(v.literal(true));
const act = v.picklist(['nudge.assignee', 'nudge.team', 'tell.lead', 'page']);
const side = v.picklist(['customer', 'operator']);
const score = v.picklist(['excellent', 'good', 'bad']);
const rhythm = v.picklist(['staffed', 'unstaffed']);
const when = {
  since: time,
  from: v.exactOptional(time),
  due: v.exactOptional(time),
  asked: v.exactOptional(time),
  given: flag,
  open: flag,
};
const event = <T extends string, E extends v.ObjectEntries>(type: T, entries: E) =>
  v.object({ type: v.literal(type), ...entries });

const conversationEvent = whole<ConversationEvent>()(
  v.variant('type', [
    event('conversation.opened', { customer: text }),
    event('message.posted', { by: side, person: text, holding: flag, moved: flag }),
    event('human.requested', { choice: v.exactOptional(v.picklist(['wake', 'morning'])) }),
    event('conversation.claimed', {
      owner: text,
      via: v.exactOptional(v.literal('page')),
      from: v.exactOptional(text),
    }),
    event('conversation.released', { from: text, why: v.picklist(['absent', 'operator', 'customer']) }),
    event('clock.started', { kind, ...when, fired: v.exactOptional(v.array(text)) }),
    event('clock.stopped', {
      kind,
      outcome: v.picklist(['answered', 'closed', 'deferred', 'kept', 'broken', 'cancelled', 'done']),
      since: time,
    }),
    event('rung.reached', { kind, act, after: v.number() }),
    event('everyone.called', {}),
    event('everyone.busy', {}),
    event('morning.proposed', { by: text, due: time }),
    event('promise.made', { due: time, by: who }),
    event('conversation.snoozed', { by: text, until: v.nullable(time) }),
    event('conversation.woken', {
      why: v.picklist(['time', 'customer', 'due', 'claimed', 'released', 'person']),
      by: v.exactOptional(text),
    }),
    event('conversation.tagged', { by: text, tag: text }),
    event('conversation.untagged', { by: text, tag: text }),
    event('understanding.proposed', { by: text, since: v.exactOptional(time), moved: flag }),
    event('understanding.answered', { seq, yes: v.boolean() }),
    event('callback.offered', { by: text }),
    event('callback.requested', { due: time }),
    event('callback.cancelled', {}),
    event('callback.done', { by: text, outcome: v.picklist(['reached', 'missed']) }),
    event('message.recalled', { seq, by: text, reason }),
    event('answer.disputed', {}),
    event('conversation.closed', { by: side, person: text }),
    event('conversation.reopened', { why: v.picklist(['message', 'unsolved', 'human', 'operator']) }),
    event('solved.answered', { solved: v.boolean() }),
    event('conversation.rated', { score, rated: who }),
    event('review.opened', { owner: who, rated: who, due: time }),
    event('review.closed', { by: text }),
  ]),
);

const clock: v.GenericSchema<unknown, Clock> = v.object({ kind, ...when, from: time, fired: v.array(text) });

const conversation = whole<Conversation>()(
  v.object({
    v: v.literal(1),
    seq,
    seen: v.object({ customer: seq, operator: seq }),
    status: v.picklist(['none', 'open', 'closed']),
    customer: text,
    owner: who,
    lastOwner: who,
    clocks: v.array(clock),
    answered: v.nullable(v.object({ since: time, at: time })),
    coming: v.nullable(time),
    proposed: v.nullable(time),
    solved: v.nullable(v.boolean()),
    rated: v.nullable(score),
    review: v.nullable(v.object({ owner: who, rated: v.array(text) })),
    understanding: v.exactOptional(v.object({ seq, since: v.exactOptional(time) })),
    callback: v.exactOptional(seq),
    tags: v.exactOptional(v.array(text)),
    openedAt: time,
    moved: v.object({ seq, at: time }),
    lease: v.nullable(seq),
  }),
);

const mistake = v.picklist(INCIDENT_KINDS);
const noteEvent = whole<NoteEvent>()(
  v.variant('type', [
    event('note.posted', { person: text }),
    event('message.withdrawn', { seq, person: text, by: text, reason }),
    event('incident.opened', {
      incident: text,
      kind: mistake,
      touches: v.array(v.object({ conversation: text, customer: text })),
      by: text,
    }),
    event('incident.told', { incident: text, conversation: text, by: text }),
    event('incident.closed', { incident: text, by: text }),
  ]),
);
const notes = whole<Notes>()(
  v.object({
    v: v.literal(1),
    seq,
    seen: v.object({ customer: v.literal(0), operator: seq }),
    lease: v.null(),
    incidents: v.exactOptional(
      v.array(
        v.object({
          id: text,
          kind: mistake,
          at: time,
          touches: v.array(v.object({ conversation: text, customer: text, told: v.exactOptional(time) })),
          closed: v.exactOptional(time),
        }),
      ),
    ),
  }),
);

const wait = v.object({ conversation: text, since: time });
const alarm = v.object({ by: text, conversation: v.exactOptional(text) });
/** Before contacts had rows of their own a person was rung by the number in their own row: such a send names none. */
const sends: v.GenericSchema<unknown, readonly Send[]> = v.array(
  v.object({
    person: text,
    contact: v.optional(text, ''),
    code: text,
    withheld: v.exactOptional(v.literal(true)),
    gentle: v.exactOptional(v.literal(true)),
  }),
);
const whom = v.union([v.number(), v.literal('everyone'), v.object({ person: text }), v.object({ skill: text })]);
const ladder: v.GenericSchema<unknown, Ladder> = v.object({
  steps: v.array(v.object({ after: v.number(), who: whom })),
  repeat: v.number(),
});
const end = v.picklist(['answered', 'customer_closed', 'acknowledged', 'called_off']);

const pageEvent = whole<PageEvent>()(
  v.variant('type', [
    event('page.raised', {
      episode: seq,
      rhythm,
      ladder,
      wait: v.exactOptional(wait),
      alarm: v.exactOptional(alarm),
      silent: v.exactOptional(v.number()),
      behind: v.exactOptional(text),
      rest: v.exactOptional(v.object({ waits: v.array(wait), more: v.number(), climbs: v.boolean() })),
    }),
    event('page.joined', {
      wait: v.exactOptional(wait),
      alarm: v.exactOptional(alarm),
      behind: v.exactOptional(text),
    }),
    event('step.begun', {
      step: v.number(),
      sends,
      place: v.exactOptional(v.number()),
      allBusyUntil: v.exactOptional(time),
    }),
    event('step.deferred', { until: time }),
    event('step.resumed', { step: v.number() }),
    event('step.sent', { step: v.number(), failed: v.array(text) }),
    event('ring.reported', {
      episode: seq,
      step: v.number(),
      person: text,
      contact: text,
      result: v.picklist(['delivered', 'undelivered']),
    }),
    event('page.acknowledged', { by: text, conversation: v.exactOptional(who), since: v.exactOptional(time) }),
    event('page.told', {}),
    event('specialist.woken', { ladder: text, by: text }),
    event('page.passed', { by: text }),
    event('page.widened', { by: text }),
    event('page.claimed', { conversation: who, episode: v.exactOptional(seq) }),
    event('take.ended', { episode: seq, conversation: text, why: v.picklist(['answered', 'gone', 'silent']) }),
    event('wait.settled', { conversation: text }),
    event('page.ended', { why: end }),
  ]),
);

const take = whole<Take>()(
  v.object({
    episode: seq,
    by: text,
    at: time,
    conversation: who,
    since: time,
    claimed: v.boolean(),
    over: v.nullable(v.object({ why: v.picklist(['answered', 'gone', 'silent', 'failed']), at: time })),
  }),
);

const page = whole<Page>()(
  v.object({
    v: v.literal(1),
    seq,
    seen: v.object({ customer: v.literal(0), operator: seq }),
    status: v.picklist(['none', 'ringing', 'acknowledged', 'ended']),
    episode: seq,
    ladder: v.nullable(ladder),
    rhythm,
    raisedAt: time,
    step: v.number(),
    // A page that rang before its ladder's places were kept begins its ladder anew.
    place: v.optional(v.number(), -1),
    anchor: v.optional(time, 0),
    begunAt: time,
    sends,
    sent: v.boolean(),
    reached: v.optional(v.boolean(), true),
    rung: v.optional(v.array(text), []),
    untold: v.optional(v.array(text), []),
    passed: v.boolean(),
    waits: v.array(wait),
    more: v.number(),
    countedAt: v.optional(time, 0),
    alarm: v.nullable(alarm),
    acknowledged: v.nullable(v.object({ by: text, at: time })),
    takes: v.optional(v.array(take), []),
    silent: v.optional(v.number(), 180),
    behind: v.optional(v.array(text), []),
    allBusyUntil: v.optional(v.nullable(time), null),
    gentleAt: v.optional(time, 0),
    root: v.optional(seq, 0),
    told: v.optional(v.boolean(), true),
    ended: v.nullable(v.object({ why: end, at: time })),
    woken: v.optional(v.array(v.object({ ladder: text, by: text, at: time })), []),
    lease: v.nullable(seq),
  }),
);

/** `body` can be gone: it is what recall and erasure remove. */
export const BodySchema = whole<Body>()(
  v.object({
    text: v.exactOptional(text),
    name: v.exactOptional(text),
    reason: v.exactOptional(text),
    label: v.exactOptional(text),
    phone: v.exactOptional(text),
    customerName: v.exactOptional(text),
    verified: v.exactOptional(v.boolean()),
    attributes: v.exactOptional(v.record(text, text)),
    site: v.exactOptional(text),
    path: v.exactOptional(text),
    zone: v.exactOptional(text),
    locale: v.exactOptional(v.picklist(['ru', 'en'])),
    hints: v.exactOptional(v.object({ shown: v.array(text), overridden: v.array(text) })),
  }),
);

export const CONVERSATION_LOG: LogSpec<ConversationEvent, Conversation> = {
  kind: 'conversation',
  keyClass: KEY_CLASS.conversation,
  event: conversationEvent,
  state: versioned(conversation),
};
export const NOTES_LOG: LogSpec<NoteEvent, Notes> = {
  kind: 'notes',
  keyClass: KEY_CLASS.notes,
  event: noteEvent,
  state: versioned(notes),
};
export const PAGE_LOG: LogSpec<PageEvent, Page> = {
  kind: 'page',
  keyClass: KEY_CLASS.page,
  event: pageEvent,
  state: versioned(page),
};
