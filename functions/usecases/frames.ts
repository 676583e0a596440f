import type { Refusal } from '../../shared/domain/types.ts';
import { encode, errorFrame } from '../../shared/protocol/codec.ts';
import type { CustomerPushSchema, OperatorPushSchema } from '../../shared/protocol/pushes.ts';

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
