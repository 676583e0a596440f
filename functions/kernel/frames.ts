import type { Refusal } from '../../shared/domain/kernel/types.ts';
import { encode, errorFrame } from '../../shared/protocol/codec.ts';
import type { CustomerPushSchema, OperatorPushSchema } from '../../shared/protocol/pushes.ts';
import type { Workspace } from './ports.ts';

type PushSchema = typeof CustomerPushSchema | typeof OperatorPushSchema;

/** The `error` frame of a refusal of the rules or of the log. */
export const refusalFrame = (
  id: string,
  refusal: Refusal | { readonly ok: false; readonly reason: 'resync' | 'busy' },
) =>
  errorFrame(id, refusal.reason, {
    ...('by' in refusal && refusal.by !== undefined && { by: refusal.by }),
    ...('at' in refusal && refusal.at !== undefined && { at: refusal.at }),
  });

/** An answer as text, validated: what we send is what the contract says. */
export const answer = <S extends PushSchema>(schema: S, frame: Parameters<typeof encode<S>>[1]): string =>
  encode(schema, frame);

/** What `welcome` says of the workspace, on both doors. */
export const shownWorkspace = ({ id, name, accent, policy }: Workspace) => ({
  id,
  name,
  ...(accent !== undefined && { accent }),
  connect: policy.targets.connect,
  reply: policy.targets.reply,
  silence: policy.silence,
});
