import * as v from 'valibot';
import { KEY_CLASS, TABLE } from '../../../shared/contract.ts';
import { isZone } from '../../../shared/domain/kernel/local-time.ts';
import { PolicySchema, ScheduleSchema } from '../../../shared/protocol/on-call.ts';
import { NameIdSchema, SkillSchema } from '../../../shared/protocol/values.ts';
import type { Operator, Workspace } from '../ports.ts';
import { pkOf } from './keys.ts';

/** Reference data as items: the workspace (one row) and its operators (a row each). Written by `npm run setup`. */

const locale = v.picklist(['ru', 'en']);
export const WorkspaceSchema: v.GenericSchema<unknown, Workspace> = v.object({
  id: NameIdSchema,
  name: v.string(),
  locale,
  origins: v.array(v.string()),
  identitySecret: v.exactOptional(v.string()),
  accent: v.exactOptional(v.string()),
  policy: v.pipe(
    PolicySchema,
    v.check(({ zone }) => isZone(zone), 'unknown time zone in policy.zone'),
  ),
  schedule: ScheduleSchema,
  version: v.number(),
  edited: v.exactOptional(v.object({ by: NameIdSchema, at: v.number() })),
});

export const OperatorSchema: v.GenericSchema<unknown, Operator> = v.object({
  id: NameIdSchema,
  name: v.string(),
  role: v.picklist(['operator', 'lead']),
  locale,
  skills: v.exactOptional(v.array(SkillSchema)),
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
