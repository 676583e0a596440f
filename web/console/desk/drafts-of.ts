import type { DraftKind } from '../../../shared/protocol/values.ts';
import type { SessionModel } from '../core/session.ts';
import { Drafts, type KeyValues } from './logic/drafts.ts';
import type { DraftsOf } from './model.ts';

/** Drafts of who is signed in, by kind; `changed` is called when somebody has written one. */
export function draftsOf(
  { client }: Pick<SessionModel, 'client'>,
  local: KeyValues,
  changed: (conversation: string, kind: DraftKind) => void,
): DraftsOf {
  const known = new Map<string, Drafts>();
  return (kind) => {
    const welcome = client.peek()?.welcome;
    const who = `${welcome?.workspace.id ?? ''}.${welcome?.me.id ?? ''}`;
    const drafts =
      known.get(`${kind} ${who}`) ?? new Drafts(local, who, kind, (conversation) => changed(conversation, kind));
    known.set(`${kind} ${who}`, drafts);
    return drafts;
  };
}
