import * as v from 'valibot';
import type { LookInput, PageStepInput } from '../../shared/contract.ts';
import { IdSchema, NameIdSchema, RECALL_REASONS, SeqSchema, TimeSchema } from '../../shared/protocol/values.ts';
import type { RecallBegun } from '../kernel/timers.ts';

/** Inputs of the clocks. Ours, but they come from outside all the same: a queue, a machine, a person who tries again. */

export const LookInputSchema: v.GenericSchema<unknown, LookInput> = v.object({
  workspace: NameIdSchema,
  conversation: IdSchema,
  lease: SeqSchema,
  settles: v.exactOptional(v.literal(true)),
  dueAt: TimeSchema,
  looks: SeqSchema,
});

export const PageStepInputSchema: v.GenericSchema<unknown, PageStepInput> = v.object({
  workspace: NameIdSchema,
  ladder: NameIdSchema,
  episode: SeqSchema,
  dueAt: TimeSchema,
  looks: SeqSchema,
});

export const RecallBegunSchema: v.GenericSchema<unknown, RecallBegun> = v.object({
  workspace: NameIdSchema,
  conversation: IdSchema,
  command: IdSchema,
  after: SeqSchema,
  seq: SeqSchema,
  reason: v.picklist(RECALL_REASONS),
  person: NameIdSchema,
  role: v.picklist(['operator', 'lead']),
});
