import * as v from 'valibot';
import { INCIDENT_KINDS } from '../domain/kernel/incidents.ts';
import { IdSchema, NameIdSchema, TagSchema, TimeSchema } from './values.ts';

/* What the team keeps, as operators are told it on asking. In functions marked pure: the other door has no use for it. */

const person = NameIdSchema;

/** What the team keeps of a customer: chats, ratings, mistakes; newest first */
export const customerEntries = /* @__PURE__ */ (() => ({
  id: IdSchema,
  customer: person,
  /** where the newest chat was begun: site, path of the page, the browser's time zone; and its language */
  site: v.optional(v.string()),
  path: v.optional(v.string()),
  zone: v.optional(v.string()),
  locale: v.optional(v.string()),
  /** what the company's server said of this customer when the newest chat began */
  attributes: v.optional(v.record(v.string(), v.string())),
  chats: v.array(
    v.object({
      conversation: IdSchema,
      status: v.picklist(['open', 'closed']),
      at: TimeSchema,
      /** when an open promise of it is due */
      promise: v.optional(TimeSchema),
    }),
  ),
  ratings: v.array(
    v.object({ conversation: IdSchema, score: v.picklist(['excellent', 'good', 'bad']), at: TimeSchema }),
  ),
  incidents: v.array(
    v.object({
      incident: v.string(),
      kind: v.picklist(INCIDENT_KINDS),
      /** whose notes it stands in */
      conversation: IdSchema,
      at: TimeSchema,
      /** this customer has been told */
      told: v.boolean(),
      closed: v.boolean(),
    }),
  ),
}))();

/** The team's mistakes: those that are open, newest first, and of the last `days` how many of each kind */
export const mistakesEntries = /* @__PURE__ */ (() => ({
  id: IdSchema,
  open: v.array(
    v.object({
      incident: v.string(),
      kind: v.picklist(INCIDENT_KINDS),
      conversation: IdSchema,
      at: TimeSchema,
      /** everyone whom it touches was told */
      told: v.boolean(),
    }),
  ),
  days: v.number(),
  counts: v.record(v.string(), v.number()),
  /** of the same days: how many messages each hint came up for, and how many were sent over it; by rule, never by person */
  hints: v.optional(v.record(v.string(), v.object({ shown: v.number(), overridden: v.number() }))),
}))();

/** What a search in one's own chats has found, the newest first */
export const foundEntries = /* @__PURE__ */ (() => ({
  id: IdSchema,
  chats: v.array(
    v.object({
      conversation: IdSchema,
      customer: person,
      name: v.optional(v.string()),
      /** when one took it */
      at: TimeSchema,
      status: v.picklist(['open', 'closed']),
      /** the line that has the most of the words, cut around them; empty when the name has them all */
      excerpt: v.string(),
      isNote: v.boolean(),
    }),
  ),
  /** one has had others, before this time: asked with it, the search goes on there */
  before: v.optional(TimeSchema),
}))();

/** The workspace's tags, the most used first; at most 200 */
export const tagsEntries = /* @__PURE__ */ (() => ({
  id: IdSchema,
  tags: v.array(
    v.object({
      tag: TagSchema,
      label: v.string(),
      /** in how many chats it was put */
      n: v.number(),
    }),
  ),
}))();
