import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../shared/contract.ts';
import type { Ladder, Policy, Rung } from '../../shared/domain/policy.ts';
import { NameIdSchema } from '../../shared/protocol/values.ts';
import type { Operator, Workspace } from '../ports.ts';
import { pkOf } from './keys.ts';

/** Reference data as items: the workspace (one row) and its operators (a row each). Written by `npm run setup`. */

const seconds = v.number();
const timeOfDay = v.pipe(v.string(), v.regex(/^([01]\d|2[0-3]):[0-5]\d$/));
const zone = v.pipe(
  v.string(),
  v.check((name) => Intl.supportedValuesOf('timeZone').includes(name) || name === 'UTC', 'unknown time zone'),
);
const rungs: v.GenericSchema<unknown, readonly Rung[]> = v.array(
  v.object({
    after: seconds,
    when: v.picklist(['staffed', 'staffed.night', 'unstaffed', 'always']),
    act: v.picklist(['nudge.assignee', 'nudge.team', 'tell.lead', 'page']),
  }),
);
const ladder: v.GenericSchema<unknown, Ladder> = v.object({
  steps: v.pipe(
    v.array(v.object({ after: seconds, who: v.union([v.number(), v.literal('everyone')]) })),
    v.minLength(1),
  ),
  repeat: v.pipe(seconds, v.minValue(1)),
});

const PolicySchema: v.GenericSchema<unknown, Policy> = v.object({
  targets: v.object({ connect: seconds, reply: seconds }),
  rungs: v.object({ connect: rungs, reply: rungs, promise: rungs, review: rungs }),
  ladders: v.object({ staffed: ladder, unstaffed: ladder }),
  silence: seconds,
  acknowledgedSilent: seconds,
  recheck: seconds,
  ownerCheck: seconds,
  reviewWithin: seconds,
  holding: v.array(v.string()),
  morning: timeOfDay,
  night: v.object({ from: timeOfDay, to: timeOfDay }),
  zone,
});

const locale = v.picklist(['ru', 'en']);
export const WorkspaceSchema: v.GenericSchema<unknown, Workspace> = v.object({
  id: NameIdSchema,
  name: v.string(),
  locale,
  origins: v.array(v.string()),
  identitySecret: v.exactOptional(v.string()),
  accent: v.exactOptional(v.string()),
  policy: PolicySchema,
  onCall: v.array(NameIdSchema),
});

export const OperatorSchema: v.GenericSchema<unknown, Operator> = v.object({
  id: NameIdSchema,
  name: v.string(),
  role: v.picklist(['operator', 'lead']),
  locale,
  phone: v.exactOptional(v.pipe(v.string(), v.regex(/^\+[1-9]\d{6,14}$/))),
  active: v.boolean(),
});

export const workspaceKey = (id: string) => ({
  [TABLE.pk]: pkOf(KEY_CLASS.workspace, id),
  [TABLE.sk]: 'WORKSPACE',
});
export const operatorsPk = (workspace: string): string => pkOf(KEY_CLASS.operator, workspace);
export const operatorKey = (workspace: string, id: string) => ({
  [TABLE.pk]: operatorsPk(workspace),
  [TABLE.sk]: id,
});

/** Items for whoever writes reference data. @throws when the data is not what its schema says */
export const workspaceItem = (workspace: Workspace): Record<string, unknown> => ({
  ...workspaceKey(workspace.id),
  ...v.parse(WorkspaceSchema, workspace),
});
export const operatorItem = (workspace: string, operator: Operator): Record<string, unknown> => ({
  ...operatorKey(workspace, operator.id),
  ...v.parse(OperatorSchema, operator),
});
