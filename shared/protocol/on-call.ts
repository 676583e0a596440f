import * as v from 'valibot';
import type { Policy } from '../domain/kernel/policy.ts';
import type { Schedule } from '../domain/on-call/schedule/types.ts';
import { CONTACT_KINDS } from '../domain/paging/contact.ts';
import { NameIdSchema, SeqSchema, SkillSchema, TimeSchema } from './values.ts';

/**
 * `/v1/on-call/*`: what the console's on-call screens ask and send, as JSON over HTTP with an ID token as bearer. Both ends
 * hold bodies and answers against these. Bodies are strict: a field that is unknown is a mistake. What a value MEANS is
 * judged by shared/domain (checkSchedule, checkPolicy), and answered as problems.
 */

const text = (max: number) => v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(max));
const localTime = v.pipe(v.string(), v.maxLength(5));
const localDate = v.pipe(v.string(), v.maxLength(10));
const localDateTime = v.pipe(v.string(), v.maxLength(16));
const entryId = v.pipe(v.string(), v.regex(/^[A-Za-z0-9_-]{1,64}$/));
const whole = v.pipe(v.number(), v.safeInteger());
const seconds = whole;

const hours = v.strictObject({ days: v.pipe(v.array(whole), v.maxLength(7)), from: localTime, to: localTime });
const entry = v.variant('kind', [
  v.strictObject({
    kind: v.literal('rotation'),
    id: entryId,
    place: whole,
    people: v.pipe(v.array(NameIdSchema), v.maxLength(50)),
    start: localDate,
    handoff: localTime,
    days: whole,
    until: v.exactOptional(localDate),
    hours: v.exactOptional(v.pipe(v.array(hours), v.maxLength(14))),
  }),
  v.strictObject({
    kind: v.literal('override'),
    id: entryId,
    place: whole,
    person: NameIdSchema,
    from: localDateTime,
    to: localDateTime,
  }),
  v.strictObject({
    kind: v.literal('holiday'),
    id: entryId,
    name: text(60),
    from: localDate,
    to: localDate,
    people: v.pipe(v.array(NameIdSchema), v.maxLength(10)),
  }),
]);
export const ScheduleSchema: v.GenericSchema<unknown, Schedule> = v.strictObject({
  entries: v.pipe(v.array(entry), v.maxLength(200)),
  staffed: v.pipe(v.array(hours), v.maxLength(28)),
});

const rung = v.strictObject({
  after: seconds,
  when: v.picklist(['staffed', 'staffed.night', 'unstaffed', 'always']),
  act: v.picklist(['nudge.assignee', 'nudge.team', 'tell.lead', 'page']),
});
const rungs = v.pipe(v.array(rung), v.maxLength(20));
const WhoSchema = v.union([
  whole,
  v.literal('everyone'),
  v.strictObject({ person: NameIdSchema }),
  v.strictObject({ skill: SkillSchema }),
]);
const ladder = v.strictObject({
  steps: v.pipe(v.array(v.strictObject({ after: seconds, who: WhoSchema })), v.maxLength(20)),
  repeat: seconds,
});
export const PolicySchema: v.GenericSchema<unknown, Policy> = v.strictObject({
  targets: v.strictObject({ connect: seconds, reply: seconds }),
  rungs: v.strictObject({ connect: rungs, reply: rungs, promise: rungs, review: rungs }),
  ladders: v.strictObject({ staffed: ladder, unstaffed: ladder }),
  silence: seconds,
  acknowledgedSilent: seconds,
  recheck: seconds,
  ownerCheck: seconds,
  reviewWithin: seconds,
  holding: v.pipe(v.array(text(200)), v.maxLength(50)),
  morning: localTime,
  night: v.strictObject({ from: localTime, to: localTime }),
  zone: v.pipe(v.string(), v.maxLength(64)),
});

export const ProblemSchema = v.object({
  level: v.picklist(['error', 'warning']),
  code: v.string(),
  at: v.string(),
  values: v.exactOptional(v.record(v.string(), v.union([v.string(), v.number()]))),
});

const kind = v.picklist(CONTACT_KINDS);
const version = SeqSchema;

/** `GET /v1/on-call`: everything the calendar and the policy editor need; who is on call is computed by shared/domain. */
export const OnCallSchema = v.object({
  now: TimeSchema,
  version,
  schedule: ScheduleSchema,
  policy: PolicySchema,
  people: v.array(
    v.object({
      id: NameIdSchema,
      name: v.string(),
      role: v.picklist(['operator', 'lead']),
      skills: v.array(v.string()),
      /** kinds of their verified contacts; empty: nobody can wake them */
      reachable: v.array(kind),
    }),
  ),
  /** who edited last, when; absent before the first edit */
  edited: v.exactOptional(v.object({ by: NameIdSchema, at: TimeSchema })),
  /** when the widget was first opened on one of the company's sites; absent: not yet */
  seen: v.exactOptional(TimeSchema),
});
export type OnCall = v.InferOutput<typeof OnCallSchema>;

/**
 * `POST /v1/on-call/schedule` and `/policy` (leads only). Answer: 200 {@link SavedSchema}; 409 `edited_meanwhile` with
 * `by`; 422 `has_problems` with `problems`: nothing was saved, the last good one stays in force.
 */
export const SaveScheduleSchema = v.strictObject({ version, schedule: ScheduleSchema });
export const SavePolicySchema = v.strictObject({ version, policy: PolicySchema });
/** `POST /v1/on-call/skills` (leads only) */
export const SaveSkillsSchema = v.strictObject({
  person: NameIdSchema,
  skills: v.pipe(v.array(SkillSchema), v.maxLength(20)),
});
export const SavedSchema = v.object({ version, problems: v.array(ProblemSchema) });
export const RefusedSchema = v.object({
  code: v.string(),
  message: v.string(),
  problems: v.exactOptional(v.array(ProblemSchema)),
  by: v.exactOptional(v.string()),
});

const delivery = v.object({
  at: TimeSchema,
  result: v.picklist(['sent', 'failed', 'delivered', 'undelivered']),
  detail: v.exactOptional(v.string()),
});
/** One of my contacts. Addresses of push services are nobody's to read: `address` is what a person would recognise. */
export const MyContactSchema = v.object({
  id: entryId,
  kind,
  address: v.string(),
  label: v.string(),
  verified: v.boolean(),
  /** a code is on its way; when another may be asked for */
  codeAgainAt: v.exactOptional(TimeSchema),
  last: v.nullable(delivery),
});
export type MyContact = v.InferOutput<typeof MyContactSchema>;

/** `GET /v1/on-call/contacts`: mine. `push`: the key browsers subscribe with. */
export const MyContactsSchema = v.object({
  contacts: v.array(MyContactSchema),
  push: v.string(),
  /** my next test page, when I am a lead */
  testDue: v.exactOptional(v.string()),
});

/** `POST /v1/on-call/contacts`: adds one and sends its code. Answer: {@link AddedContactSchema}. */
export const AddContactSchema = v.variant('kind', [
  v.strictObject({ kind: v.literal('sms'), phone: v.pipe(v.string(), v.maxLength(30)), label: text(40) }),
  v.strictObject({ kind: v.literal('email'), email: v.pipe(v.string(), v.maxLength(254)), label: text(40) }),
  v.strictObject({ kind: v.literal('https'), url: v.pipe(v.string(), v.maxLength(2000)), label: text(40) }),
  v.strictObject({
    kind: v.literal('push'),
    endpoint: v.pipe(v.string(), v.maxLength(2000)),
    keys: v.strictObject({ p256dh: v.pipe(v.string(), v.maxLength(200)), auth: v.pipe(v.string(), v.maxLength(100)) }),
    label: text(40),
  }),
]);
export const AddedContactSchema = v.object({
  contact: MyContactSchema,
  /** https only, shown this once: what its requests are signed with */
  secret: v.exactOptional(v.string()),
});
/** `POST /v1/on-call/contacts/code` (send another), `/remove`, `/test` (ring it now) */
export const ContactSchema = v.strictObject({ contact: entryId });
/** `POST /v1/on-call/contacts/verify` */
export const VerifyContactSchema = v.strictObject({ contact: entryId, code: v.pipe(v.string(), v.regex(/^\d{6}$/)) });

/** One line of a page's story. `who`: people it is about; names and sentences are the screen's. */
const StoryLineSchema = v.object({
  at: TimeSchema,
  what: v.picklist([
    'raised',
    'joined',
    'alarm',
    'rang',
    'failed',
    'delivered',
    'undelivered',
    'nobody',
    'passed',
    'widened',
    'busy',
    'silent',
    'acknowledged',
    'claimed',
    'settled',
    'woken',
    'ended',
  ]),
  people: v.array(v.string()),
  step: v.exactOptional(v.number()),
  kinds: v.exactOptional(v.array(kind)),
  conversation: v.exactOptional(v.string()),
  why: v.exactOptional(v.string()),
});
export const PageStorySchema = v.object({
  ladder: v.string(),
  episode: SeqSchema,
  status: v.picklist(['ringing', 'acknowledged', 'ended']),
  raisedAt: TimeSchema,
  acknowledged: v.nullable(v.object({ by: v.string(), at: TimeSchema })),
  endedAt: v.nullable(TimeSchema),
  reason: v.exactOptional(v.string()),
  /** whom it rang for, and how long they had waited when a person took it (seconds); null: waits on */
  waits: v.array(v.object({ conversation: v.string(), name: v.string(), waited: v.nullable(v.number()) })),
  more: v.number(),
  rings: v.number(),
  lines: v.array(StoryLineSchema),
});
export type PageStory = v.InferOutput<typeof PageStorySchema>;
/** `GET /v1/on-call/pages?before=<seq>`: newest first, pages of the on-call ladder and of specialists. */
export const PagesSchema = v.object({ pages: v.array(PageStorySchema), before: v.nullable(SeqSchema) });

/** `GET /v1/on-call/nights`: pages by night and person over 28 nights, newest first, and last night's sentence in figures. */
export const NightsSchema = v.object({
  nights: v.array(
    v.object({
      /** local day on which the night began */
      night: v.string(),
      pages: v.number(),
      rings: v.record(v.string(), v.number()),
      acknowledged: v.record(v.string(), v.number()),
      longestWait: v.nullable(v.number()),
    }),
  ),
});
export type Nights = v.InferOutput<typeof NightsSchema>;

/** `POST /v1/on-call/calendar` `{renew}`: the address of my feed; `renew` makes a new one, and the old opens nothing. */
export const CalendarRequestSchema = v.strictObject({ renew: v.boolean() });
export const CalendarSchema = v.object({ url: v.pipe(v.string(), v.url()) });
